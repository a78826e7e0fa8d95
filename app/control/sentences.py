"""Every failure as one English sentence for standard error."""

from __future__ import annotations

from datetime import datetime

from app.core.backups import BackupFailed, BackupFile, Origin
from app.core.backups import WhyNot as WhyNoBackup
from app.core.cards import Reason
from app.core.commands import (
    BadAnswer,
    BadRequest,
    CommandFailed,
    NoAnswer,
    NotAllowed,
    NotPossible,
    NotSupported,
    Offline,
    Refused,
    UnknownCharger,
    WhyNot,
)
from app.core.contact import Trouble, TroubleKind
from app.core.privacy import StillCharging

_WHY_NOT = {
    WhyNot.NO_SESSION: "Nothing is charging there.",
    WhyNot.SESSION_RUNNING: "A session is already running there.",
    WhyNot.NO_SUCH_OUTLET: "The charger has no outlet {detail}.",
    WhyNot.WHICH_OUTLET: "Several outlets could be meant; say which one.",
    WhyNot.NOT_APPROVED: "The charger is not approved yet; approve it first.",
    WhyNot.EXISTS_ALREADY: "A charger named {detail} is already known.",
    WhyNot.BAD_VALUE: "{detail}",
}


_NOT_ALLOWED = {
    Reason.UNKNOWN: "This card is not known.",
    Reason.NO_NUMBER: "A card needs a number.",
    Reason.BLOCKED: "The card is blocked.",
    Reason.EXPIRED: "The card has expired.",
    Reason.OTHER_CHARGERS: "The card is for other chargers.",
    Reason.OUTSIDE_ITS_HOURS: "It is outside the card's hours.",
    Reason.CHARGER_CLOSED: "The charger is closed at this hour.",
    Reason.CHARGER_LOCKED: "The charger is locked.",
    Reason.MASTER_STARTS_NONE: "A master card stops sessions and starts none.",
    Reason.ALREADY_CHARGING: "The card is charging already.",
    Reason.ENERGY_USED_UP: "The card's energy is used up.",
    Reason.SESSIONS_USED_UP: "The card's sessions are used up.",
    Reason.DAYS_USED_UP: "The card's days are over.",
    Reason.MONEY_USED_UP: "The card's money is used up.",
    Reason.BUDGET_USED_UP: "This month's budget is used up.",
}

_TROUBLES = {
    TroubleKind.DISK_FULL: "The disk is full. Chargers keep their figures and send them again; free some space.",
    TroubleKind.DATA_NOT_WRITABLE: "The data folder cannot be written. Chargers keep their figures meanwhile.",
    TroubleKind.DATA_BROKEN: "The data file is damaged. Copy the data folder to a safe place before anything else."
    " {backup}",
    TroubleKind.DATA_UNREACHABLE: "The data folder is gone, or its drive does not answer. Chargers keep their figures "
    "meanwhile; connect the drive or put the folder back.",
    TroubleKind.DATA_IN_CLOUD: "The data folder lies in a folder that {detail} synchronises. Such a service can damage "
    "the data or put an older copy back; move it to a folder that is not synchronised, with --data.",
    TroubleKind.DATA_ON_NETWORK: "The data folder is on a network drive ({detail}). The data can be damaged "
    "there; move it to a disk of this computer, with --data, and keep backups on the network drive.",
    TroubleKind.BACKUP_FAILED: "Today's backup could not be made: {detail}. It is tried again by itself.",
    TroubleKind.DATA_LOCKED: "Another program keeps the data file locked. Chargers keep their figures meanwhile.",
}


def trouble_sentence(trouble: Trouble) -> str:
    """What is wrong with this computer's part. Those of the port carry their sentence with them."""
    words = _TROUBLES.get(trouble.kind)
    if words is None:
        return trouble.detail
    return words.format(detail=trouble.detail, backup=backup_advice(trouble.backup_at)).rstrip()


