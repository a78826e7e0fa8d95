"""A statement as its paper will show it, to be looked at before it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTextBrowser

from app.core.statements import Statement
from app.gui.theme.tokens import LIGHT
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate

_WIDE_PX, _TALL_PX = 900, 640


class PreviewDialog(Dialog):
    """`accepted` when the user wants it issued."""

    def __init__(self, page: ReportsPage, draft: Statement) -> None:
        super().__init__(page.theme, translate("Reports", "Preview"), "", page, width_px=_WIDE_PX, resizable=True)
        self.paper = QTextBrowser()
        # Paper is white in every theme.
        look = f"background: {LIGHT.surface}; color: {LIGHT.text}; border: 1px solid {LIGHT.line}; border-radius: 8px;"
        self.paper.setStyleSheet(f"QTextBrowser {{ {look} }}")
        self.paper.setAccessibleName(translate("Reports", "The statement as it will be printed"))
        self.paper.setOpenLinks(False)
        self.paper.document().setDocumentMargin(28)
        self.paper.setHtml(page.engine.papers.preview(draft))
        self.body.addWidget(self.paper, 1)
        self.cancel.setText(translate("Reports", "Close"))
        self.save = button(page.theme, translate("Reports", "Save as…"))
        self.save.clicked.connect(lambda: page.save_statement(draft))
        self.foot.addWidget(self.save)
        self.issue = self.add_yes(translate("Reports", "Issue…"), self.accept)
        self.issue.setVisible(not draft.number)
        self.resize(_WIDE_PX, _TALL_PX)
        self.paper.setFocus()
