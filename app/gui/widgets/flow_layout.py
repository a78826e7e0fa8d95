"""Where the items of a flow stand: pure geometry, rows of columns and lines across."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect


@dataclass(frozen=True, slots=True)
class FlowItem:
    """One item of a flow."""

    key: str
    kind: str  # which sort of widget shows it
    height_px: int
    wide: bool = False  # a line across all columns, for what needs nothing from anyone


def column_count(width_px: int, min_column_px: int, max_columns: int, gap_px: int) -> int:
    """As many columns as fit at their least width, at least one."""
    return max(1, min(max_columns, (width_px + gap_px) // (min_column_px + gap_px)))


def arrange(items: Sequence[FlowItem], width_px: int, columns: int, gap_px: int) -> list[QRect]:
    """One rectangle per item, in order; cards of one row are equally tall."""
    column_px = (width_px - gap_px * (columns - 1)) / columns
    places: list[QRect] = []
    row: list[FlowItem] = []
    top = 0

    def close_row() -> None:
        nonlocal top
        if not row:
            return
        height = max(item.height_px for item in row)
        for number in range(len(row)):
            left = round(number * (column_px + gap_px))
            right = round(number * (column_px + gap_px) + column_px)
            places.append(QRect(left, top, right - left, height))
        top += height + gap_px
        row.clear()

    for item in items:
        if item.wide:
            close_row()
            places.append(QRect(0, top, width_px, item.height_px))
            top += item.height_px + gap_px
        else:
            row.append(item)
            if len(row) == columns:
                close_row()
    close_row()
    return places
