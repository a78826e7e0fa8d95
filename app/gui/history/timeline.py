"""What happened to a session, in order, in plain sentences: from plugging in to unplugging, and what people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.core.edits import Edit
from app.core.model import Event, EventKind, FaultKind, Origin, Session, StopReason
from app.gui.card_names import CardNames, is_ours
from app.gui.figures import current, local
from app.gui.history.edit_words import Known, edit_words, instant_beside, is_split, told_words
from app.gui.prices.words import money
from app.gui.terms import fault_words, stop_reason_words
from app.gui.widgets.pill import PillKind

translate = QCoreApplication.translate

# A stay begins no longer than this before its session: a cable that was in since yesterday is another story.
BEFORE: Final = timedelta(hours=6)
# And is followed no longer than this after it.
AFTER: Final = timedelta(days=3)
# A card that starts a session is shown just before it.
_CARD_TO_START: Final = timedelta(minutes=3)

# After the end of a session these still belong to its stay; anything else is the next one's.
_STILL_THERE: Final = {
    EventKind.FINISHING,
    EventKind.FAULT,
    EventKind.FAULT_OVER,
    EventKind.LINE_LOST,
    EventKind.LINE_BACK,
    EventKind.LIMITED,
    EventKind.PAUSED_BY_CAR,
    EventKind.PAUSED_BY_CHARGER,
    EventKind.COST_DIFFERS,
}
# Said while a session ends, in the same breath.
_ENDING: Final = timedelta(seconds=60)

_MARKS: Final = {
    EventKind.CHARGING: PillKind.ACCENT,
    EventKind.PAUSED_BY_CAR: PillKind.WAIT,
    EventKind.PAUSED_BY_CHARGER: PillKind.WAIT,
    EventKind.LIMITED: PillKind.WAIT,
    EventKind.FAULT: PillKind.FAULT,
    EventKind.LINE_LOST: PillKind.FAULT,
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    mark: PillKind
    words: str


def of_the_stay(events: Sequence[Event], session: Session, *, split: bool = False) -> list[Event]:
    """Those of this session's stay: after the car before it left, until its own car left.

    What the meter found between two sessions, and the inner ends of what was `split`, have what lies within them.
    """
    start, end = session.booked.started_at, session.booked.stopped_at
    if session.origin in (Origin.FOUND, Origin.SPLIT):
        events = [event for event in events if event.at >= start]
    if end is not None and (session.origin is Origin.FOUND or (split and end != session.stopped_at)):
        events = [event for event in events if event.at < end]
    found: list[Event] = []
    for event in events:
        if event.at < start and event.kind is EventKind.UNPLUGGED:
            found.clear()
            continue
        if end is not None and event.at > end:
            if event.kind is EventKind.UNPLUGGED:
                return [*found, event]
            # A charger's words about an end can come a moment after it.
            if event.kind not in _STILL_THERE and event.at - end > _ENDING:
                return found
        found.append(event)
    return found


def timeline(
    session: Session, events: Sequence[Event], edits: Sequence[Edit], known: Known, this_year: int, cards: CardNames
) -> list[Line]:
    """`events`: of its stay; `edits`: all that touched it. What was undone is no part of the story."""
    lines = [_started(session, cards)]
    if session.booked.stopped_at is not None:
        lines.append(_ended(session, edits))
    lines += _events(session, events, cards)
    for edit in edits:
        if edit.undone_at is None:
            words = edit_words(edit, session, known, this_year)
            lines.append(Line(edit.at, PillKind.INFO, f"{words} ({edit.by})" if edit.by else words))
    return sorted(lines, key=lambda line: line.at)


def _started(session: Session, cards: CardNames) -> Line:
    booked, mark = session.booked, PillKind.ACCENT
    if session.origin is Origin.BY_HAND:
        words = translate("Session", "Started, as written down by hand")
    elif session.origin is Origin.FOUND:
        words = translate("Session", "The session before had ended, and the meter counted on")
    elif session.origin is Origin.SPLIT:
        words = translate("Session", "This part begins")
    elif is_ours(session.card):
        words = translate("Session", "Started from this computer")
    elif session.card and session.refused:
        mark = PillKind.WAIT
        words = translate("Session", "Card %1 was refused").replace("%1", cards.words(session.card))
    elif session.card:
        words = translate("Session", "Started with card %1").replace("%1", cards.words(session.card))
    else:
        words = translate("Session", "Started")
    return Line(booked.started_at, mark, _with_told(words, session, session.started_at, booked.started_at))


def _ended(session: Session, edits: Iterable[Edit]) -> Line:
    booked = session.booked
    assert booked.stopped_at is not None  # noqa: S101 - asked of ended sessions alone
    if is_split(edits) and booked.stopped_at != session.stopped_at:
        return Line(booked.stopped_at, PillKind.NEUTRAL, translate("Session", "This part ends"))
    if session.origin is Origin.BY_HAND:
        words = translate("Session", "Ended, as written down by hand")
    elif session.origin is Origin.FOUND:
        words = translate("Session", "The next session began")
    elif session.stop_reason in (None, StopReason.UNKNOWN):
        words = translate("Session", "Ended")
    else:
        assert session.stop_reason is not None  # noqa: S101 - the branch above
        words = translate("Session", "Ended: %1").replace("%1", _small(stop_reason_words(session.stop_reason)))
    told = session.stopped_at or booked.stopped_at
    return Line(booked.stopped_at, PillKind.NEUTRAL, _with_told(words, session, told, booked.stopped_at))


def _with_told(words: str, session: Session, told: datetime, booked: datetime) -> str:
    if told == booked:
        return words
    return f"{words} ({told_words(session, instant_beside(told, booked, local(booked).year))})"


def _events(session: Session, events: Sequence[Event], cards: CardNames) -> Iterator[Line]:
    flowed = False
    for event in events:
        if event.kind is EventKind.CARD_SHOWN and _starts(event, session):
            continue  # the start says it
        words = _event_words(event, cards, again=flowed)
        flowed = flowed or event.kind is EventKind.CHARGING
        yield Line(event.at, _MARKS.get(event.kind, PillKind.NEUTRAL), words)


def _starts(event: Event, session: Session) -> bool:
    same = session.card is not None and event.detail.casefold() == session.card.casefold()
    return same and abs(session.booked.started_at - event.at) <= _CARD_TO_START


def _event_words(event: Event, cards: CardNames, *, again: bool) -> str:
    match event.kind:
        case EventKind.PLUGGED_IN:
            return translate("Session", "The cable was plugged in")
        case EventKind.UNPLUGGED:
            return translate("Session", "The cable was unplugged")
        case EventKind.CARD_SHOWN:
            if not event.detail:  # its person was erased
                return translate("Session", "A card was shown")
            if is_ours(event.detail):
                return translate("Session", "Released from this computer")
            return translate("Session", "Card %1 was shown").replace("%1", cards.words(event.detail))
        case EventKind.CHARGING:
            return translate("Session", "Charging went on") if again else translate("Session", "Charging began")
        case EventKind.PAUSED_BY_CAR:
            return translate("Session", "The car took no more for a while")
        case EventKind.PAUSED_BY_CHARGER:
            return translate("Session", "The charger paused it")
        case EventKind.FINISHING:
            return translate("Session", "Over; the cable is still in")
        case EventKind.LIMITED:
            return _limited(event.detail)
        case EventKind.FAULT:
            return _fault(event.detail)
        case EventKind.FAULT_OVER:
            return translate("Session", "The fault is over")
        case EventKind.LINE_LOST:
            return translate("Session", "Contact with the charger was lost")
        case EventKind.LINE_BACK:
            return translate("Session", "Contact with the charger was back")
        case EventKind.COST_DIFFERS:
            words = translate("Session", "The charger itself reckoned %1. What counts is the sum here.")
            return words.replace("%1", _sum(event.detail))


def _limited(detail: str) -> str:
    try:
        amps = float(detail)
    except ValueError:
        return translate("Session", "The current limit was lifted")
    return translate("Session", "Limited to %1").replace("%1", current(amps))


def _sum(detail: str) -> str:
    """Its detail: the amount, and the currency after a blank."""
    amount, _, currency = detail.partition(" ")
    try:
        return money(Decimal(amount), currency)
    except InvalidOperation:
        return detail


def _fault(detail: str) -> str:
    """Its detail: the kind's own value, and the charger's word after a blank."""
    value, _, said = detail.partition(" ")
    kind = next((kind for kind in FaultKind if kind.value == value), FaultKind.OTHER)
    words = translate("Session", "Fault: %1").replace("%1", _small(fault_words(kind)))
    return f"{words} ({said})" if said else words


def _small(sentence: str) -> str:
    """As it stands after a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"
