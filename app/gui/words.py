"""What the window says of outlets: every state in a pill, a sentence, a detail and the one action that helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.core.model import Activity, Charger, FaultKind, Outlet, Session
from app.core.states import CARD_WAITS, State, state_of
from app.gui.card_names import CardNames, is_ours
from app.gui.failures import failure_words
from app.gui.figures import clock, current, duration, energy, moment, power
from app.gui.terms import (
    evidence_words,
    fault_advice,
    fault_words,
    outcome_words,
    stop_reason_words,
    trouble_words,
)
from app.gui.widgets.pill import PillKind

__all__ = [
    "Action",
    "Saying",
    "charger_title",
    "evidence_words",
    "failure_words",
    "fault_words",
    "moment",
    "outcome_words",
    "outlet_title",
    "saying_of",
    "session_words",
    "stop_reason_words",
    "trouble_words",
]


translate = QCoreApplication.translate


class Action(Enum):
    """The one button that helps in a state."""

    START = "start"
    STOP = "stop"
    RESUME = "resume"
    RESTART = "restart"
    SWITCH_ON = "switch_on"
    CONNECTION_HELP = "connection_help"
    APPROVE_CARD = "approve_card"
    SEE_CARD = "see_card"
    WHO_MAY_CHARGE = "who_may_charge"


@dataclass(frozen=True, slots=True)
class Saying:
    """One state in the user's words."""

    pill: str  # a word or two
    kind: PillKind
    sentence: str  # the whole state, where there is room for it
    detail: str = ""  # what it means or what to do
    action: Action | None = None
    beside: str = ""  # a fact to stand by the pill: since when, what is wrong
    card: str = ""  # that began the session, as a charger told it: to be named, never shown so


def saying_of(charger: Charger, outlet: Outlet, now: datetime) -> Saying:
    """What to say of this outlet at `now`."""
    state = state_of(charger, outlet, now)
    return _SAYINGS[state](charger, outlet, now)


def outlet_title(charger: Charger, outlet: Outlet, *, several: bool) -> tuple[str, str]:
    """The name to show large and the lesser one beside it, empty where the charger has one outlet without a name."""
    if outlet.name:
        return charger.title, outlet.name
    if several:
        return charger.title, translate("Words", "outlet %1").replace("%1", str(outlet.number))
    return charger.title, ""


def charger_title(charger: Charger | None, charger_id: str) -> str:
    """The name of a charger that may have been removed."""
    return charger_id if charger is None else charger.title


def session_words(session: Session, now: datetime) -> str:
    """ "8.4 kWh this session · 1 h 12 min"."""
    span = duration((session.stopped_at or now) - session.started_at)
    words = translate("Words", "%1 this session · %2")
    return words.replace("%1", energy(session.energy_wh)).replace("%2", span)


