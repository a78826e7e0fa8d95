"""The dialog of who may charge at one charger: as everywhere or by rules of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.core.cards import Policy
from app.core.model import Charger
from app.gui.access.choices import policy_words
from app.gui.access.policy_form import PolicyForm
from app.gui.ask import Ask
from app.gui.bridge import Bridge
from app.gui.icons import Icons
from app.gui.page import Engine
from app.gui.page_parts import scroll_area
from app.gui.theme import Theme
from app.gui.widgets.buttons import SegmentedControl
from app.gui.widgets.dialog import Dialog

translate = QCoreApplication.translate

_WIDTH_PX = 640
# Higher it scrolls: the dialog must fit on a small screen.
_MOST_PX = 430
_BAR_PX = 14
_SAME, _OWN = "same", "own"


class ChargerPolicyDialog(Dialog):
    """Keeps what is chosen when Save is pressed."""

    kept = Signal()

    def __init__(
        self, theme: Theme, icons: Icons, engine: Engine, bridge: Bridge, ask: Ask, charger: Charger, parent: QWidget
    ) -> None:
        title = translate("Access", "Who may charge at %1").replace("%1", charger.title)
        super().__init__(theme, title, "", parent, width_px=_WIDTH_PX)
        self._engine, self._bridge, self._ask = engine, bridge, ask
        self._charger_id = charger.id
        own = bridge.policies.get(charger.id)
        self.whose = SegmentedControl(
            theme,
            [(_SAME, translate("Access", "As everywhere")), (_OWN, translate("Access", "Its own rules"))],
            translate("Access", "Whose rules hold"),
        )
        self.whose.choose(_SAME if own is None else _OWN)
        self.whose.chosen.connect(self._follow)
        self.body.addWidget(self.whose)
        words = policy_words(bridge.policies.get("") or Policy(), bridge.people)
        self.same = self.words(translate("Access", "Everywhere: %1.").replace("%1", words))
        self.body.addWidget(self.same)
        self.form = PolicyForm(theme, icons, lock=True)
        self.form.show_policy(bridge.policy(charger.id), bridge.people)
        self.form.changed.connect(self._follow)
        self.form.column.setContentsMargins(0, 0, _BAR_PX, 0)
        self._area = scroll_area()
        self._area.setWidget(self.form)
        self._area.setFixedWidth(self.words_px)
        self.body.addWidget(self._area)
        self.save = self.add_yes(translate("Access", "Save"), self._keep)
        self._follow()

    @property
    def wanted(self) -> Policy | None:
        """None: what holds everywhere."""
        return self.form.policy if self.whose.key == _OWN else None

    def _follow(self, _what: object = None) -> None:
        own = self.whose.key == _OWN
        self._area.setVisible(own)
        wanted_px = self.form.column.totalHeightForWidth(self.words_px - _BAR_PX)
        self._area.setFixedHeight(min(wanted_px, _MOST_PX))
        self.same.setVisible(not own)
        self.save.setEnabled(not own or self.form.complete)

    def _keep(self) -> None:
        wish = self._engine.site.cards.set_policy(self._charger_id, self.wanted)
        self._ask(wish, busy=(self.save,), failed=self.say, done=self._done)

    def _done(self, _nothing: None) -> None:
        self.kept.emit()
        self.accept()