def damage_sentence(detail: str, newest: BackupFile | None) -> str:
    """Of data that cannot be opened: what is wrong, and the command that helps."""
    said = f"The data file is damaged ({detail}). Copy the data folder to a safe place before anything else."
    if newest is None:
        return f"{said} No backup of it is known."
    when = f"{newest.made_at.astimezone():%Y-%m-%d %H:%M}"
    return f"{said} Then restore the backup of {when}: laddvakt restore --yes {newest.path}"


def moved_sentence(before: Origin, now: Origin) -> str:
    """Whether chargers still find the data where they found it before, and if not, what to change."""
    if not before.addresses:
        return "The backup does not say where chargers called. Compare the address in each charger with “doctor”."
    old = before.addresses[0]
    if old in now.addresses:
        return f"Chargers go on calling {old}: nothing needs to be changed in them."
    new = now.addresses[0] if now.addresses else "this computer's address, once it is on the network"
    return (
        f"On {before.computer or 'the other computer'} chargers called {old}, which is not this computer's. Change the "
        f"address in each charger to {new}, or give this computer the old address."
    )


def backup_advice(newest_at: datetime | None) -> str:
    """What to do about damaged data."""
    if newest_at is None:
        return "No backup of it is known."
    return f"Then stop the program and restore the backup of {newest_at.astimezone():%Y-%m-%d %H:%M}: laddvakt restore."


_BACKUPS = {
    WhyNoBackup.NO_FOLDER: "The backup folder is not there: {detail}.",
    WhyNoBackup.NOT_WRITABLE: "The backup cannot be written: {detail}.",
    WhyNoBackup.DISK_FULL: "There is no room for the backup: {detail}.",
    WhyNoBackup.NO_DATA: "There is no data in {detail}.",
    WhyNoBackup.IN_USE: "Another program keeps the file locked: {detail}.",
    WhyNoBackup.NO_FILE: "{detail} cannot be read.",
    WhyNoBackup.NOT_OURS: "{detail} is not a file of this program.",
    WhyNoBackup.DAMAGED: "The file is damaged: {detail}.",
    WhyNoBackup.NEWER: "{detail} was made by a newer version of the program; install that version or a later one.",
    WhyNoBackup.CANCELLED: "The backup was given up.",
}


def backup_sentence(failure: BackupFailed) -> str:
    return _BACKUPS[failure.why].format(detail=failure.detail.rstrip("."))


def agreed_sentence(verb: str, answer: dict[str, object]) -> str:
    """What there is to say of a charger that agreed; nothing where it simply does what it was asked."""
    if answer.get("later"):
        return "The charger will do so when the running session ends."
    if answer.get("reboot"):
        return "The charger has taken it, and heeds it after a restart."
    return "The charger has taken it." if verb == "set" else ""


def sentence(failure: CommandFailed) -> str:
    match failure:
        case UnknownCharger(charger_id):
            return f"No charger named {charger_id} is known."
        case NotPossible(why, detail):
            return _WHY_NOT[why].format(detail=detail)
        case NotAllowed(reason):
            return _NOT_ALLOWED.get(reason, "This card may not charge there.")
        case StillCharging(person):
            return f"A session of {person} is still running; erase when it is over."
        case Offline(charger_id):
            return f"{charger_id} is not connected."
        case NoAnswer(charger_id, seconds):
            return f"{charger_id} did not answer within {seconds:.0f} seconds."
        case Refused(status, detail):
            return f"The charger refused: {_joined(status, detail)}."
        case NotSupported(what, detail):
            return f"The charger cannot do this: {_joined(what, detail)}."
        case BadAnswer(detail):
            return f"The charger's answer cannot be read: {detail}."
        case BadRequest(detail):
            return f"This request breaks the protocol and was not sent: {detail}."
    return "The command failed."


def _joined(word: str, detail: str) -> str:
    return f"{word} ({detail})" if word and detail else word or detail or "it gave no reason"
