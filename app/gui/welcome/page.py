"""Add charger: the address it must call, what has happened so far, who was turned away, and letting it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from app.core.changes import Change, ListeningChanged, MessagesLogged, SessionChanged, TroublesChanged
from app.core.contact import Trouble, TroubleKind
from app.core.engine import Reach
from app.core.model import Standing
from app.gui.page import Page
from app.gui.page_parts import page_head, scrolling
from app.gui.theme.tokens import GAP, GUTTER
from app.gui.welcome.address import AddressCard
from app.gui.welcome.advice import Advice
from app.gui.welcome.checklist import Checklist
from app.gui.welcome.newcomer import Newcomer
from app.gui.welcome.progress import Progress, Step, progress, subject
from app.gui.welcome.refusals import Refusals, refused
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Banner
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

# What happened this long before the page was opened still counts: people go to the charger and back.
_LOOK_BACK: Final = timedelta(minutes=10)
_HELP_AFTER: Final = timedelta(minutes=3)
_TICK_MS: Final = 5_000
# Narrower than this, what has happened and who was turned away stand one above the other.
_ROOM_FOR_BOTH_PX: Final = 900
_NOT_LISTENING: Final = (TroubleKind.PORT_TAKEN, TroubleKind.PORT_FORBIDDEN, TroubleKind.ADDRESS_GONE)


class WelcomePage(Page):
    """Follows the charger that is being added, or whoever comes first."""

    def build(self) -> None:
        self._shown = False
        self._about: str | None = None
        self._settled: frozenset[str] = frozenset()
        self._reach = Reach(())
        self._address_for = ""  # the charger whose id the forms of the address are shown with
        self._opened = self.now()
        column = scrolling(self)
        column.addLayout(page_head(self.theme, self.title()))
        subtitle = translate(
            "Welcome",
            "Type this address into the charger, in its own app or its installer's app. The charger must be on the "
            "same network as this computer.",
        )
        words = label(self.theme, subtitle, tone="muted", wrap=True)
        words.setMaximumWidth(680)
        column.addWidget(words)
        self.newcomer = Newcomer(self.theme, self.engine, self.ask)
        self.newcomer.hide()
        column.addWidget(self.newcomer)
        self.address = AddressCard(self.theme, self.icons)
        column.addWidget(self.address)
        self.welcomed = Banner(self.theme, "plain", "")
        to_overview = button(self.theme, translate("Welcome", "Go to the overview"), "primary")
        to_overview.clicked.connect(self._to_overview)
        self.welcomed.add_button(to_overview)
        self.welcomed.hide()
        column.addWidget(self.welcomed)
        self.help = Advice(self.theme)
        self.help.more_asked.connect(self._more_help)
        self.help.hide()
        column.addWidget(self.help)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(GUTTER)
        self.checklist = Checklist(self.theme)
        self.checklist.settings_asked.connect(self._to_settings)
        self.refusals = Refusals(self.theme)
        self.refusals.approve_asked.connect(self._approve_after_all)
        self._both.addWidget(self.checklist, 3, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self.refusals, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._both)
        self.problem = label(self.theme, "", tone="fault", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._foot())
        column.addStretch(1)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._look_again)
        self.refresh_asked.connect(self._look_again)
        self.bridge.changed.connect(self._changed)

    def title(self) -> str:
        return translate("Welcome", "Let the charger call this computer")

    def activated(self, about: object = None) -> None:
        self._shown = True
        self._about = about if isinstance(about, str) else None
        self._opened = self.now()
        self._settled = frozenset(
            charger.id for charger in self.bridge.chargers.values() if charger.approved and charger.id != self._about
        )
        self._tick.start()
        self._look_again()
        # The page itself: nothing is marked before the first Tab, which then comes to what is at the top.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        self._shown = False
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_FOR_BOTH_PX
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    # Building

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.back = button(self.theme, translate("Welcome", "Back"))
        self.back.clicked.connect(self._to_overview)
        row.addWidget(self.back)
        row.addStretch(1)
        words = translate("Welcome", "You can leave this open, or come back later.")
        row.addWidget(label(self.theme, words, tone="muted"))
        return row

    # Showing

    def _changed(self, changes: Sequence[Change]) -> None:
        if not self._shown:
            return
        if any(isinstance(change, ListeningChanged | TroublesChanged) for change in changes):
            self._look_again()
        elif any(not isinstance(change, MessagesLogged | SessionChanged) for change in changes):
            self._show()

    def _look_again(self) -> None:
        """Also the address: a cable may have been plugged in, or the router have given another."""
        self.ask(self.engine.reach(), failed=self._reach_failed, done=self._reach_found)
        self._show()

    def _reach_found(self, reach: Reach) -> None:
        changed = reach != self._reach or not self.address.address
        self._reach = reach
        if changed:
            self._show_address()
        self._show()

    def _reach_failed(self, words: str) -> None:
        self._say_problem(words)

    def _show_address(self) -> None:
        charger = self._subject_id()
        self.address.show_reach(self._reach, charger)
        self._address_for = charger

    def _subject_id(self) -> str:
        charger = subject(self.bridge.chargers, self._about, self._since(), self._settled)
        return charger.id if charger is not None and not charger.anonymous else (self._about or "")

    def _since(self) -> datetime:
        return self._opened - _LOOK_BACK

    def _show(self) -> None:
        bridge = self.bridge
        charger = subject(bridge.chargers, self._about, self._since(), self._settled)
        come = progress(
            charger,
            bridge.outlets.values(),
            bridge.knocks,
            self._since(),
            self._settled,
            listening=bool(bridge.listening),
        )
        port = self._reach.port or (bridge.listening[0][1] if bridge.listening else 0)
        self.checklist.show_progress(come, port, self._trouble(), self.now())
        let_in = frozenset(each.id for each in bridge.chargers.values() if each.approved and each.online)
        self.refusals.show_knocks(refused(bridge.knocks, let_in), self.now())
        waiting = charger is not None and charger.standing is Standing.WAITING
        if waiting and charger is not None:
            self.newcomer.show_charger(charger)
        self.newcomer.setVisible(waiting)
        long_enough = self.now() - self._opened >= _HELP_AFTER
        silent = Step.KNOCKED not in come.done and Step.LISTENING in come.done
        self.help.show_for(come.charger if come.lost else None, self.now())
        self.help.setVisible(silent and (come.lost or long_enough))
        self._show_welcomed(come)
        if self._reach.addresses and self._address_for != self._subject_id():
            self._show_address()

    def _show_welcomed(self, come: Progress) -> None:
        charger = come.charger
        arrived = charger is not None and charger.approved and charger.online
        if charger is not None and arrived:
            title = translate("Welcome", "%1 is connected.").replace("%1", charger.title)
            self.welcomed.say(title, translate("Welcome", "It now stands on the overview. Plug in a car to try it."))
        self.welcomed.setVisible(arrived)

    def _trouble(self) -> Trouble | None:
        return next((trouble for trouble in self.bridge.troubles if trouble.kind in _NOT_LISTENING), None)

    # Acting

    def _approve_after_all(self, identity: str) -> None:
        self.problem.hide()
        self.ask(self.engine.site.wishes.approve(identity), failed=self._say_problem)

    def _say_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _more_help(self) -> None:
        self.open_page.emit("help", "connection")

    def _to_settings(self) -> None:
        self.open_page.emit("settings", None)

    def _to_overview(self) -> None:
        self.open_page.emit("overview", None)
