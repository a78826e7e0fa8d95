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


# Each a kind, its sentence with a place for each column, and what finds it.
_CHECKS = (
    (
        "readings_without_session",
        "{1} readings belong to session {0}, which does not exist.",
        """SELECT session_id, count(*) FROM readings
           WHERE session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions) GROUP BY session_id""",
    ),
    (
        "readings_without_place",
        "{1} readings belong to the place {0}, which does not exist.",
        "SELECT place_id, count(*) FROM readings WHERE place_id NOT IN (SELECT id FROM places) GROUP BY place_id",
    ),
    (
        "open_sessions",
        "{2} sessions are open at outlet {1} of {0}; one at most can be.",
        """SELECT charger_id, outlet, count(*) FROM sessions WHERE stopped_us IS NULL
           GROUP BY charger_id, outlet HAVING count(*) > 1""",
    ),
    (
        "outlet_without_session",
        "Outlet {1} of {0} shows session {2}, which does not exist.",
        """SELECT charger_id, number, session_id FROM outlets
           WHERE session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions)""",
    ),
    (
        "outlet_without_charger",
        "Outlet {1} belongs to {0}, which is not a known charger.",
        "SELECT charger_id, number FROM outlets WHERE charger_id NOT IN (SELECT id FROM chargers)",
    ),
)


def check(data: Path) -> Checkup:
    """Reads all of it once, of one instant, beside a running program. Raises BackupFailed where there is nothing."""
    with closing(open_source(data / FILE_NAME)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] > migrations()[-1][0]:
            raise BackupFailed(WhyNot.NEWER, str(data))
        try:
            damage = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})") if row[0] != "ok"]
            findings = [Finding("damaged", f"The file is damaged: {_one_line(each)}.") for each in damage]
            if not damage:
                for kind, sentence, sql in _CHECKS:
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
