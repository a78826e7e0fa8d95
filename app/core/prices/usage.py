"""What a session hands in to be priced: when, how much, by whom, and what is known of how it went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from app.core.cards import Card
from app.core.model import Evidence, Reading, Session
from app.core.prices.books import Scope
from app.core.values import Value

# A charger that is asked for clock-aligned readings sends one each quarter of an hour.
USUAL_GAP_S = 900
# A car that takes up again more than this, for two minutes, is charging and not topping up.
RESUMED_W = 500
RESUMED_FOR = timedelta(minutes=2)
_RESUMED_WH = 17  # RESUMED_W for RESUMED_FOR


class MeterPoint(Value, frozen=True):
    """What the register said, Wh; it may be for life or for the session, and may have been reset."""

    at: datetime
    energy_wh: int


class PowerPoint(Value, frozen=True):
    at: datetime
    power_w: int


class Held(Value, frozen=True):
    """A span [start, end) in which we held the current back: nobody can be blamed for standing there."""

    start: datetime
    end: datetime


class UsedSoFar(Value, frozen=True):
    """What a scope had used in a month before this session: sessions count in order of start, then number."""

    scope: Scope
    month: date  # its first day
    kwh: Decimal | Fraction


class Usage(Value, frozen=True):
    """One session as the engine sees it. Instants are aware UTC."""

    start: datetime
    stop: datetime
    energy_wh: int | None = None  # what counts, as booked; None: what the readings show
    readings: tuple[MeterPoint, ...] = ()  # with the meter at start and stop where it was told
    power: tuple[PowerPoint, ...] = ()
    expected_gap_s: int = USUAL_GAP_S  # between readings
    energy_estimated: bool = False  # the booked energy was reconstructed
    last_energy_at: datetime | None = None  # when energy last flowed; None: not known, and then nothing was idle
    held: tuple[Held, ...] = ()
    charger: str = ""
    card: str = ""
    also: tuple[str, ...] = ()  # the same card's other numbers
    groups: frozenset[str] = frozenset()
    used: tuple[UsedSoFar, ...] = ()


# What makes a session's energy an estimate. Others (a late message, a wrong clock) leave its energy as measured.
ESTIMATING = frozenset(
    {
        Evidence.REGISTER_RESET,
        Evidence.METER_START_MISSING,
        Evidence.METER_STOP_MISSING,
        Evidence.METER_STOP_BELOW_START,
        Evidence.METER_STOP_FROM_NEXT_START,
        Evidence.METER_START_FROM_LAST_STOP,
        Evidence.METER_JUMPED,
        Evidence.POWER_DISAGREES,
        Evidence.UNIT_DOUBTED,
        Evidence.ENERGY_FROM_POWER,
        Evidence.FOUND_BY_METER,
    }
)


def usage_of(
    session: Session,
    readings: Iterable[Reading],
    *,
    now: datetime,
    expected_gap_s: int = USUAL_GAP_S,
    held: Iterable[Held] = (),
    card: Card | None = None,
    used: Iterable[UsedSoFar] = (),
) -> Usage:
    """A session of the ledger, as booked, with its readings in order of time; an open one up to `now`.

    `card`: the known one that began it, by whichever of its numbers.
    """
    booked = session.booked
    stop = max(booked.stopped_at or now, booked.started_at)
    points, power = [], []
    if session.meter_start_wh is not None:
        points.append(MeterPoint(booked.started_at, session.meter_start_wh))
    for reading in readings:
        if reading.energy_wh is not None:
            points.append(MeterPoint(reading.at, reading.energy_wh))
        if reading.power_w is not None:
            power.append(PowerPoint(reading.at, reading.power_w))
    if session.meter_stop_wh is not None and booked.stopped_at is not None:
        points.append(MeterPoint(stop, session.meter_stop_wh))
    return Usage(
        start=booked.started_at,
        stop=stop,
        energy_wh=booked.energy_wh,
        readings=tuple(points),
        power=tuple(power),
        expected_gap_s=expected_gap_s,
        energy_estimated=not ESTIMATING.isdisjoint(session.evidence),
        last_energy_at=last_energy_at(points, power),
        held=tuple(held),
        charger=booked.charger_id,
        card=card.uid if card is not None else booked.card or "",
        also=card.also if card is not None else (),
        groups=frozenset({card.group} if card is not None and card.group else ()),
        used=tuple(used),
    )


def last_energy_at(readings: Iterable[MeterPoint], power: Iterable[PowerPoint]) -> datetime | None:
    """The last moment energy flowed, in the driver's favour; None where nothing can tell.

    By power where it was sampled, else by the register. A car that tops itself up for less than two minutes is not
    charging again.
    """
    return _last_by_power(list(power)) or _last_by_register(list(readings))


def _last_by_power(samples: list[PowerPoint]) -> datetime | None:
    last = None
    since = None  # when the present stretch of charging began
    for sample, after in pairwise([*samples, *samples[-1:]]):
        if sample.power_w <= RESUMED_W:
            since = None
            continue
        since = since or sample.at
        until = after.at
        if last is None or until - since >= RESUMED_FOR:
            last = until
    return last


def _last_by_register(points: list[MeterPoint]) -> datetime | None:
    last = None
    stretch_wh = 0
    for earlier, later in pairwise(points):
        seconds = (later.at - earlier.at) // timedelta(seconds=1)
        gained = later.energy_wh - earlier.energy_wh
        steady = gained > 0 and gained * 3600 > RESUMED_W * seconds
        stretch_wh = stretch_wh + gained if steady else 0
        if gained > 0 and (last is None or max(gained, stretch_wh) >= _RESUMED_WH):
            last = later.at
    return last
