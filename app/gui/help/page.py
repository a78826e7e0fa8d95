"""Help: the program's own text in the user's language, shown without a browser and without a network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme import STRONG
from app.gui.theme.tokens import BODY, EMPHASIS, HEADING
from app.gui.widgets.card import Card

translate = QCoreApplication.translate

# What open_page("help", word) may name, in the order of the headings that speak of it.
TOPICS = (
    "connection",
    "words",
    "worth",
    "cards",
    "corrections",
    "missing",
    "export",
    "prices",
    "reports",
    "backups",
    "move",
    "keyboard",
    "about",
)
_LINE_PERCENT = 135
_BETWEEN_PX = 12  # a list, or a paragraph, and the paragraph after it


class HelpPage(Page):
    """Shows `help/en.md` or `help/sv.md` of the resources; English where there is no other."""

    def build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self.theme, self.title()))
        card = Card()
        self.text = _Reader()
        self.text.setAccessibleName(self.title())
        self.text.setFont(self.theme.font(BODY))
        card.body.setContentsMargins(8, 8, 8, 8)
        card.body.addWidget(self.text)
        column.addWidget(card, 1)
        self._markdown = ""
        self._topic = ""
        self._headings: list[int] = []
        self.theme.changed.connect(self._render)
        self.ask.show(_Text(self.icons.folder.parent / "help", QLocale().name()[:2]), self._show)

    def title(self) -> str:
        return translate("Help", "Help")

    def activated(self, about: object = None) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(about, str) and about in TOPICS:
            self._topic = about
            self._go_to_topic()

    def _show(self, markdown: str) -> None:
        self._markdown = markdown
        self._render()
        self._go_to_topic()

    def _render(self) -> None:
        self.text.setMarkdown(self._markdown)
        document = self.text.document()
        document.setDocumentMargin(16)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self._headings = []
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            shape = QTextBlockFormat()
            shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if level:
                letters = cursor.charFormat()
                letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                letters.setFont(self.theme.font(HEADING if level <= 2 else EMPHASIS, STRONG))
                cursor.setCharFormat(letters)
                shape.setTopMargin(0 if not self._headings else 26 if level <= 2 else 16)
                shape.setBottomMargin(6)
                if level <= 2:
                    self._headings.append(block.position())
            elif cursor.currentTable() is None and _is_paragraph(block.next()):
                shape.setBottomMargin(_BETWEEN_PX)
            cursor.mergeBlockFormat(shape)
            block = block.next()
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _go_to_topic(self) -> None:
        place = TOPICS.index(self._topic) if self._topic else len(self._headings)
        if place < len(self._headings):
            cursor = QTextCursor(self.text.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self.text.setTextCursor(cursor)
            cursor.setPosition(self._headings[place])
            self.text.setTextCursor(cursor)
            self._topic = ""


def _is_paragraph(block: QTextBlock) -> bool:
    return block.isValid() and block.textList() is None and not block.blockFormat().headingLevel()


class _Text:
    """Reads the text of a language; called where it may wait."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language

    def __call__(self) -> str:
        named = self._folder / f"{self._language}.md"
        file = named if named.exists() else self._folder / "en.md"
        return file.read_text(encoding="utf-8")


class _Reader(QTextBrowser):
    """Shows what it is given and fetches nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setStyleSheet("QTextBrowser { border: none; background: transparent; padding: 0; }")

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None
