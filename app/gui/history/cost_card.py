"""What a session cost: the lines that add up to its sum for each side that has prices, and how they came about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.core.prices.cost import Cost
from app.gui.history.detail_reading import SideCost
from app.gui.icons import Icons
from app.gui.prices.cost_words import (
    ahead_words,
    line_name,
    line_quantity,
    line_rate,
    line_vat,
    missing_words,
    quality_sentence,
    slice_words,
)
from app.gui.prices.words import money, side_word
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP, SMALL
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.labels import Tone, label

translate = QCoreApplication.translate

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = 5


class CostCard(Card):
    """Hidden where there are no prices at all."""

    anew_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._shown: object = None
        self._unfolded = False
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.title = label(theme, "", EMPHASIS, STRONG)
        head.addWidget(self.title, 1)
        self.anew = button(theme, translate("Session", "Reckon anew"), "link")
        self.anew.setToolTip(translate("Session", "By the prices as they stand now; what was reckoned before is kept."))
        self.anew.clicked.connect(self.anew_asked)
        head.addWidget(self.anew)
        self.body.addLayout(head)
        self._sides = QWidget()
        self.body.addWidget(self._sides)
        self.fold = button(
            theme, translate("Session", "How it was reckoned"), "link", icons=icons, icon="chevron-right"
        )
        self.fold.clicked.connect(self._turn)
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._splits = QWidget()
        self._splits.hide()
        self.body.addWidget(self._splits)
        self.hide()

    def start_anew(self) -> None:
        """Another session."""
        self._shown = None
        self._unfold(unfolded=False)
        self.hide()

    def show_costs(self, costs: Sequence[SideCost], *, running: bool) -> None:
        self.setVisible(bool(costs))
        shown = tuple(costs), running
        if shown == self._shown:
            return
        self._shown = shown
        title = translate("Session", "What it costs so far") if running else translate("Session", "What it cost")
        self.title.setText(title)
        self.anew.setVisible(not running and any(each.statement is None for each in costs))
        self._sides = self._replaced(self._sides, self._all_sides(costs))
        reckoned = [each.cost for each in costs if each.cost is not None]
        self.fold.setVisible(any(line.split for cost in reckoned for line in cost.lines))
        self._splits = self._replaced(self._splits, self._all_splits(costs))
        self._splits.setVisible(self._unfolded and self.fold.isVisibleTo(self))

    def _replaced(self, old: QWidget, fresh: QWidget) -> QWidget:
        self.body.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()
        return fresh

    def _turn(self) -> None:
        self._unfold(unfolded=not self._unfolded)

    def _unfold(self, *, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.fold.setIcon(self._icons.icon("chevron-down" if unfolded else "chevron-right", "accent"))
        self._splits.setVisible(unfolded)

    # The sums

    def _all_sides(self, costs: Sequence[SideCost]) -> QWidget:
        """One grid, so that both sides' columns stand above each other."""
        holder = QWidget()
        grid = self._grid(holder)
        for each in costs:
            if len(costs) > 1:
                if grid.rowCount() > 1:
                    grid.setRowMinimumHeight(grid.rowCount(), GAP)
                self._wide(grid, label(self._theme, side_word(each.side), BODY, STRONG))
            if each.cost is None:
                words = translate("Session", "It has not been reckoned: no prices were in force when it ran.")
                self._wide(grid, label(self._theme, words, tone="muted", wrap=True))
                continue
            self._add_lines(grid, each.cost)
            self._say_quality(grid, each.cost)
            if words := ahead_words(each.ahead, each.cost.currency):
                self._say(grid, words)
            if each.statement is not None:
                words = translate("Session", "It stands on statement %1, so it stays as it is.")
                self._say(grid, words.replace("%1", str(each.statement)))
        return holder

    def _add_lines(self, grid: QGridLayout, cost: Cost) -> None:
        for line in cost.lines:
            words = line_name(line), line_quantity(line), line_rate(line, cost.currency), line_vat(line)
            self._row(grid, (*words, money(line.amount, cost.currency)))
        if cost.total is None:
            return
        self._wide(grid, hairline())
        sums = (
            (translate("Session", "Without VAT"), cost.total.net, False),
            (translate("Session", "VAT"), cost.total.vat, False),
            (translate("Session", "In all"), cost.total.gross, True),
        )
        for name, amount, strong in sums if cost.total.vat else sums[-1:]:
            self._row(grid, (name, "", "", "", money(amount, cost.currency)), strong=strong)

    def _say_quality(self, grid: QGridLayout, cost: Cost) -> None:
        words = missing_words(cost.missing) or quality_sentence(cost.quality)
        self._say(grid, words, "wait" if cost.missing else "muted")
        if cost.estimate is not None:
            about = translate("Session", "By the mean of the known prices it may come to %1.")
            self._say(grid, about.replace("%1", money(cost.estimate.total.gross, cost.currency)))

    def _say(self, grid: QGridLayout, words: str, tone: Tone = "muted") -> None:
        self._wide(grid, label(self._theme, words, SMALL, tone=tone, wrap=True))

    def _wide(self, grid: QGridLayout, widget: QWidget) -> None:
        grid.addWidget(widget, grid.rowCount(), 0, 1, _COLUMNS)

    # How they came about

    def _all_splits(self, costs: Sequence[SideCost]) -> QWidget:
        holder = QWidget()
        grid = self._grid(holder)
        for each in costs:
            if each.cost is None:
                continue
            for line in each.cost.lines:
                if not line.split:
                    continue
                side = side_word(each.side) if len(costs) > 1 else ""
                words = " · ".join(filter(None, (side, line_name(line))))
                self._wide(grid, label(self._theme, words, BODY, STRONG))
                for part in line.split:
                    when, quantity, at, amount = slice_words(part, line, each.cost.currency)
                    self._row(grid, (when, quantity, at, "", amount), muted=True)
        return holder

    def _grid(self, holder: QWidget) -> QGridLayout:
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        return grid

    def _row(self, grid: QGridLayout, words: tuple[str, ...], *, strong: bool = False, muted: bool = False) -> None:
        row = grid.rowCount()
        for column, text in enumerate(words):
            made = self._cell(text, strong=strong, muted=muted or 0 < column < _COLUMNS - 1)
            if column:
                grid.addWidget(made, row, column, _RIGHT)
            else:
                made.setAccessibleName(", ".join(filter(None, words)))
                grid.addWidget(made, row, column)

    def _cell(self, text: str, *, strong: bool, muted: bool) -> QLabel:
        tone: Tone = "muted" if muted else "text"
        return label(self._theme, text, BODY, STRONG, tone) if strong else label(self._theme, text, BODY, tone=tone)
