"""Why something could not be done, in sentences: what happened, what it means, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.core.backups import BackupFailed
from app.core.backups import WhyNot as WhyNoBackup
from app.core.card_book import CardRefused
from app.core.cards_file import BadLine
from app.core.commands import (
    BadAnswer,
    BadRequest,
    NoAnswer,
    NotAllowed,
    NotPossible,
    NotSupported,
    Offline,
    Refused,
    UnknownCharger,
    VersionMismatch,
    WhyNot,
)
from app.core.contact import Trouble, TroubleKind
from app.core.edits import EditRefused, WhyRefused
from app.core.papers.batch import StatementRefused
from app.core.prices.keeping import PricingRefused
from app.core.privacy import StillCharging
from app.gui.access_words import card_refused_words, reason_sentence
from app.gui.cards.file_words import bad_line_words
from app.gui.figures import number
from app.gui.prices.words import pricing_words
from app.gui.reports.words import statement_words
from app.gui.terms import trouble_words

translate = QCoreApplication.translate


def failure_words(failure: BaseException) -> str:
    """One or two sentences for a CommandFailed, NotStored, BadLine or OSError, or for data that cannot be read."""
    for type_, words in _FAILURES:
        if isinstance(failure, type_):
            return words(failure)
    kind = trouble_of(failure)
    if kind is not None:
        return " ".join(trouble_words(Trouble(kind)))
    return translate("Words", "That did not work. The details stand in the program's log.")


def trouble_of(failure: BaseException) -> TroubleKind | None:
    """What is wrong with the data, where that is why; the store's own failures say it as NotStored does."""
    kind = getattr(failure, "kind", None)
    return kind if isinstance(kind, TroubleKind) else None


def start_failure_words(failure: BaseException) -> tuple[str, str, str]:
    """What is wrong, what to do and the details, for a program that cannot start on its data."""
    kind = trouble_of(failure)
    detail = str(getattr(failure, "detail", "") or failure)
    if kind is not None:
        return *trouble_words(Trouble(kind)), detail
    if isinstance(failure, OSError):
        return *trouble_words(Trouble(TroubleKind.DATA_NOT_WRITABLE)), detail
    return (
        translate("Words", "Something unexpected stopped the program while it started."),
        translate("Words", "Nothing was changed."),
        detail,
    )


_WHY_NOT: dict[WhyNot, Callable[[], str]] = {
    WhyNot.NO_SESSION: lambda: translate("Words", "Nothing is charging here, so there is nothing to stop."),
    WhyNot.SESSION_RUNNING: lambda: translate("Words", "A session is already running here."),
    WhyNot.NO_SUCH_OUTLET: lambda: translate("Words", "The charger has no such outlet."),
    WhyNot.WHICH_OUTLET: lambda: translate("Words", "Several outlets could be meant; choose one."),
    WhyNot.NOT_APPROVED: lambda: translate("Words", "Approve the charger first."),
    WhyNot.EXISTS_ALREADY: lambda: translate("Words", "A charger with this identity is already in the list."),
    WhyNot.BAD_VALUE: lambda: translate("Words", "This value cannot be used."),
    WhyNot.CARD_TOO_LONG: lambda: translate(
        "Words",
        "This charger cannot be told so long a card number. Start without a card and choose the person in History, or "
        "hold the card to the charger.",
    ),
}

# The words with which chargers of all versions refuse, as far as they say something to a user.
_REFUSALS: dict[str, Callable[[], str]] = {
    "unlockfailed": lambda: translate(
        "Words", "The cable lock did not open. Try again, or pull gently at the plug meanwhile."
    ),
    "ongoingauthorizedtransaction": lambda: translate(
        "Words", "A session is running. Stop it first, then unlock the cable."
    ),
    "unknownconnector": lambda: translate("Words", "The charger says that it has no such outlet."),
    "notsupported": lambda: translate("Words", "This charger cannot do that."),
    "notimplemented": lambda: translate("Words", "This charger cannot do that."),
}


def _refused(failure: BaseException) -> str:
    status = failure.status if isinstance(failure, Refused) else ""
    detail = failure.detail if isinstance(failure, Refused) else ""
    known = _REFUSALS.get(status.casefold())
    if known is not None:
        return known()
    if detail:
        return translate("Words", "The charger refused. It says: %1").replace("%1", detail)
    return translate("Words", "The charger refused and gave no reason. Try again in a while.")


def _not_possible(failure: BaseException) -> str:
    return _WHY_NOT[failure.why]() if isinstance(failure, NotPossible) else ""


def _not_allowed(failure: BaseException) -> str:
    return reason_sentence(failure.reason) if isinstance(failure, NotAllowed) else ""


def _still_charging(failure: BaseException) -> str:
    person = failure.person if isinstance(failure, StillCharging) else ""
    words = translate("Words", "A session of %1 is still running. Erase when it is over.")
    return words.replace("%1", person)