def _charging(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    drawn = _power_w(outlet)
    sentence = (
        translate("Words", "Charging")
        if drawn is None
        else translate("Words", "Charging %1").replace("%1", power(drawn))
    )
    return Saying(translate("Words", "Charging"), PillKind.ACCENT, sentence, "", Action.STOP, *_stay(outlet))


def _charging_limited(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    limit = translate("Words", "held at %1 by your limit").replace("%1", current(outlet.limit_a or 0.0))
    drawn = power(_power_w(outlet) or 0)
    sentence = translate("Words", "Charging %1 – %2").replace("%1", drawn).replace("%2", limit)
    detail = f"{limit[:1].upper()}{limit[1:]}."
    return Saying(translate("Words", "Charging"), PillKind.ACCENT, sentence, detail, Action.STOP, *_stay(outlet))


def _stopping(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "Waiting for the charger to say that it has stopped.")
    return Saying(translate("Words", "Stopping…"), PillKind.WAIT, translate("Words", "Stopping…"), detail)


def _starting(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "The car and charger are talking.")
    return Saying(translate("Words", "Starting…"), PillKind.WAIT, translate("Words", "Starting…"), detail)


def _paused_by_user(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "The session goes on when you resume.")
    words = translate("Words", "Paused by you")
    return Saying(words, PillKind.WAIT, words, detail, Action.RESUME, *_stay(outlet))


def _paused_by_charger(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "Another limit applies: its own schedule, app or load guard.")
    words = translate("Words", "Paused by the charger")
    return Saying(words, PillKind.WAIT, words, detail, Action.STOP, *_stay(outlet))


def _paused_by_car(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "It may go on by itself.")
    words = translate("Words", "Paused by the car")
    return Saying(words, PillKind.WAIT, words, detail, Action.STOP, *_stay(outlet))


def _full(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "Car has stopped – probably full")
    return Saying(translate("Words", "Probably full"), PillKind.NEUTRAL, sentence, "", Action.STOP, *_stay(outlet))


def _car_waiting(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "The car is not asking for power")
    detail = translate("Words", "Check the charging timer in the car.")
    return Saying(translate("Words", "The car waits"), PillKind.WAIT, sentence, detail, Action.STOP, *_stay(outlet))


def _need_card(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "Car connected – waiting for a card")
    detail = translate("Words", "Hold a card to the charger or press Start.")
    return Saying(translate("Words", "Waiting for a card"), PillKind.WAIT, sentence, detail, Action.START)


def _need_cable(_charger: Charger, outlet: Outlet, now: datetime) -> Saying:
    sentence = translate("Words", "Approved – connect the car")
    left = CARD_WAITS - (now - outlet.card_at) if outlet.card_at is not None else timedelta(0)
    within = "" if left <= timedelta(0) else translate("Words", "within %1").replace("%1", duration(left))
    return Saying(sentence, PillKind.WAIT, sentence, beside=within)


def _done(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "Done – unplug the car")
    session = outlet.session
    since = ""
    if session is not None and session.stopped_at is not None:
        since = translate("Words", "since %1").replace("%1", clock(session.stopped_at))
    return Saying(sentence, PillKind.NEUTRAL, sentence, beside=since)


def _free(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "Plug in to start.")
    return Saying(translate("Words", "Free"), PillKind.NEUTRAL, translate("Words", "Free"), detail)


def _reserved(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "The charger keeps this outlet for someone.")
    return Saying(translate("Words", "Reserved"), PillKind.INFO, translate("Words", "Reserved"), detail)


def _unknown(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "Connected")
    detail = translate("Words", "It has not said yet how its outlet is.")
    return Saying(sentence, PillKind.NEUTRAL, sentence, detail)


def _offline(charger: Charger, outlet: Outlet, now: datetime) -> Saying:
    pill = translate("Words", "No contact")
    sentence, since = pill, ""
    if charger.last_seen_at is not None:
        seen = moment(charger.last_seen_at, now)
        sentence = translate("Words", "No contact since %1").replace("%1", seen)
        since = translate("Words", "since %1").replace("%1", seen)
    running = outlet.session is not None and outlet.session.open
    detail = ""
    if running:
        detail = translate("Words", "Charging may continue. Figures arrive when contact is back.")
    return Saying(pill, PillKind.FAULT, sentence, detail, Action.CONNECTION_HELP, since)


def _never_seen(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "Has not called yet")
    detail = translate("Words", "Set the charger to call this computer.")
    return Saying(sentence, PillKind.NEUTRAL, sentence, detail, Action.CONNECTION_HELP)


def _restarting(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "It calls again in a minute or two.")
    return Saying(translate("Words", "Restarting…"), PillKind.WAIT, translate("Words", "Restarting…"), detail)


_DANGEROUS = (FaultKind.EARTH_FAULT, FaultKind.CONTACTOR)


def _fault(_charger: Charger, outlet: Outlet, _now: datetime) -> Saying:
    if outlet.fault is None:
        words, detail = translate("Words", "The charger does not say what is wrong"), fault_advice(None)
    else:
        words, detail = fault_words(outlet.fault.kind), fault_advice(outlet.fault.kind)
        if outlet.fault.detail:
            detail = f"{detail} ({outlet.fault.detail})"
    sentence = translate("Words", "Fault: %1").replace("%1", words)
    # Where an electrician is wanted a restart is not what helps.
    action = None if outlet.fault is not None and outlet.fault.kind in _DANGEROUS else Action.RESTART
    return Saying(translate("Words", "Fault"), PillKind.FAULT, sentence, detail, action, words)


def _switched_off(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "No one can charge.")
    words = translate("Words", "Switched off")
    return Saying(words, PillKind.NEUTRAL, words, detail, Action.SWITCH_ON)


def _out_of_service(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    detail = translate("Words", "The charger has taken itself out of use.")
    return Saying(translate("Words", "Out of service"), PillKind.FAULT, translate("Words", "Out of service"), detail)


def _new(_charger: Charger, _outlet: Outlet, _now: datetime) -> Saying:
    sentence = translate("Words", "A new charger wants to connect")
    return Saying(translate("Words", "New"), PillKind.INFO, sentence)


_SAYINGS = {
    State.NEW: _new,
    State.NEVER_SEEN: _never_seen,
    State.OFFLINE: _offline,
    State.RESTARTING: _restarting,
    State.FAULT: _fault,
    State.SWITCHED_OFF: _switched_off,
    State.OUT_OF_SERVICE: _out_of_service,
    State.STOPPING: _stopping,
    State.CHARGING: _charging,
    State.CHARGING_LIMITED: _charging_limited,
    State.PAUSED_BY_USER: _paused_by_user,
    State.PAUSED_BY_CHARGER: _paused_by_charger,
    State.PAUSED_BY_CAR: _paused_by_car,
    State.FULL: _full,
    State.CAR_WAITING: _car_waiting,
    State.NEED_CARD: _need_card,
    State.NEED_CABLE: _need_cable,
    State.STARTING: _starting,
    State.DONE: _done,
    State.RESERVED: _reserved,
    State.FREE: _free,
    State.UNKNOWN: _unknown,
}


def _power_w(outlet: Outlet) -> int | None:
    return None if outlet.live is None or outlet.activity is not Activity.CHARGING else outlet.live.power_w


def _stay(outlet: Outlet) -> tuple[str, str]:
    """ "since 17:20", and the card that began it."""
    session = outlet.session
    if session is None:
        return "", ""
    return translate("Words", "since %1").replace("%1", clock(session.started_at)), session.card or ""


def who_words(card: str, names: CardNames) -> str:
    """Who charges, as far as the card tells: "Anna · Blue tag", or the card masked."""
    if is_ours(card):
        return translate("Words", "started here")
    known = names.find(card)
    if known is not None and (known.name or names.owner(known)):
        return " · ".join(filter(None, (names.owner(known), known.name)))
    return translate("Words", "card %1").replace("%1", names.words(card)) if card else ""
