"""What the window has written for people to keep: statements, the year, who owes what, and what was signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.core.papers.statements_file import StatementFormat
from app.core.papers.year import YearOverview
from app.core.statements import Statement


class Papers(Protocol):
    """The coroutines are to be handed to `Engine.call`; each raises OSError where its file cannot be written."""

    async def statement(self, statement: Statement, file: Path, form: StatementFormat) -> Path: ...

    async def statements(self, statements: Sequence[Statement], folder: Path) -> list[Path]:
        """Each as a PDF under a name of its own."""

    async def signed(self, session_ids: Sequence[int], file: Path) -> int:
        """What the meters signed of these sessions, as JSON; how many records. Raises NotStored."""

    async def year(self, overview: YearOverview, file: Path, form: StatementFormat, language: str) -> Path: ...

    async def owed(self, file: Path, form: StatementFormat, language: str, zone: str) -> Path:
        """Who owes what. Raises NotStored."""

    def preview(self, statement: Statement) -> str:
        """HTML: the statement as its paper shows it."""