_EDIT_REFUSED: dict[WhyRefused, Callable[[], str]] = {
    WhyRefused.UNKNOWN_SESSION: lambda: translate("Words", "This session is not there any more."),
    WhyRefused.UNKNOWN_EDIT: lambda: translate("Words", "This change is not there any more."),
    WhyRefused.STILL_RUNNING: lambda: translate("Words", "The session is still running. Change it when it is over."),
    WhyRefused.ENDS_BEFORE_START: lambda: translate("Words", "A session cannot end before it begins."),
    WhyRefused.IN_FUTURE: lambda: translate("Words", "A session cannot end in the future."),
    WhyRefused.NOT_ENERGY: lambda: translate("Words", "No outlet gives this much energy in this time."),
    WhyRefused.SPLIT_OUTSIDE: lambda: translate("Words", "Choose a moment within the session."),
    WhyRefused.OVERLAPS: lambda: translate("Words", "Another session of this outlet lies in this time."),
    WhyRefused.TOO_LONG: lambda: translate("Words", "That is too long."),
    WhyRefused.NOTHING_CHANGES: lambda: translate("Words", "Nothing would change."),
    WhyRefused.CHANGED_SINCE: lambda: translate("Words", "It was changed again since. Undo the later change first."),
    WhyRefused.UNDONE_ALREADY: lambda: translate("Words", "This change has been undone already."),
    WhyRefused.SPLIT_STANDS: lambda: translate(
        "Words", "Its other part has a share of this energy. Undo the split instead."
    ),
}


def _edit_refused(failure: BaseException) -> str:
    return _EDIT_REFUSED[failure.why]() if isinstance(failure, EditRefused) else ""


def _no_answer(failure: BaseException) -> str:
    seconds = failure.seconds if isinstance(failure, NoAnswer) else 30
    words = translate(
        "Words", "The charger did not answer within %1 seconds. Charging is not affected. Try again in a while."
    )
    return words.replace("%1", number(seconds))


def _os_error(failure: BaseException) -> str:
    reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else str(failure)
    return translate("Words", "The file could not be read or written: %1").replace("%1", reason)


_NO_BACKUP: dict[WhyNoBackup, Callable[[], str]] = {
    WhyNoBackup.NO_FOLDER: lambda: translate(
        "Words", "The backup folder is not there. Connect its drive, or choose another folder."
    ),
    WhyNoBackup.NOT_WRITABLE: lambda: translate("Words", "This folder cannot be written. Choose another one."),
    WhyNoBackup.DISK_FULL: lambda: translate("Words", "There is not enough room on the disk. Free some space."),
    WhyNoBackup.NO_DATA: lambda: translate("Words", "There is no data yet."),
    WhyNoBackup.IN_USE: lambda: translate("Words", "Another program keeps the file locked. Try again in a while."),
    WhyNoBackup.NO_FILE: lambda: translate("Words", "This file cannot be read."),
    WhyNoBackup.NOT_OURS: lambda: translate("Words", "This is not a backup made by Laddvakt."),
    WhyNoBackup.DAMAGED: lambda: translate("Words", "This file is damaged. Nothing was changed."),
    WhyNoBackup.NEWER: lambda: translate(
        "Words", "This was made by a newer version of Laddvakt. Install that version or a later one."
    ),
    WhyNoBackup.CANCELLED: lambda: translate("Words", "The backup was given up."),
}


def _no_backup(failure: BaseException) -> str:
    return _NO_BACKUP[failure.why]() if isinstance(failure, BackupFailed) else ""


_FAILURES: tuple[tuple[type[BaseException], Callable[[BaseException], str]], ...] = (
    (Refused, _refused),
    (BackupFailed, _no_backup),
    (NotPossible, _not_possible),
    (NotAllowed, _not_allowed),
    (StillCharging, _still_charging),
    (EditRefused, _edit_refused),
    (CardRefused, card_refused_words),
    (PricingRefused, pricing_words),
    (StatementRefused, statement_words),
    (BadLine, bad_line_words),
    (
        VersionMismatch,
        lambda _failure: translate(
            "Words", "The charger's list of cards was changed by somebody else. The whole list is sent again."
        ),
    ),
    (NoAnswer, _no_answer),
    (
        Offline,
        lambda _failure: translate(
            "Words", "The charger is not connected. Charging is not affected. Try again when it is back."
        ),
    ),
    (NotSupported, lambda _failure: translate("Words", "This charger cannot do that.")),
    (UnknownCharger, lambda _failure: translate("Words", "This charger has been removed.")),
    (
        BadAnswer,
        lambda _failure: translate(
            "Words", "The charger gave an answer that cannot be read. The message log shows it."
        ),
    ),
    (
        BadRequest,
        lambda _failure: translate("Words", "This cannot be said to the charger in its version of the protocol."),
    ),
    (OSError, _os_error),
)
