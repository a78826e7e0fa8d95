"""The card of an outlet where something happens, and the line of one that needs nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton

from app.gui.charts.power_chart import PowerChart
from app.gui.figures import local_zone
from app.gui.icons import Icons
from app.gui.overview.acts import action_word
from app.gui.overview.traces import Trace
from app.gui.overview.view import OutletView
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import CARD_PADDING, EMPHASIS, GAP, SMALL
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import ButtonKind, button, icon_button, set_kind
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.widgets.pill import Pill, StateMark
from app.gui.words import Action

translate = QCoreApplication.translate

CARD_HEIGHT_PX = 286
LINE_HEIGHT_PX = 50
_LEAST_DETAIL_PX = 120
_BASELINE_PX = 6


class _OutletWidget(Card):
    """What card and line share: they show a view and say which outlet's button was pressed."""

    pressed = Signal(str, object)
    """The outlet's key and the Action on the button."""

    menu_asked = Signal(str, QPoint)
    """The outlet's key, and where on the screen its menu is to open."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.view: OutletView | None = None
        self.name = ElidedLabel(theme, "", EMPHASIS, STRONG)
        self.beside = ElidedLabel(theme, tone="muted")
        self.button = button(theme, "")
        self.button.clicked.connect(self._press)
        self.more: QToolButton = icon_button(icons, "more", translate("Overview", "More"))
        self.more.clicked.connect(self._ask_menu)

    def show_view(self, view: OutletView) -> None:
        """Say this; only what differs from before is touched."""
        before, self.view = self.view, view
        if before == view:
            return
        _say(self.name, view.name)
        _say(self.beside, view.beside)
        self.beside.setVisible(bool(view.beside))
        self.setAccessibleName(view.spoken)
        self.more.setAccessibleName(translate("Overview", "More for %1").replace("%1", view.name))
        if before is None or before.action is not view.action or before.name != view.name:
            self._show_action(view)
        self.button.setEnabled(view.enabled)
        self.more.setEnabled(view.enabled)
        self.show_rest(view)

    def show_rest(self, view: OutletView) -> None:
        raise NotImplementedError

    def _show_action(self, view: OutletView) -> None:
        self.button.setVisible(view.action is not None)
        if view.action is not None:
            word = action_word(view.action)
            self.button.setText(word)
            self.button.setAccessibleName(f"{word}, {view.name}")
            set_kind(self.button, self.kind_of(view.action))

    def kind_of(self, action: Action) -> ButtonKind:
        raise NotImplementedError

    def _press(self) -> None:
        if self.view is not None and self.view.action is not None:
            self.pressed.emit(self.view.key, self.view.action)

    def _ask_menu(self) -> None:
        if self.view is not None:
            self.menu_asked.emit(self.view.key, self.more.mapToGlobal(QPoint(0, self.more.height())))


class OutletCard(_OutletWidget):
    """Name, state, power, the curve of the last hours, the session, and the one button that helps."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme, icons)
        self.body.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.name)
        head.addWidget(self.beside)
        head.addStretch(1)
        head.addWidget(self.more)
        self.body.addLayout(head)
        state = QHBoxLayout()
        state.setSpacing(10)
        self.pill = Pill(theme)
        self.fact = ElidedLabel(theme, tone="muted")
        state.addWidget(self.pill)
        state.addWidget(self.fact)
        state.addStretch(1)
        self.body.addLayout(state)
        now = QHBoxLayout()
        self.power = BigNumber(theme)
        self.power.setToolTip(translate("Overview", "Power now"))
        now.addWidget(self.power)
        self.ahead = ElidedLabel(theme, "", SMALL, tone="muted")
        self.ahead.setContentsMargins(0, 0, 0, _BASELINE_PX)
        now.addWidget(self.ahead, 0, Qt.AlignmentFlag.AlignBottom)
        now.addStretch(1)
        now.addWidget(self.button)
        self.body.addLayout(now)
        self.detail = label(theme, "", SMALL, tone="muted", wrap=True)
        self.detail.hide()
        self.body.addWidget(self.detail)
        self.chart = PowerChart(theme, translate("Overview", "Power over time"), QLocale(), local_zone(), compact=True)
        self.body.addWidget(self.chart, 1)
        foot = QHBoxLayout()
        self.session = ElidedLabel(theme, "", SMALL, tone="muted")
        self.session.setToolTip(translate("Overview", "Energy so far"))
        self.cost = label(theme, "", SMALL, STRONG)
        self.right = ElidedLabel(theme, "", SMALL, tone="muted")
        foot.addWidget(self.session)
        foot.addWidget(self.cost)
        foot.addStretch(1)
        foot.addWidget(self.right)
        self.body.addLayout(foot)

    def show_rest(self, view: OutletView) -> None:
        if (self.pill.kind, self.pill.text()) != (view.kind, view.pill):
            self.pill.show_state(view.kind, view.pill)
            # The state is the last thing to be shortened.
            self.pill.setMinimumWidth(self.pill.sizeHint().width())
        _say(self.fact, view.fact)
        self.power.show_value(view.power, "kW")
        self.power.setVisible(bool(view.power))
        _say(self.detail, view.detail)
        _tone(self.detail, "fault" if view.failed else "muted")
        self.detail.setVisible(bool(view.detail))
        _say(self.session, view.session)
        _say(self.cost, view.cost)
        self.cost.setVisible(bool(view.session and view.cost))
        _say(self.ahead, view.ahead)
        self.ahead.setVisible(bool(view.ahead))
        self.ahead.setToolTip(view.ahead_about)
        self.ahead.setAccessibleName(view.ahead_about)
        self.cost.setToolTip(view.cost_about)
        self.cost.setAccessibleName(f"{view.cost}, {view.cost_about}")
        _say(self.right, view.right)

    def show_curve(self, trace: Trace, span: timedelta, now: datetime) -> None:
        """The picture of this much of the past."""
        if self.view is not None:
            self.chart.set_curve(trace.curve, start=now - span, end=now, colour=self.view.curve_colour)

    def kind_of(self, action: Action) -> ButtonKind:
        return "default" if action in (Action.STOP, Action.CONNECTION_HELP) else "primary"


