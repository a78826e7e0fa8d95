"""Hears of cards that wait for the user's word and of budgets nearly used, shows them and tells the tray.

What the user answers it takes to the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from app.core.cards import AnswerTo, Asked
from app.core.changes import AskedChanged, BudgetWarning, Change, ChargerChanged, ChargerForgotten
from app.core.commands import Accepted
from app.core.prices.limits import counted_by
from app.gui.ask import Ask
from app.gui.asking.banners import AskBanners, asked_words, budget_words
from app.gui.bridge import Bridge
from app.gui.icons import Icons
from app.gui.page import Engine, Now
from app.gui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

translate = QCoreApplication.translate


class Asker(QObject):
    """Lives as long as the window shows one engine; the banners are made when there is something to ask."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        icons: Icons,
        parts: tuple[Engine, Bridge, Ask, Now],
        tray: Callable[[], QSystemTrayIcon | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._icons = icons
        self._engine, self._bridge, self._ask, self._now = parts
        self._tray = tray
        self._told: set[Asked] = set()
        self._column: QVBoxLayout | None = None
        self.banners: AskBanners | None = None
        self._bridge.changed.connect(self._changed)

    def stand_in(self, column: QVBoxLayout) -> None:
        """The column over the pages, at whose top the questions stand; it is another when the language changed."""
        self._column, self.banners = column, None
        self._show()

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        if any(isinstance(change, AskedChanged | ChargerChanged | ChargerForgotten) for change in batch):
            self._show()
        if any(isinstance(change, AskedChanged) for change in batch):
            self._tell_tray()
        warnings = [change for change in batch if isinstance(change, BudgetWarning)]
        if warnings:
            self._warn(warnings)

    def _show(self) -> None:
        if self._bridge.asked:
            self._make()
        if self.banners is not None:
            self.banners.show_asked(self._bridge.asked, self._bridge.chargers)

    def _make(self) -> None:
        if self.banners is None and self._column is not None:
            self.banners = AskBanners(self._theme, self._now)
            self.banners.answered.connect(self._answer)
            self._column.insertWidget(0, self.banners)

    def _warn(self, warnings: Sequence[BudgetWarning]) -> None:
        """Once a month for each person, on top of every page and, where nobody looks at the window, in the tray."""
        title = translate("Asking", "A budget is nearly used")
        book = counted_by(self._bridge.books)
        words = " ".join(budget_words(each.person, each.used, book) for each in warnings)
        self._make()
        if self.banners is not None:
            self.banners.tell(title, words)
        tray = self._tray()
        if tray is not None and not self._window.isActiveWindow():
            tray.showMessage(title, words)

    def _tell_tray(self) -> None:
        """Once for each card, and only where the window is not what the user looks at."""
        fresh = [each for each in self._bridge.asked if each not in self._told]
        self._told = set(self._bridge.asked)
        tray = self._tray()
        if fresh and tray is not None and not self._window.isActiveWindow():
            asked = fresh[-1]
            title = asked_words(asked, self._bridge.chargers.get(asked.charger_id))
            tray.showMessage(title, translate("Asking", "The driver waits. Click to answer."))

    @Slot(object, object)
    def _answer(self, asked: Asked, said: AnswerTo) -> None:
        assert self.banners is not None  # noqa: S101 - it is what asked
        self.banners.tell("")
        self.banners.sending(asked)
        wish = self._engine.site.wishes.let_in(asked, said)
        self._ask(wish, failed=partial(self._failed, asked), done=partial(self._answered, asked, said))

    def _failed(self, asked: Asked, words: str) -> None:
        if self.banners is not None:
            self.banners.failed(asked, words)

    def _answered(self, asked: Asked, said: AnswerTo, begun: Accepted | None) -> None:
        if said is not AnswerTo.NO and begun is None and self.banners is not None:
            words = translate("Asking", "The card is let in. The driver must hold it to the charger once more.")
            self.banners.tell(words)
        if said is AnswerTo.ALWAYS:
            self.name_card(asked)

    def name_card(self, asked: Asked) -> None:
        """It is known from now on, and wants a name."""
        from app.gui.learning.dialog import LearnCardDialog

        LearnCardDialog(
            self._theme,
            self._icons,
            self._engine,
            self._bridge,
            self._ask,
            self._now,
            number=asked.card,
            parent=self._window,
            kind=asked.kind,
        ).open()
