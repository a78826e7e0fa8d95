"""The backups in a folder: their names, which there are, and which make room for newer ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.backups import BackupFailed, BackupFile, Progress, Reason, WhyNot
from app.core.interfaces import Now, utc_now
from app.store.backup import Keeping, back_up
from app.store.contents import about_of

FOLDER = "backups"
DAYS_KEPT = 14
MONTHS_KEPT = 12

# In UTC: names sort by age, and the hour that the autumn's clock change repeats gives no name twice. The program shows
# every backup in local time, and so does a file manager beside the name.
_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"laddvakt-(\d{4}-\d\d-\d\d-\d{6})\.sqlite3")


def name_at(at: datetime) -> str:
    return f"laddvakt-{at.astimezone(UTC):{_STAMP}}.sqlite3"


def made_at(name: str) -> datetime | None:
    """None for what does not have a backup's name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def listed(*folders: Path) -> list[BackupFile]:
    """The backups in these folders, the newest first; a folder that is away has none."""
    found = []
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for path in folder.iterdir():
                at = made_at(path.name)
                if at is not None and path.is_file() and not path.is_symlink():
                    found.append(BackupFile(path, at, path.stat().st_size))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def keep(
    data: Path,
    folder: Path,
    keeping: Keeping,
    reason: Reason,
    *,
    now: Now = utc_now,
    told: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BackupFile:
    """A new backup in `folder`. Blocking; raises BackupFailed.

    The folder beside the data is made; one the user chose must be there, or a backup would land in the place where a
    drive is missing.
    """
    if folder == data / FOLDER:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise BackupFailed(WhyNot.NOT_WRITABLE, f"{folder}: {error.strerror}") from error
    elif not folder.is_dir():
        raise BackupFailed(WhyNot.NO_FOLDER, str(folder))
    at = now().replace(microsecond=0)
    while (path := folder / name_at(at)).exists():
        at += timedelta(seconds=1)
    back_up(data, path, keeping, reason, now=lambda: at, told=told, cancelled=cancelled)
    if reason is Reason.DAILY:
        make_room(folder, keeping)
    return BackupFile(path, at, path.stat().st_size)


def make_room(folder: Path, keeping: Keeping) -> None:
    """Delete the daily backups of this very data that have grown too many; never anybody else's, never the newest."""
    ours = []
    for backup in listed(folder):
        about = about_of(backup.path)
        if about is None or about.reason is not Reason.DAILY:
            continue
        # Two computers may keep their backups in one folder.
        if (about.origin.computer, about.origin.data) == (keeping.origin.computer, keeping.origin.data):
            ours.append(backup)
    for backup in to_drop(ours):
        with suppress(OSError):
            backup.path.unlink()


def to_drop(backups: Iterable[BackupFile]) -> list[BackupFile]:
    """All but the newest of each of the last days and months that have one."""
    newest_first = sorted(backups, key=lambda each: each.made_at, reverse=True)
    days: dict[str, BackupFile] = {}
    months: dict[str, BackupFile] = {}
    for backup in newest_first:
        days.setdefault(f"{backup.made_at:%Y-%m-%d}", backup)
        months.setdefault(f"{backup.made_at:%Y-%m}", backup)
    kept = [*list(days.values())[:DAYS_KEPT], *list(months.values())[:MONTHS_KEPT]]
    return [backup for backup in newest_first if backup not in kept]
