"""Every failure as one English sentence for standard error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.control.price_sentences import pricing_sentence
from app.core.backups import BackupFailed, BackupFile, Origin
from app.core.backups import WhyNot as WhyNoBackup
from app.core.card_book import CardRefused, WhyCard
from app.core.cards import COLOURS, Reason
from app.core.cards_file import BadLine, CardColumn, WhyLine
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
from app.core.lists.away import LeftOut, ListState, WhenOff
from app.core.papers.batch import StatementRefused, WhyStatement
from app.core.prices.keeping import PricingRefused
from app.core.privacy import StillCharging

_WHY_NOT = {
    WhyNot.NO_SESSION: "Nothing is charging there.",
    WhyNot.SESSION_RUNNING: "A session is already running there.",
    WhyNot.NO_SUCH_OUTLET: "The charger has no outlet {detail}.",
    WhyNot.WHICH_OUTLET: "Several outlets could be meant; say which one.",
    WhyNot.NOT_APPROVED: "The charger is not approved yet; approve it first.",
    WhyNot.EXISTS_ALREADY: "A charger named {detail} is already known.",
    WhyNot.BAD_VALUE: "{detail}",
    WhyNot.CARD_TOO_LONG: "This charger cannot be told so long a card number, only {detail} characters. Start without "
    "--card, and choose whose session it is in History; or let the driver hold the card to the charger.",
}

_WHY_CARD = {
    WhyCard.NO_NUMBER: "A card has a number.",
    WhyCard.NUMBER_TOO_LONG: "No card's number is as long as this.",
    WhyCard.NUMBER_NOT_PRINTABLE: "A card's number has no control characters.",
    WhyCard.NUMBER_TAKEN: "A card with this number is known already.",
    WhyCard.UNKNOWN_CARD: "No such card is known.",
    WhyCard.UNKNOWN_PERSON: "Nobody here is called “{detail}”.",
    WhyCard.NO_NAME: "A person has a name.",
    WhyCard.NAME_TAKEN: "Somebody else is called “{detail}”.",
    WhyCard.TOO_LONG: "“{detail}” is too long.",
    WhyCard.NO_PERSON: "Say with --person who pays for what is plugged in there.",
    WhyCard.BAD_HOURS: "These hours have no length, or no day.",
    WhyCard.BAD_AMOUNT: "A limit is more than nothing.",
    WhyCard.BAD_MONEY: "A limit in money is more than nothing, and a million at most.",
    WhyCard.NOBODY_WAITS: "Nobody waits there any more.",
    WhyCard.LEARNING_ALREADY: "Another card is being taught already.",
}

_WHY_STATEMENT = {
    WhyStatement.NOTHING: "No session ended in that time.",
    WhyStatement.PRICES_MISSING: "Prices are missing for {detail} of the sessions; take them in first.",
    WhyStatement.STILL_RUNNING: "That time is not over yet.",
    WhyStatement.ISSUED_ALREADY: "Some of these sessions stand on a statement already ({detail}); correct that one.",
    WhyStatement.TWICE: "Some sessions would stand on two of these statements ({detail}).",
    WhyStatement.UNKNOWN_NUMBER: "There is no statement {detail}.",
    WhyStatement.CORRECTED_ALREADY: "Statement {detail} took its place already.",
    WhyStatement.NOT_AN_AMOUNT: "{detail} is no amount that can be paid.",
    WhyStatement.TOO_LONG: "The note is too long.",
}

_WHY_LINE = {
    WhyLine.NOT_A_TABLE: "the file is no table with a line that names its columns",
    WhyLine.NO_SUCH_COLUMN: "there is no column “{detail}”; the columns are {columns}",
    WhyLine.NUMBER_COLUMN_MISSING: "no column is called “number”",
    WhyLine.COLUMN_TWICE: "the column “{detail}” stands there twice",
    WhyLine.NOT_UTF8: "the letters are of another encoding; save the file as CSV in UTF-8",
    WhyLine.TOO_LARGE: "the file is larger than any list of cards",
    WhyLine.CELLS: "there are more cells than the first line has names",
    WhyLine.NO_NUMBER: "there is neither a card's number nor a person",
    WhyLine.NUMBER: "“{detail}” is no card's number",
    WhyLine.NUMBER_TWICE: "the number {detail} stands in the file twice",
    WhyLine.NUMBER_TAKEN: "the number {detail} is another card's",
    WhyLine.STATE: "“{detail}” is neither allowed nor blocked",
    WhyLine.DATE: "“{detail}” is not a date, for example 2026-10-01",
    WhyLine.HOURS: "“{detail}” are no hours, for example mon-fri 08:00-17:00; sat 10:00-16:00",
    WhyLine.COLOUR: "“{detail}” is none of the colours {colours}",
    WhyLine.YES_OR_NO: "“{detail}” is neither yes nor no",
    WhyLine.AMOUNT: "“{detail}” is no amount",
    WhyLine.MONEY: "“{detail}” is no limit in money, for example 200 or 199.50",
    WhyLine.THEN: "“{detail}” is none of warn, stop, refuse",
    WhyLine.TEXT_TOO_LONG: "“{detail}” is too long",
}


def line_sentence(wrong: BadLine) -> str:
    """What is wrong in a file of cards, and in which line."""
    words = _WHY_LINE[wrong.why].format(
        detail=wrong.detail,
        columns=", ".join(column.value for column in CardColumn),
        colours=", ".join(COLOURS),
    )
    return f"Line {wrong.line}: {words}." if wrong.line else f"{words[0].upper()}{words[1:]}."


def no_such_charger_sentence(line: int, charger_id: str) -> str:
    """The card was taken in all the same: the charger may come later."""
    return f"Line {line}: no charger named {charger_id} is known yet; the card charges there once it is."


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


_WHEN_OFF = {
    WhenOff.EVERYONE: "everyone can charge",
    WhenOff.KNOWN: "the cards in its list can charge",
    WhenOff.NOBODY: "nobody can start a session",
    WhenOff.UNKNOWN: "the charger does not tell who can charge",
}
_LISTS = {
    ListState.NOT_LOOKED: "Its list of cards was not looked at yet.",
    ListState.DIFFERS: "Its list is not what it should be yet; “list” sends it now.",
    ListState.SAME: "Its list is up to date, with {cards}.",
    ListState.SENDING: "Its list of cards is being sent.",
    ListState.FAILED: "It did not take its list of cards{detail}; that is tried again.",
    ListState.TOO_MANY: "It has no room for all cards that hold there; the ones used last are in its list, {cards}.",
    ListState.NOT_SUPPORTED: "It cannot keep a list of cards.",
    ListState.NOT_WANTED: "It needs no list of cards: nobody is refused there.",
}


_SWITCHED_OFF = "Its list of cards is switched off, so it takes none; “away” with “known” or “everyone” switches it on."
_LEFT_OUT = {  # what there is no room for has its own state
    LeftOut.HOURS: "Not in its list, since it knows no hours: {count}.",
    LeftOut.NUMBER_TOO_LONG: "Not in its list, since their numbers are too long for it, so that they charge only while "
    "this computer is on: {count}.",
}


def away_sentence(row: Mapping[str, object]) -> str:
    """What a charger does when this computer is off, and how its list of cards stands; of a row of `away`."""
    count = row["cards"]
    words = _SWITCHED_OFF if row["switched_off"] else _LISTS[ListState(str(row["list"]))]
    words = words.format(
        cards=f"{count} card{'' if count == 1 else 's'}", detail=f" ({row['detail']})" if row["detail"] else ""
    )
    left_out = row["left_out"]
    counts = left_out.items() if isinstance(left_out, Mapping) else ()
    reasons = (_LEFT_OUT[why].format(count=count) for each, count in counts if (why := LeftOut(each)) in _LEFT_OUT)
    return " ".join([f"When this computer is off, {_WHEN_OFF[WhenOff(str(row['when_off']))]}.", words, *reasons])


def blocked_sentence(answer: Mapping[str, Any]) -> str:
    """What there is to say of a card that was blocked; nothing where it was known."""
    if answer["was_known"]:
        return ""
    said = "No card with this number was known. It is known now, and blocked."
    for card in answer["alike"]:
        called = f"“{card['name']}” ({card['uid']})" if card["name"] else card["uid"]
        said += f" {called} may be the same card as another reader tells it, and is not blocked."
    return said


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
        case StatementRefused(why, detail):
            return _WHY_STATEMENT[why].format(detail=detail)
        case PricingRefused():
            return pricing_sentence(failure)
        case CardRefused(why, detail):
            return _WHY_CARD[why].format(detail=detail)
        case BadRequest(detail):
            return f"This request breaks the protocol and was not sent: {detail}."
    return "The command failed."


def _joined(word: str, detail: str) -> str:
    return f"{word} ({detail})" if word and detail else word or detail or "it gave no reason"
