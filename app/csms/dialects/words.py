"""Charger words for states, faults and reasons → ours, and the small fields that every version has."""

from __future__ import annotations

from functools import lru_cache

from app.core.commands import NotPossible, WhyNot
from app.core.model import Activity, Availability, Fault, FaultKind, StopReason
from app.core.reports import StatusTold
from app.csms.dialects.rows import Context, Kind, Payload, Unreadable
from app.csms.dialects.samples import MOST
from app.csms.tolerance import as_int, as_number, as_text, read_time


# A charger's words are few; one that invents them cannot fill the memory.
@lru_cache(maxsize=256)
def plain(word: str) -> str:
    """A word without case, blanks and dashes: chargers write "Charging ", "suspendedEV" and "Suspended_EV"."""
    return "".join(filter(str.isalnum, word)).lower()


# 1.6 merges what a car does into the status; 2.x has the five general words only, and tells the rest in transactions.
STATUSES: dict[str, tuple[Availability, Activity | None]] = {
    "available": (Availability.AVAILABLE, Activity.IDLE),
    "preparing": (Availability.OCCUPIED, Activity.CONNECTED),
    "charging": (Availability.OCCUPIED, Activity.CHARGING),
    "suspendedev": (Availability.OCCUPIED, Activity.PAUSED_BY_CAR),
    "suspendedevse": (Availability.OCCUPIED, Activity.PAUSED_BY_CHARGER),
    "finishing": (Availability.OCCUPIED, Activity.FINISHING),
    "occupied": (Availability.OCCUPIED, None),
    "reserved": (Availability.RESERVED, Activity.IDLE),
    "unavailable": (Availability.UNAVAILABLE, None),
    "faulted": (Availability.FAULTED, None),
}

FAULTS = {
    "connectorlockfailure": FaultKind.CABLE_LOCK,
    "evcommunicationerror": FaultKind.CAR_COMMUNICATION,
    "groundfailure": FaultKind.EARTH_FAULT,
    "hightemperature": FaultKind.TEMPERATURE,
    "internalerror": FaultKind.INTERNAL,
    "overcurrentfailure": FaultKind.OVER_CURRENT,
    "overvoltage": FaultKind.OVER_VOLTAGE,
    "powermeterfailure": FaultKind.METER,
    "powerswitchfailure": FaultKind.CONTACTOR,
    "readerfailure": FaultKind.CARD_READER,
    "resetfailure": FaultKind.RESET,
    "undervoltage": FaultKind.UNDER_VOLTAGE,
    "weaksignal": FaultKind.WEAK_SIGNAL,
}

# Both families: 1.6 reason, 2.x stoppedReason.
REASONS = {
    "deauthorized": StopReason.CARD_REFUSED,
    "emergencystop": StopReason.EMERGENCY,
    "energylimitreached": StopReason.LIMIT_REACHED,
    "evdisconnected": StopReason.CAR_DISCONNECTED,
    "groundfault": StopReason.FAULT,
    "hardreset": StopReason.RESET,
    "immediatereset": StopReason.RESET,
    "local": StopReason.LOCAL,
    "localoutofcredit": StopReason.LIMIT_REACHED,
    "masterpass": StopReason.LOCAL,
    "other": StopReason.OTHER,
    "overcurrentfault": StopReason.FAULT,
    "powerloss": StopReason.POWER_LOSS,
    "powerquality": StopReason.FAULT,
    "reboot": StopReason.RESET,
    "remote": StopReason.REMOTE,
    "reqenergytransferrejected": StopReason.OTHER,
    "socreached": StopReason.LIMIT_REACHED,
    "soclimitreached": StopReason.LIMIT_REACHED,
    "softreset": StopReason.RESET,
    "stoppedbyev": StopReason.CAR_FINISHED,
    "timelimitreached": StopReason.LIMIT_REACHED,
    "timeout": StopReason.TIMEOUT,
    "unlockcommand": StopReason.UNLOCKED,
}

MOST_OUTLET = 999
_INT32_MOST = 2**31 - 1


def reason(value: object, notes: list[str]) -> StopReason:
    """Why a session ended; not said means at the charger (1.6 §6.49, 2.x stoppedReason)."""
    word = as_text(value, 100)
    if not word:
        return StopReason.LOCAL
    found = REASONS.get(plain(word))
    if found is None:
        notes.append(f"reason {word!r}")
        return StopReason.OTHER
    return found


def said(value: object, most: int = 255) -> str:
    """Free text; what chargers write instead of saying nothing ("null", "0x0000") is nothing."""
    text = as_text(value, most)
    return text if text.lower().removeprefix("0x").strip("0") else ""


def card(value: object) -> str | None:
    """A card's number without the control characters some readers send along (TX-05); None where there is none."""
    text = as_text(value)
    if not text.isprintable():
        text = "".join(filter(str.isprintable, text))
    return text.strip() or None


def outlet(value: object) -> int | None:
    """An outlet's number, 0 for the whole charger; None where none was said."""
    number = as_int(value)
    return number if number is not None and 0 <= number <= MOST_OUTLET else None


def count(value: object) -> int | None:
    """A whole number of 32 bits from 0 up, as the specification's are; None for any other."""
    number = as_int(value)
    return number if number is not None and 0 <= number <= _INT32_MOST else None


def transaction_number(value: object) -> str | None:
    """A 1.6 transaction id. 0, -1 and what is beyond 32 bits mean none (MV-21, MV-22, TX-03)."""
    number = count(value)
    return str(number) if number else None


def named_by_number(transaction_id: str) -> int:
    """How 1.6 is told of a transaction. Raises NotPossible for one of another version."""
    try:
        return int(transaction_id)
    except ValueError as failure:
        raise NotPossible(WhyNot.NO_SESSION, f"transaction {transaction_id}") from failure


def energy(value: object) -> int | None:
    """A meter value in Wh, which some chargers send with a fraction or as text (TX-19)."""
    number = as_number(value)
    return round(number) if number is not None and -MOST <= number <= MOST else None


def status_told(word: object, outlet_number: int | None, payload: Payload, context: Context) -> StatusTold:
    """One status, in 1.6's words or 2.x's; raises Unreadable where there is no word at all."""
    text = as_text(word, 100)
    if not text:
        raise Unreadable(Kind.MISSING, "no status")
    notes = context.notes
    availability, activity = STATUSES.get(plain(text), (Availability.UNKNOWN, None))
    if availability is Availability.UNKNOWN:
        notes.append(f"status {text!r}")
    if outlet_number is None:
        notes.append("no outlet")
    told_at = payload.get("timestamp")  # optional in 1.6
    return StatusTold(
        outlet=outlet_number or 0,
        availability=availability,
        activity=activity,
        fault=_fault(payload, availability is Availability.FAULTED),
        at=read_time(told_at, context.received_at, notes) if told_at else context.received_at,
    )


def _fault(payload: Payload, faulted: bool) -> Fault | None:
    """What is wrong, from 1.6's errorCode, info and vendorErrorCode; a code of its own stands in the detail (SN-05)."""
    code = said(payload.get("errorCode"), 100)
    word = plain(code)
    if word == "noerror":
        code = word = ""
    if not word and not faulted:
        return None
    kind = FAULTS.get(word)
    words = [] if kind or word in ("othererror", "") else [code]
    words += [said(payload.get("info")), said(payload.get("vendorErrorCode"))]
    return Fault(kind or FaultKind.OTHER, ", ".join(filter(None, words)))
