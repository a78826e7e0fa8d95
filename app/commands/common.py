"""What the commands share: exit statuses, one sentence for every foreseen failure, and reading the data folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from app.core.backups import BackupFile
    from app.core.interfaces import History, NotStored, SessionQuery
    from app.core.model import Person, Vehicle
    from app.settings import Settings
    from app.store import StoreError

T = TypeVar("T")

DONE, FAILED, USAGE = 0, 1, 2


class Wrong(Exception):
    """Wrong usage; the text says what is right."""


class _NotFound(Exception):
    """Something named on the command line that is not there; the text says what."""


def failed(sentence: str, status: int = FAILED) -> int:
    complain(sentence)
    return status


def complain(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def guarded(run: Callable[[], int], data: Path) -> int:
    """Run it; every foreseen failure of the data folder, the port or a charger becomes one sentence."""
    from app.control.sentences import backup_sentence, sentence
    from app.core.backups import BackupFailed
    from app.core.commands import CommandFailed
    from app.core.contact import TroubleKind
    from app.core.interfaces import NotStored
    from app.store import StoreError

    try:
        return run()
    except CommandFailed as failure:
        return failed(sentence(failure))
    except BackupFailed as failure:
        return failed(backup_sentence(failure))
    except (StoreError, NotStored) as failure:
        if failure.kind is TroubleKind.DATA_BROKEN:
            return failed(_damaged(failure, data))
        return failed(str(failure))
    except _NotFound as failure:
        return failed(str(failure))
    except BrokenPipeError:
        raise
    except OSError as failure:
        return failed(f"{failure.filename or 'A file'} cannot be used: {failure.strerror or failure}.")


def _damaged(failure: StoreError | NotStored, data: Path) -> str:
    """What is wrong with the data, and the command that brings back the newest backup."""
    from app.control.sentences import damage_sentence

    return damage_sentence(failure.detail, newest_backup(data))


def newest_backup(data: Path) -> BackupFile | None:
    from app.settings import load_preferences
    from app.store.shelf import FOLDER, listed

    chosen = load_preferences(data).backup_folder
    return next(iter(listed(data / FOLDER, *([Path(chosen)] if chosen else []))), None)


def history_of(given: argparse.Namespace) -> History | None:
    """What is on disk, read without disturbing anyone; None where nothing was ever kept."""
    from app.store import SqliteHistory

    return SqliteHistory(given.data) if SqliteHistory.kept_in(given.data) else None


def print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))


def right(read: Callable[..., T], *words: Any) -> T:
    """What `read` makes of these words; what is wrong with them is wrong usage."""
    try:
        return read(*words)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from None


def settings_of(given: argparse.Namespace) -> Settings:
    from app.settings import Settings

    return Settings(data=given.data)


def session_query(given: argparse.Namespace) -> SessionQuery:
    from app.core.interfaces import SessionQuery
    from app.exports.periods import month

    since, until = bounds(given)
    if given.month:
        if since or until:
            raise Wrong("Say either --month, or --from and --to.")
        since, until = right(month, given.month)
    opened = getattr(given, "open", False)
    return SessionQuery(charger_id=given.charger, card=given.card, since=since, until=until, open_only=opened)


def of_person(query: SessionQuery, name: str | None, history: History | None) -> SessionQuery:
    """The query for those of the person of this name alone. Raises _NotFound."""
    from dataclasses import replace

    return query if name is None else replace(query, person_id=person_named(name, history).id)


def person_named(name: str, history: History | None) -> Person:
    """Raises _NotFound."""
    for person in [] if history is None else history.people():
        if not person.erased and person.name.casefold() == name.strip().casefold():
            return person
    raise _NotFound(f"Nobody here is called “{name}”.")


def vehicle_named(name: str, history: History | None) -> Vehicle:
    """Raises _NotFound."""
    for vehicle in [] if history is None else history.vehicles():
        if vehicle.name.casefold() == name.strip().casefold():
            return vehicle
    raise _NotFound(f"No vehicle here is called “{name}”.")


def put_out(out: Path, content: bytes, said: str) -> int:
    """Into this file, or for “-” to standard output; `said` once it is there."""
    from app.exports.files import write_whole
    from app.exports.sessions import STANDARD_OUTPUT

    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return DONE
    try:
        write_whole(out, content)
    except OSError as failure:
        return failed(f"{out} cannot be written: {failure.strerror or failure}.")
    print(said)
    return DONE


def bounds(given: argparse.Namespace) -> tuple[datetime | None, datetime | None]:
    from app.exports.periods import end, instant

    return right(instant, given.since) if given.since else None, right(end, given.until) if given.until else None
