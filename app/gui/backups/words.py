"""What the pages say of backups: when one was made and why, and where chargers called then and call now."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.backups import Contents, Origin, Reason, Storage
from app.gui.figures import clock, energy, number, short_date, size

translate = QCoreApplication.translate


def reason_words(reason: Reason | None) -> str:
    match reason:
        case Reason.DAILY:
            return translate("Backups", "daily")
        case Reason.ASKED:
            return translate("Backups", "made by you")
        case Reason.BEFORE_UPDATE:
            return translate("Backups", "before an update")
        case Reason.BEFORE_RESTORE:
            return translate("Backups", "before a restore")
    return translate("Backups", "a copy of the data")


def made_words(at: datetime) -> str:
    """ "2026-11-22, 18:42": the whole date, as backups may be old."""
    return f"{short_date(at)}, {clock(at)}"


def last_words(made_at: datetime, size_bytes: int) -> str:
    """Of the newest backup: "The last one: 2026-11-22, 18:42 · 3.4 MB"."""
    words = translate("Backups", "The last one: %1")
    return words.replace("%1", f"{made_words(made_at)} · {size(size_bytes)}")


def storage_lines(storage: Storage) -> list[tuple[str, str]]:
    """What takes room, and how much."""
    backups = translate("Backups", "Backups, %1 files").replace("%1", number(storage.backup_files))
    one = translate("Backups", "Backups, 1 file")
    return [
        (translate("Backups", "Sessions and readings"), about(storage.sessions)),
        (translate("Backups", "Message log"), about(storage.messages)),
        (one if storage.backup_files == 1 else backups, size(storage.backups)),
    ]


def about(size_bytes: int) -> str:
    return translate("Backups", "about %1").replace("%1", size(size_bytes))


def comparison(backup: Contents, present: Contents | None) -> list[tuple[str, str, str]]:
    """Lines of what, in the backup, and in the data as it is now."""
    names = (
        translate("Backups", "Made"),
        translate("Backups", "Made by"),
        translate("Backups", "On"),
        translate("Backups", "Chargers"),
        translate("Backups", "Sessions"),
        translate("Backups", "First session"),
        translate("Backups", "Last session"),
        translate("Backups", "Total energy"),
        translate("Backups", "Size"),
    )
    return list(zip(names, _facts(backup), _facts(present) if present else [""] * len(names), strict=True))


def _facts(contents: Contents) -> list[str]:
    nothing = "–"
    version = translate("Backups", "Laddvakt %1, format %2").replace("%1", contents.origin.program)
    unknown = translate("Backups", "format %2")
    return [
        translate("Backups", "now") if contents.made_at is None else made_words(contents.made_at),
        (version if contents.origin.program else unknown).replace("%2", number(contents.schema)),
        contents.origin.computer or nothing,
        number(contents.chargers),
        number(contents.sessions),
        nothing if contents.first_at is None else short_date(contents.first_at),
        nothing if contents.last_at is None else short_date(contents.last_at),
        energy(contents.energy_wh),
        size(contents.size_bytes),
    ]


def restored_words(contents: Contents) -> tuple[str, str]:
    """That it worked: what is there now, and where what was there before is."""
    words = translate("Backups", "Restored: %1 of %2.")
    sessions, chargers = translate("Backups", "%1 sessions"), translate("Backups", "%1 chargers")
    sessions = translate("Backups", "1 session") if contents.sessions == 1 else sessions
    chargers = translate("Backups", "1 charger") if contents.chargers == 1 else chargers
    words = words.replace("%1", sessions.replace("%1", number(contents.sessions)))
    words = words.replace("%2", chargers.replace("%1", number(contents.chargers)))
    return words, translate("Backups", "What was here before is kept as a backup.")


def moved_words(before: Origin, now: Origin) -> tuple[str, str]:
    """Whether chargers still find the data where they called before; and what to do where they do not."""
    if not before.addresses:
        return (
            translate("Backups", "The backup does not say where chargers called."),
            translate("Backups", "Compare the address in each charger with the one below."),
        )
    old = before.addresses[0]
    if old in now.addresses:
        return (
            translate("Backups", "Chargers find this computer where they called before."),
            translate("Backups", "They go on calling %1. Nothing needs to be changed in them.").replace("%1", old),
        )
    title = translate("Backups", "Chargers still call the old address.")
    words = translate(
        "Backups",
        "On %1 they called %2, which is not this computer's. Either change the address in each charger to the one "
        "below, or give this computer the old address in your router.",
    )
    computer = before.computer or translate("Backups", "the other computer")
    return title, words.replace("%1", computer).replace("%2", old)