class OutletLine(_OutletWidget):
    """A quiet outlet in one line."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme, icons)
        self.body.setContentsMargins(CARD_PADDING, 6, CARD_PADDING, 6)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.mark = StateMark(theme)
        self.sentence = ElidedLabel(theme, tone="muted")
        self.detail = ElidedLabel(theme, tone="muted")
        self.last_used = ElidedLabel(theme, tone="muted")
        row.addWidget(self.mark)
        row.addWidget(self.name)
        row.addWidget(self.beside)
        row.addWidget(self.sentence)
        row.addWidget(self.detail)
        row.addStretch(1)
        row.addWidget(self.last_used)
        row.addWidget(self.button)
        row.addWidget(self.more)
        self.body.addLayout(row)

    def show_rest(self, view: OutletView) -> None:
        self.mark.show_kind(view.kind)
        _say(self.sentence, view.sentence)
        _say(self.detail, view.detail)
        _tone(self.detail, "fault" if view.failed else "muted")
        _say(self.last_used, view.last_used)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The state first, then the name; what it means and when it was last used as far as there is room."""
        view = self.view
        if view is None:
            return
        wanted = {each: each.sizeHint().width() for each in (self.sentence, self.name, self.beside)}
        room = self.width() - 2 * CARD_PADDING - self.mark.width() - self.more.width() - 7 * GAP
        if view.action is not None:
            room -= self.button.sizeHint().width() + GAP
        for each, share in ((self.sentence, 0.5), (self.beside, 0.15), (self.name, 0.25)):
            each.setMinimumWidth(min(wanted[each], int(room * share)))
        left = room - sum(wanted.values())
        detail = self.detail.sizeHint().width() + GAP
        last_used = self.last_used.sizeHint().width() + GAP
        self.detail.setVisible(bool(view.detail) and (view.failed or left >= min(detail, _LEAST_DETAIL_PX)))
        self.last_used.setVisible(bool(view.last_used) and left >= (detail if view.detail else 0) + last_used)

    def kind_of(self, action: Action) -> ButtonKind:
        return "primary" if action is Action.SWITCH_ON else "default"


def _say(words: QLabel, text: str) -> None:
    if words.text() != text:
        words.setText(text)


def _tone(words: QLabel, tone: str) -> None:
    if words.property("tone") != tone:
        words.setProperty("tone", tone)
        words.style().unpolish(words)
        words.style().polish(words)
