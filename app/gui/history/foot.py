"""The foot of the session list: how many rows are shown of how many, or what was chosen and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.core.model import Session
from app.gui.figures import duration, number
from app.gui.history.model import STARTED, Order, length
from app.gui.history.words import exact_kwh
from app.gui.icons import Icons
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, SMALL
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate


def sessions_words(count: int) -> str:
    if count == 1:
        return translate("History", "1 session")
    return translate("History", "%1 sessions").replace("%1", number(count))


def chosen_words(sessions: Sequence[Session], now: datetime) -> str:
    """ "3 sessions chosen · 41.20 kWh · 5 h 12 min"; those that are left out are named and not added up."""
    counted = [each for each in sessions if not each.amended.excluded]
    if len(sessions) == 1:
        words = translate("History", "1 session chosen")
    else:
        words = translate("History", "%1 sessions chosen").replace("%1", number(len(sessions)))
    energy = exact_kwh(sum(each.booked.energy_wh for each in counted))
    parts = [words, f"{energy} kWh", duration(sum((length(each, now) for each in counted), timedelta()))]
    if len(counted) < len(sessions):
        left_out = translate("History", "%1 left out").replace("%1", number(len(sessions) - len(counted)))
        parts.append(left_out)
    return " · ".join(parts)


def cut_words(shown: int, found: int, order: Order) -> str:
    """Empty where every row is shown."""
    if shown >= found:
        return ""
    if order.column != STARTED:
        words = translate("History", "Showing the first %1 of %2 in this order.")
    elif order.descending:
        words = translate("History", "Showing the newest %1 of %2.")
    else:
        words = translate("History", "Showing the oldest %1 of %2.")
    return words.replace("%1", number(shown)).replace("%2", number(found))


class Foot(QWidget):
    """Stands only where it has something to say."""

    assign_asked = Signal()
    leave_out_asked = Signal(bool)
    """True: out of every total; False: in again."""
    copy_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._many = False
        self._leaves_out = True
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 4, 0)
        row.setSpacing(8)
        self.chosen = ElidedLabel(theme, "", BODY, STRONG)
        self.cut = label(theme, "", SMALL, tone="muted")
        self.assign = button(theme, translate("History", "Assign…"))
        self.assign.setToolTip(translate("History", "Assign to person…"))
        self.assign.setAccessibleName(translate("History", "Assign to person…"))
        self.leave_out = button(theme, "")
        self.more = icon_button(icons, "more", translate("History", "More for the chosen sessions"), framed=True)
        menu = QMenu(self)
        menu.addAction(translate("History", "Copy"), self.copy_asked.emit)
        menu.addAction(translate("History", "Export chosen…"), self.export_asked.emit)
        self.more.setMenu(menu)
        self.assign.clicked.connect(self.assign_asked)
        self.leave_out.clicked.connect(self._leave_out)
        for each in (self.chosen, self.cut):
            row.addWidget(each)
        row.addStretch(1)
        self.acting = (self.assign, self.leave_out, self.more)
        for action in self.acting:
            row.addWidget(action)
        self._settle()

    def show_cut(self, words: str) -> None:
        self.cut.setText(words)
        self._settle()

    def show_chosen(self, sessions: Sequence[Session], now: datetime) -> None:
        """The line and its actions stand there for several."""
        self._many = len(sessions) > 1
        if self._many:
            self.chosen.setText(chosen_words(sessions, now))
            self._leaves_out = leaves_out(sessions)
            self.leave_out.setText(leave_out_words(self._leaves_out))
        self._settle()

    def _settle(self) -> None:
        self.chosen.setVisible(self._many)
        self.cut.setVisible(not self._many and bool(self.cut.text()))
        for action in self.acting:
            action.setVisible(self._many)
        self.setVisible(self._many or bool(self.cut.text()))

    def _leave_out(self) -> None:
        self.leave_out_asked.emit(self._leaves_out)


def leaves_out(sessions: Sequence[Session]) -> bool:
    """What the one action for both does: only where all of these are left out it takes them in again."""
    return not all(each.amended.excluded for each in sessions)


def leave_out_words(leave: bool) -> str:
    return translate("History", "Leave out") if leave else translate("History", "Count again")
