"""Statements → PDF, the same bytes each time."""

from __future__ import annotations

from app.core.statements import Statement
from app.exports import statement_figures as figures
from app.exports.pdf_pages import Paper, pdf_of_paper
from app.exports.statement_files import words_of
from app.exports.statement_html import html_of


def pdf_of(statement: Statement) -> bytes:
    words = words_of(statement)
    return pdf_of_paper(
        Paper(
            html=html_of(statement),
            title=f"{words.titles[statement.wanted.template]} {figures.period(statement)}",
            creator=statement.program,
            foot=words.foot.format(program=statement.program),
            page=words.page,
            at=statement.issued_at or statement.wanted.until,
            digest=statement.digest,
        )
    )
