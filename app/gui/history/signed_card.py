"""Signed meter values in a session's detail: how many there are, and their export for programs that check them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app.core.engine import Engine
from app.core.model import Session
from app.gui.ask import Ask
from app.gui.figures import number
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.file_dialog import OneFileDialog, documents
from app.gui.widgets.labels import label

translate = QCoreApplication.translate


class SignedCard(Card):
    """Not there where the meter signed nothing."""

    def __init__(self, theme: Theme, engine: Engine, ask: Ask) -> None:
        super().__init__()
        self._engine = engine
        self._ask = ask
        self._files = OneFileDialog()
        self._session: Session | None = None
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.count = label(theme, "", EMPHASIS, STRONG)
        words.addWidget(self.count)
        about = translate(
            "Session",
            "Kept as the charger sent them. Whether the signatures are right is for other programs to check, such as "
            "the S.A.F.E. transparency software.",
        )
        words.addWidget(label(theme, about, tone="muted", wrap=True))
        self.said = label(theme, "", wrap=True)
        self.said.hide()
        words.addWidget(self.said)
        row.addLayout(words, 1)
        self.export = button(theme, translate("Session", "Export…"))
        self.export.setAccessibleName(translate("Session", "Export signed meter values"))
        self.export.clicked.connect(self._choose_file)
        row.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.hide()

    def show_signed(self, session: Session, signed: int) -> None:
        if self._session is None or self._session.id != session.id:
            self.said.hide()
        self._session = session
        self.count.setText(translate("Session", "Signed meter values: %1").replace("%1", number(signed)))
        self.setVisible(bool(signed))

    @Slot()
    def _choose_file(self) -> None:
        if self._session is None or self._files.in_front():
            return
        folder = documents()
        name = translate("Session", "Signed meter values %1").replace("%1", str(self._session.id))
        dialog = QFileDialog(self, translate("Session", "Export signed meter values"), f"{folder}/{name}.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["JSON (*.json)"])
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        self._files.open(dialog)

    def write(self, path: Path) -> None:
        if self._session is not None:
            path = path if path.suffix else path.with_name(f"{path.name}.json")
            wish = self._engine.papers.signed([self._session.part_of or self._session.id], path)
            self._ask(wish, busy=[self.export], failed=self._say, done=partial(self._written, path))

    def _written(self, path: Path, count: int) -> None:
        words = translate("Session", "%1 signed values are saved as %2.")
        self._say(words.replace("%1", number(count)).replace("%2", path.name))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
