"""The page of a program that cannot work on its data: why, the details for who asks, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Thread

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.failures import failure_words
from app.gui.figures import date_and_clock
from app.gui.icons import Icons
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, PAGE_PADDING
from app.gui.widgets.buttons import button
from app.gui.widgets.card import EmptyState
from app.gui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Rescue:
    """A backup that can take the place of damaged data."""

    made_at: datetime
    stage: Callable[[], object]  # lays it ready for the next start; may take a while and raise BackupFailed


class FailurePage(QWidget):
    """Nothing else can be done here than to read, to restore a backup where there is one, and to quit."""

    quit_asked = Signal()
    rescued = Signal()
    """The backup lies ready: the program can start anew."""

    _staged = Signal(str)
    """From the thread that lays it ready: why it could not, or nothing."""

    def __init__(
        self, theme: Theme, icons: Icons, title: str, text: str, detail: str, rescue: Rescue | None = None
    ) -> None:
        super().__init__()
        self._rescue = rescue
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(GAP)
        way_out = self.tr("Quit")
        if rescue is not None:
            way_out = self.tr("Restore the backup of %1").replace("%1", date_and_clock(rescue.made_at))
            text = self.tr("The newest backup can take its place. The damaged file is kept.")
        self._words = EmptyState(theme, icons, "warning", title, way_out, detail=text)
        self._words.acted.connect(self.quit_asked if rescue is None else self._restore)
        column.addWidget(self._words, 1)
        self.problem = label(theme, tone="fault", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.problem.hide()
        column.addWidget(self.problem)
        if rescue is not None:
            leave = button(theme, self.tr("Quit"))
            leave.clicked.connect(self.quit_asked)
            column.addWidget(leave, 0, Qt.AlignmentFlag.AlignHCenter)
        details = button(theme, self.tr("Details"), "link")
        column.addWidget(details, 0, Qt.AlignmentFlag.AlignHCenter)
        particulars = label(theme, detail, tone="muted", wrap=True)
        particulars.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        particulars.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        particulars.setAccessibleName(detail)
        particulars.hide()
        column.addWidget(particulars)
        details.setVisible(bool(detail))
        details.clicked.connect(details.hide)
        details.clicked.connect(particulars.show)
        self._staged.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def take_focus(self) -> None:
        if self._words.action is not None:
            self._words.action.setFocus()

    def _restore(self) -> None:
        if self._words.action is not None:
            self._words.action.setEnabled(False)
        self.problem.hide()
        # No engine runs whose threads could do it.
        Thread(target=self._stage, name="rescue").start()

    def _stage(self) -> None:
        why = ""
        try:
            if self._rescue is not None:
                self._rescue.stage()
        except Exception as failure:  # whatever it was, the user reads a sentence
            why = failure_words(failure)
        self._staged.emit(why)

    def _settle(self, why: str) -> None:
        if not why:
            self.rescued.emit()
            return
        self.problem.setText(why)
        self.problem.show()
        if self._words.action is not None:
            self._words.action.setEnabled(True)
