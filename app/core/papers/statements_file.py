"""The kinds of file that a statement is written in."""

from __future__ import annotations

from enum import Enum


class StatementFormat(Enum):
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
