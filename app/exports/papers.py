"""Writes what the window has people keep, each file on a thread that may wait for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.core.interfaces import History, utc_now
from app.core.papers.owing import owed
from app.core.papers.statements_file import StatementFormat
from app.core.papers.year import YearOverview
from app.core.statements import Statement
from app.exports.files import write_whole
from app.exports.owed_file import owed_content
from app.exports.pdf_pages import STYLE
from app.exports.signed_file import write_signed
from app.exports.statement_folder import write_statements, write_with_signed
from app.exports.statement_html import html_of
from app.exports.year_file import year_content


class FilePapers:
    """The core's Papers, of one history; `program` stands in their feet."""

    def __init__(self, history: History, program: str) -> None:
        self._history = history
        self._program = program

    async def statement(self, statement: Statement, file: Path, form: StatementFormat) -> Path:
        return await asyncio.to_thread(write_with_signed, statement, self._history, file, form)

    async def statements(self, statements: Sequence[Statement], folder: Path) -> list[Path]:
        return await asyncio.to_thread(write_statements, statements, self._history, folder, StatementFormat.PDF)

    async def signed(self, session_ids: Sequence[int], file: Path) -> int:
        def written() -> int:
            kept = self._history.signed(session_ids)
            write_signed(kept, self._history.sessions_by_id(session_ids), file)
            return len(kept)

        return await asyncio.to_thread(written)

    async def year(self, overview: YearOverview, file: Path, form: StatementFormat, language: str) -> Path:
        def written() -> Path:
            write_whole(file, year_content(overview, form, language, self._program, utc_now()))
            return file

        return await asyncio.to_thread(written)

    async def owed(self, file: Path, form: StatementFormat, language: str, zone: str) -> Path:
        def written() -> Path:
            everybody = owed(self._history.money.statements())
            write_whole(file, owed_content(everybody, form, language, self._program, utc_now(), zone))
            return file

        return await asyncio.to_thread(written)

    def preview(self, statement: Statement) -> str:
        return f"<html><head><style>{STYLE}</style></head><body>{html_of(statement)}</body></html>"
