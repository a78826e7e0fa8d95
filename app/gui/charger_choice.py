"""A list of all the chargers to narrow a page to one of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from app.core.model import Charger
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY

translate = QCoreApplication.translate


class ChargerChoice(QComboBox):
    """All of them, or one; `currentIndexChanged` tells of the user's choice and not of `fill`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font(BODY))
        self.setAccessibleName(translate("ChargerChoice", "Charger"))
        self.setMinimumWidth(160)
        self.setMaximumWidth(280)

    @property
    def charger_id(self) -> str | None:
        """None: all of them."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else None

    def fill(self, chargers: Mapping[str, Charger], chosen: str | None) -> None:
        """Also one that is asked for though nobody knows it any more: its past is still there."""
        names = {charger.id: charger.title for charger in chargers.values()}
        if chosen is not None:
            names.setdefault(chosen, chosen)
        self.blockSignals(True)
        self.clear()
        self.addItem(translate("ChargerChoice", "All chargers"), None)
        for charger_id, name in sorted(names.items(), key=lambda item: item[1].casefold()):
            self.addItem(name, charger_id)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
