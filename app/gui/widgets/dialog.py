"""What small dialogs are made of: a title, what it is about, the body, what went wrong, and the buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import GAP, HEADING
from app.gui.widgets.buttons import ButtonKind, button
from app.gui.widgets.labels import Tone, label

translate = QCoreApplication.translate

_SIDE_PX = 24


class Dialog(QDialog):
    """Opened, never waited for; gone when it is closed."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        about: str,
        parent: QWidget | None,
        *,
        width_px: int = 420,
        resizable: bool = False,
    ) -> None:
        """`resizable`: by the user; otherwise it is as large as what it holds, also when that grows."""
        super().__init__(parent)
        self.theme = theme
        self.words_px = width_px - 2 * _SIDE_PX
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        if not resizable:
            column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(_SIDE_PX, 20, _SIDE_PX, 20)
        column.setSpacing(GAP)
        self.title_words = label(theme, title, HEADING, STRONG, wrap=True)
        self._settle(self.title_words)
        column.addWidget(self.title_words)
        if about:
            column.addWidget(self.words(about))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        column.addLayout(self.body, 1)
        self._problem = label(theme, wrap=True, tone="fault")
        self._problem.hide()
        column.addWidget(self._problem)
        column.addSpacing(4)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GAP)
        column.addLayout(self.foot)
        self.foot.addStretch(1)
        self.cancel = button(theme, translate("Dialog", "Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.foot.addWidget(self.cancel)

    def add_yes(self, word: str, then: Callable[[], None], kind: ButtonKind = "primary") -> QPushButton:
        """The button that does it."""
        yes = button(self.theme, word, kind)
        yes.setDefault(kind == "primary")
        yes.clicked.connect(then)
        self.foot.addWidget(yes)
        return yes

    def words(self, text: str, tone: Tone = "muted") -> QLabel:
        """A paragraph as tall as it needs."""
        made = label(self.theme, text, tone=tone, wrap=True)
        self._settle(made)
        return made

    def say(self, problem: str) -> None:
        """Why it was not done; empty: nothing is wrong."""
        if problem != self._problem.text():
            self._problem.setText(problem)
            self._settle(self._problem)
            self._problem.setVisible(bool(problem))

    @property
    def problem(self) -> str:
        return self._problem.text()

    def _settle(self, words: QLabel) -> None:
        """A wrapped label guesses its height from another width than it gets."""
        words.setFixedSize(self.words_px, max(0, words.heightForWidth(self.words_px)))


class Sure(Dialog):
    """Says what will happen; `accepted` when the user wants it so."""

    def __init__(self, theme: Theme, title: str, about: str, yes: str, kind: ButtonKind, parent: QWidget) -> None:
        super().__init__(theme, title, about, parent)
        self.yes = self.add_yes(yes, self.accept, kind)
