"""Looks the data over: the file itself, and that what refers to each other is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.core.backups import BackupFailed, WhyNot
from app.store.backup import open_source
from app.store.contents import standing
from app.store.database import FILE_NAME, migrations
from app.store.failures import failure_of

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checkup:
    sessions: int
    readings: int
    chargers: int
    findings: tuple[Finding, ...]


# Each a kind, its sentence with a place for each column, what finds it, and the schema that first had its tables.
_CHECKS = (
    (
        "readings_without_session",
        "{1} readings belong to session {0}, which does not exist.",
        """SELECT session_id, count(*) FROM readings
           WHERE session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions) GROUP BY session_id""",
        1,
    ),
    (
        "readings_not_found",
        "{1} readings of session {0} are on days that its list of days lacks, so they are not found.",
        # Days are counted downwards from 1970 too, as rows.day() counts them.
        """SELECT session_id, count(*) FROM readings WHERE session_id IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM reading_days AS known
               WHERE known.session_id = readings.session_id AND known.place_id = readings.place_id
               AND readings.at_ms >= known.day * 86400000 AND readings.at_ms < (known.day + 1) * 86400000)
           GROUP BY session_id""",
        5,
    ),
    (
        "readings_without_place",
        "{1} readings belong to the place {0}, which does not exist.",
        "SELECT place_id, count(*) FROM readings WHERE place_id NOT IN (SELECT id FROM places) GROUP BY place_id",
        1,
    ),
    (
        "open_sessions",
        "{2} sessions are open at outlet {1} of {0}; one at most can be.",
        """SELECT charger_id, outlet, count(*) FROM sessions WHERE stopped_us IS NULL
           GROUP BY charger_id, outlet HAVING count(*) > 1""",
        1,
    ),
    (
        "outlet_without_session",
        "Outlet {1} of {0} shows session {2}, which does not exist.",
        """SELECT charger_id, number, session_id FROM outlets
           WHERE session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions)""",
        1,
    ),
    (
        "outlet_without_charger",
        "Outlet {1} belongs to {0}, which is not a known charger.",
        "SELECT charger_id, number FROM outlets WHERE charger_id NOT IN (SELECT id FROM chargers)",
        1,
    ),
    (
        "costs_without_session",
        "{1} costs belong to session {0}, which does not exist.",
        "SELECT session_id, count(*) FROM costs WHERE session_id NOT IN (SELECT id FROM sessions) GROUP BY session_id",
        7,
    ),
    (
        "statements_missing",
        "Statement {1} comes after {0}; statements are numbered without gaps.",
        """SELECT before, number FROM (
               SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS before FROM statements)
           WHERE number > before + 1""",
        7,
    ),
    (
        "statement_sessions_without_statement",
        "Session {0} stands on statement {1}, which does not exist.",
        "SELECT session_id, number FROM statement_sessions WHERE number NOT IN (SELECT number FROM statements)",
        7,
    ),
)


def check(data: Path) -> Checkup:
    """Reads all of it once, of one instant, beside a running program. Raises BackupFailed where there is nothing."""
    with closing(open_source(data / FILE_NAME)) as connection:
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        if schema > migrations()[-1][0]:
            raise BackupFailed(WhyNot.NEWER, str(data))
        try:
            damage = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})") if row[0] != "ok"]
            findings = [Finding("damaged", f"The file is damaged: {_one_line(each)}.") for each in damage]
            if not damage:
                for kind, sentence, sql, since in _CHECKS:
                    if since > schema:
                        continue
                    found = connection.execute(f"{sql} LIMIT {_MOST_TOLD}")
                    findings += [Finding(kind, sentence.format(*row)) for row in found]
            counts = [
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own words
                for table in (standing(connection), "readings", "chargers")
            ]
        except sqlite3.Error as error:
            return Checkup(0, 0, 0, (Finding("damaged", f"The file is damaged: {failure_of(error).detail}."),))
    return Checkup(counts[0], counts[1], counts[2], tuple(findings))


def _one_line(words: str) -> str:
    return " ".join(words.replace("***", "").split()).rstrip(".")
