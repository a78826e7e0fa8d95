"""The commands that write files or look after them: export, backup, restore, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.common import (
    DONE,
    Wrong,
    failed,
    guarded,
    history_of,
    of_person,
    print_json,
    put_out,
    right,
    session_query,
)

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse

    from app.core.papers.sessions_file import SessionsFile


def export(given: argparse.Namespace) -> int:
    if given.what == "statement":
        from app.commands.statements import export as export_statement

        return export_statement(given)
    if given.what in ("year", "owed"):
        from app.commands.overviews import export as export_overview

        return export_overview(given)
    if given.what == "signed":
        return _export_signed(given)
    if given.format == "pdf":
        raise Wrong("Sessions are written as csv, xlsx or json; a statement can be a pdf.")
    from app.exports.sessions import STANDARD_OUTPUT, export

    query, file = session_query(given), _sessions_file(given)

    def write() -> int:
        history = history_of(given)
        try:
            count = export(history, of_person(query, given.person, history), file)
        except BrokenPipeError:
            raise
        except OSError as failure:
            return failed(f"{given.out} cannot be written: {failure.strerror or failure}.")
        if file.path != STANDARD_OUTPUT:
            print(f"{count} {'session' if count == 1 else 'sessions'} written to {given.out}")
        return DONE

    return guarded(write, given.data)


def _export_signed(given: argparse.Namespace) -> int:
    """As the meters signed it, for the programs that check signatures."""
    from app.exports.signed_file import signed_json

    if given.format not in (None, "json"):
        raise Wrong("Signed meter values are written as json.")
    query = session_query(given)

    def write() -> int:
        history = history_of(given)
        if history is None:
            return failed(f"There is no data in {given.data}.")
        sessions = history.sessions(of_person(query, given.person, history))
        kept = history.signed([each.id for each in sessions])
        said = f"{len(kept)} signed {'value' if len(kept) == 1 else 'values'} written to {given.out}"
        return put_out(given.out, signed_json(kept, sessions), said)

    return guarded(write, given.data)


def _sessions_file(given: argparse.Namespace) -> SessionsFile:
    from app.core.interfaces import utc_now
    from app.core.papers.sessions_file import FileFormat, SessionsFile
    from app.exports.english import ENGLISH
    from app.exports.periods import zone
    from app.exports.sessions import STANDARD_OUTPUT

    named = {f".{each.value}": each for each in FileFormat}
    form = FileFormat(given.format) if given.format else named.get(given.out.suffix.lower(), FileFormat.CSV)
    if form is FileFormat.XLSX and given.out == STANDARD_OUTPUT:
        raise Wrong("A workbook cannot be written to standard output; name a file.")
    delimiter = given.delimiter or (";" if given.decimal == "," else ",")
    if delimiter == given.decimal:
        raise Wrong("The delimiter and the decimal sign must differ.")
    return SessionsFile(
        given.out,
        form,
        utc_now(),
        ENGLISH if form is FileFormat.XLSX else None,
        delimiter,
        given.decimal,
        right(zone, given.zone) if given.zone else "",
    )


def backup(given: argparse.Namespace) -> int:
    from app.application import keeping_of
    from app.core.backups import BackupFailed, Reason, WhyNot
    from app.core.interfaces import utc_now
    from app.store.backup import back_up
    from app.store.contents import is_backup
    from app.store.database import FILE_NAME
    from app.store.shelf import name_at

    def make() -> int:
        target: Path = given.file
        if target.is_dir():
            target = target / name_at(utc_now())
        if target.exists() and target.resolve() == (given.data / FILE_NAME).resolve():
            raise BackupFailed(WhyNot.NOT_WRITABLE, f"{target} is the data itself")
        if target.exists() and not is_backup(target):
            return failed(f"{target} is there already and is no backup of Laddvakt. Name another file.")
        back_up(given.data, target, keeping_of(given.data), Reason.ASKED)
        print(f"Backed up to {target} ({_megabytes(target.stat().st_size)})")
        return DONE

    return guarded(make, given.data)


def restore(given: argparse.Namespace) -> int:
    import asyncio

    from app.application import keeping_of, open_store
    from app.control.sentences import moved_sentence
    from app.store.contents import contents_of
    from app.store.database import FILE_NAME, FolderLock
    from app.store.restore import stage
    from app.store.shelf import FOLDER

    def put_back() -> int:
        contents = contents_of(given.file)
        file = given.data / FILE_NAME
        there = file.exists() and file.stat().st_size > 0
        if there and not given.yes:
            return failed(f"There is data in {given.data}. Give --yes to replace it; it is kept as a backup first.")
        if there:
            FolderLock(given.data).release()  # refuses while a program runs, before anything is copied
        stage(given.file, given.data)
        asyncio.run(open_store(given.data).close())
        print(f"Restored: {_counted(contents.sessions, 'session')} of {_counted(contents.chargers, 'charger')}.")
        if there:
            print(f"What was there before is kept in {given.data / FOLDER}.")
        print(moved_sentence(contents.origin, keeping_of(given.data).origin))
        return DONE

    return guarded(put_back, given.data)


def check(given: argparse.Namespace) -> int:
    from app.store.checkup import check

    def look() -> int:
        found = check(given.data)
        if given.json:
            print_json([{"kind": each.kind, "sentence": each.sentence} for each in found.findings])
        elif found.findings:
            print("\n".join(each.sentence for each in found.findings))
        else:
            counts = f"{found.sessions} sessions, {found.readings} readings, {found.chargers} chargers"
            print(f"The data is sound: {counts}.")
        return failed("The data is not sound.") if found.findings else DONE

    return guarded(look, given.data)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} MB"
