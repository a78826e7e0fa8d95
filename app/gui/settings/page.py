"""Settings: language and appearance act at once; the port and the log when they are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from app import __version__
from app.core.backups import Contents
from app.core.changes import Change, ListeningChanged
from app.core.displays.display import ShownCost
from app.core.preferences import Appearance, Preferences
from app.gui.backups.cards import BackupsCard, RestoredNotice, StorageCard
from app.gui.page import Page
from app.gui.page_parts import fact, form_row, page_head, scrolling
from app.gui.prices.words import side_word
from app.gui.settings.people_card import PeopleCard
from app.gui.theme import STRONG, ThemeChoice
from app.gui.theme.tokens import EMPHASIS
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.fields import number_field
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

LANGUAGES = (("", ""), ("en", "English"), ("sv", "Svenska"))
_WIDEST_PX = 760


class SettingsPage(Page):
    """Keeps a copy of the preferences in force and asks the engine to keep every new one."""

    def build(self) -> None:
        self._preferences = self.engine.preferences
        column = scrolling(self, _WIDEST_PX)
        column.addLayout(page_head(self.theme, self.title()))
        self.restored = RestoredNotice(self.theme)
        column.addWidget(self.restored)
        column.addWidget(self._look_card())
        column.addWidget(self._chargers_card())
        column.addWidget(self._log_card())
        self.people = PeopleCard(self, self._preferences.keep_people_months)
        self.people.chosen.connect(self._keep_people_for)
        column.addWidget(self.people)
        self.backups = BackupsCard(self, self._keep_backups_in)
        self.backups.made.connect(self._settle_storage)
        column.addWidget(self.backups)
        self.storage = StorageCard(self)
        column.addWidget(self.storage)
        column.addWidget(self._program_card())
        column.addStretch(1)
        self._show(self._preferences)
        self._show_elsewhere()
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("Settings", "Settings")

    def activated(self, about: object = None) -> None:
        """`about` "backup": make one at once; `Contents`: they were just restored."""
        self._preferences = self.engine.preferences  # other pages have some of their own to keep
        self.restored.show_restored(about if isinstance(about, Contents) else None)
        self.backups.refresh()
        self._settle_storage()
        if about == "backup":
            area = self.findChild(QScrollArea)
            if area is not None:
                area.ensureWidgetVisible(self.backups)
            self.backups.back_up()

    def _settle_storage(self) -> None:
        self.storage.refresh()

    # Building

    def _card(self, title: str) -> Card:
        card = Card()
        card.body.addWidget(label(self.theme, title, EMPHASIS, STRONG))
        return card

    def _look_card(self) -> Card:
        card = self._card(translate("Settings", "Window"))
        system = translate("Settings", "System")
        choices = [(key, word or system) for key, word in LANGUAGES]
        self.language = SegmentedControl(self.theme, choices, translate("Settings", "Language"))
        self.language.chosen.connect(self._choose_language)
        card.body.addLayout(form_row(self.theme, translate("Settings", "Language"), self.language))
        card.body.addWidget(hairline())
        words = (system, translate("Settings", "Light"), translate("Settings", "Dark"))
        appearances = [(each.value, word) for each, word in zip(Appearance, words, strict=True)]
        self.appearance = SegmentedControl(self.theme, appearances, translate("Settings", "Appearance"))
        self.appearance.chosen.connect(self._choose_appearance)
        card.body.addLayout(form_row(self.theme, translate("Settings", "Appearance"), self.appearance))
        self.look_problem = self._problem(card)
        return card

    def _chargers_card(self) -> Card:
        card = self._card(translate("Settings", "Chargers"))
        self.shown_cost = SegmentedControl(self.theme, _shown_costs(), _shown_cost_title())
        self.shown_cost.chosen.connect(self._choose_shown_cost)
        about = translate(
            "Settings",
            "On chargers that can show it: the cost so far, and at the end the sum.",
        )
        card.body.addLayout(form_row(self.theme, _shown_cost_title(), self.shown_cost, about))
        self.shown_cost_problem = self._problem(card)
        card.body.addWidget(hairline())
        self.port = number_field(self.theme, translate("Settings", "Port"), 1, 65535)
        self.port.setGroupSeparatorShown(False)
        self.port.setFixedWidth(120)
        about = translate(
            "Settings",
            "Chargers call this computer on this port. If you change it, every charger must be given the new address; "
            "until then they cannot reach Laddvakt.",
        )
        card.body.addLayout(form_row(self.theme, translate("Settings", "Port"), self.port, about))
        self.elsewhere = label(self.theme, tone="wait", wrap=True)
        card.body.addWidget(self.elsewhere)
        self.port_problem = self._problem(card)
        self.save_port = button(self.theme, translate("Settings", "Save port"))
        self.save_port.clicked.connect(self._save_port)
        card.body.addLayout(_at_right(self.save_port))
        self.port.valueChanged.connect(self._settle_buttons)
        return card

    def _log_card(self) -> Card:
        card = self._card(translate("Settings", "Message log"))
        self.days = number_field(
            self.theme, translate("Settings", "Keep messages for"), 1, 3650, translate("Settings", "days")
        )
        self.days.setFixedWidth(140)
        about = translate("Settings", "Every message to and from the chargers, for finding faults. Sessions stay.")
        card.body.addLayout(form_row(self.theme, translate("Settings", "Keep messages for"), self.days, about))
        card.body.addWidget(hairline())
        self.megabytes = number_field(self.theme, translate("Settings", "At most"), 1, 100_000, "MB")
        self.megabytes.setFixedWidth(140)
        about = translate("Settings", "The oldest messages are dropped first.")
        card.body.addLayout(form_row(self.theme, translate("Settings", "At most"), self.megabytes, about))
        self.log_problem = self._problem(card)
        self.open_log = button(self.theme, translate("Settings", "Open the message log"), "quiet")
        self.open_log.clicked.connect(self._open_log)
        self.save_log = button(self.theme, translate("Settings", "Save log settings"))
        self.save_log.clicked.connect(self._save_log)
        card.body.addLayout(_at_right(self.open_log, self.save_log))
        self.days.valueChanged.connect(self._settle_buttons)
        self.megabytes.valueChanged.connect(self._settle_buttons)
        return card

    def _program_card(self) -> Card:
        card = self._card(translate("Settings", "This program"))
        self.open_folder = button(self.theme, translate("Settings", "Open folder"))
        self.open_folder.clicked.connect(self._open_folder)
        words = translate("Settings", "Where your data is kept")
        card.body.addLayout(form_row(self.theme, words, self.open_folder, str(self.engine.data)))
        card.body.addWidget(hairline())
        version = fact(self.theme, __version__)
        version.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        card.body.addLayout(form_row(self.theme, translate("Settings", "Version"), version))
        return card

    def _problem(self, card: Card) -> QLabel:
        words = label(self.theme, tone="fault", wrap=True)
        words.hide()
        card.body.addWidget(words)
        return words

    # What the engine tells

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if any(isinstance(change, ListeningChanged) for change in batch):
            self._show_elsewhere()

    def _show_elsewhere(self) -> None:
        """Where chargers really call, when the program was started on another port than the one kept here."""
        ports = {port for _, port in self.bridge.listening}
        elsewhere = ports and self.engine.preferences.port not in ports
        words = translate(
            "Settings",
            "Right now chargers call port %1, because the program was started on that one, as the demo always is. "
            "The port above holds when it is started as usual.",
        )
        self.elsewhere.setText(words.replace("%1", ", ".join(map(str, sorted(ports)))) if elsewhere else "")
        self.elsewhere.setVisible(bool(elsewhere))

    # Acting

    def _show(self, preferences: Preferences) -> None:
        known = [key for key, _ in LANGUAGES]
        self.language.choose(preferences.language if preferences.language in known else "")
        self.appearance.choose(preferences.appearance.value)
        self.port.setValue(preferences.port)
        self.shown_cost.choose(preferences.shown_cost.value)
        self.people.show_months(preferences.keep_people_months)
        self.days.setValue(preferences.log_days)
        self.megabytes.setValue(preferences.log_megabytes)
        self._settle_buttons()

    def _settle_buttons(self) -> None:
        """Saving is offered only where there is something new to save."""
        kept = self._preferences
        self.save_port.setEnabled(self.port.value() != kept.port)
        log = (self.days.value(), self.megabytes.value())
        self.save_log.setEnabled(log != (kept.log_days, kept.log_megabytes))

    def _choose_language(self, key: str) -> None:
        self._prefer(replace(self._preferences, language=key), self._look_failed)
        self.language_chosen.emit(key)

    def _choose_appearance(self, key: str) -> None:
        self.theme.choose(ThemeChoice(key))
        self._prefer(replace(self._preferences, appearance=Appearance(key)), self._look_failed)

    def _choose_shown_cost(self, key: str) -> None:
        self._prefer(replace(self._preferences, shown_cost=ShownCost(key)), self._shown_cost_failed)

    def _save_port(self) -> None:
        self._prefer(replace(self._preferences, port=self.port.value()), self._port_failed)

    def _save_log(self) -> None:
        wanted = replace(self._preferences, log_days=self.days.value(), log_megabytes=self.megabytes.value())
        self._prefer(wanted, self._log_failed)

    def _keep_people_for(self, months: int) -> None:
        self.people.say("")
        self._prefer(replace(self._preferences, keep_people_months=months), self._people_failed)

    def _people_failed(self, words: str) -> None:
        self._preferences = self.engine.preferences
        self.people.show_months(self._preferences.keep_people_months)
        self.people.say(words)

    def _prefer(self, wanted: Preferences, failed: Callable[[str], None]) -> None:
        """Nothing is disabled meanwhile, or the keyboard's focus is lost; each wish builds on the one before."""
        for words in (self.look_problem, self.shown_cost_problem, self.port_problem, self.log_problem):
            words.hide()
        self._preferences = wanted
        self._settle_buttons()
        self.ask(self.engine.prefer(wanted), failed=failed)

    def _keep_backups_in(self, folder: Path | None) -> None:
        wanted = replace(self._preferences, backup_folder="" if folder is None else str(folder))
        self._preferences = wanted
        self.ask(self.engine.prefer(wanted), failed=self.backups.failed, done=self._backups_kept)

    def _backups_kept(self, _nothing: object) -> None:
        self.backups.kept()

    def _look_failed(self, words: str) -> None:
        self._say(self.look_problem, words)

    def _shown_cost_failed(self, words: str) -> None:
        self._say(self.shown_cost_problem, words)
        self.shown_cost.choose(self._preferences.shown_cost.value)

    def _port_failed(self, words: str) -> None:
        self._say(self.port_problem, words)

    def _log_failed(self, words: str) -> None:
        self._say(self.log_problem, words)

    def _say(self, problem: QLabel, words: str) -> None:
        self._preferences = self.engine.preferences
        self._settle_buttons()
        problem.setText(words)
        problem.show()

    def _open_log(self) -> None:
        self.open_page.emit("messages", None)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.engine.data)))


def _shown_cost_title() -> str:
    return translate("Settings", "Costs on the charger's display")


def _shown_costs() -> list[tuple[str, str]]:
    """The prices by their own names."""
    return [
        (ShownCost.NOTHING.value, translate("Settings", "None")),
        *((each.value, side_word(each.side)) for each in ShownCost if each.side is not None),
    ]


def _at_right(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for each in buttons:
        row.addWidget(each)
    return row
