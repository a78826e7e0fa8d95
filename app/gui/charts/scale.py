"""Round values for axes: how high a chart reaches and where its grid and its times stand."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

_LEADING = (1.0, 2.0, 4.0, 5.0, 10.0)
_HEADROOM = 1.12

_MINUTE = 60
_HOUR = 3600
_DAY = 86_400
_TIME_STEPS_S = (
    _MINUTE,
    2 * _MINUTE,
    5 * _MINUTE,
    10 * _MINUTE,
    15 * _MINUTE,
    30 * _MINUTE,
    _HOUR,
    2 * _HOUR,
    3 * _HOUR,
    6 * _HOUR,
    12 * _HOUR,
    _DAY,
    2 * _DAY,
    7 * _DAY,
    14 * _DAY,
    28 * _DAY,
)


class ValueScale(NamedTuple):
    """An upright axis from nought to `top`, with a grid line at each tick."""

    top: float
    ticks: tuple[float, ...]  # two or three, above nought, multiples of one round step
    decimals: int  # that the tick labels need


def value_scale(highest: float, least_top: float) -> ValueScale:
    """A scale that holds `highest` with a little air above it, and never shrinks below `least_top`.

    The step is 1, 2, 4 or 5 times a power of ten, the smallest that needs no more than three ticks.
    """
    wanted = max(highest, least_top)
    if not (math.isfinite(wanted) and wanted > 0):
        raise ValueError(f"a scale needs a positive, finite value, not {wanted}")
    top = wanted * _HEADROOM
    exponent = math.floor(math.log10(top)) - 1
    steps = (leading * 10.0**power for power in (exponent, exponent + 1) for leading in _LEADING)
    step = next(step for step in steps if math.floor(top / step) <= 3)
    count = math.floor(top / step)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return ValueScale(top, tuple(step * number for number in range(1, count + 1)), decimals)


class SignedScale(NamedTuple):
    """An upright axis from `floor`, nought or below it, to `top`, with a grid line at each tick."""

    floor: float
    top: float
    ticks: tuple[float, ...]  # in order, nought among them
    decimals: int


def signed_scale(lowest: float, highest: float, least_top: float) -> SignedScale:
    """As `value_scale`, and as far below nought as `lowest` needs."""
    down = max(0.0, -lowest)
    scale = value_scale(max(highest, down), least_top)
    if not down:
        return SignedScale(0.0, scale.top, (0.0, *scale.ticks), scale.decimals)
    step = scale.ticks[0]
    # The smaller of the two gets no more than its own room.
    top = scale.top if highest >= down else max(highest * _HEADROOM, step / 2)
    floor = -scale.top if down > highest else -down * _HEADROOM
    below, above = math.floor(-floor / step), math.floor(top / step)
    return SignedScale(floor, top, tuple(step * number for number in range(-below, above + 1)), scale.decimals)


class TimeTick(NamedTuple):
    """A place on a time axis."""

    at: datetime  # aware, in the user's zone
    is_day: bool  # midnight, labelled with the date rather than the time


def time_ticks(start: datetime, end: datetime, most: int, zone: tzinfo) -> tuple[TimeTick, ...]:
    """At most `most` round local times from `start` to `end`, both aware.

    Whole quarters, hours and days by the wall clock: after a clock change the ticks stand on whole
    hours again, a time that does not exist is left out, and one that comes twice is marked once.
    """
    if end <= start or most < 1:
        return ()
    span_s = (end - start).total_seconds()
    step_s = next((step for step in _TIME_STEPS_S if span_s / step <= most), None)
    if step_s is None:
        step_s = math.ceil(span_s / most / _DAY) * _DAY
    return tuple(_wall_times(start, end, step_s, zone))[:most]


def _wall_times(start: datetime, end: datetime, step_s: int, zone: tzinfo) -> Iterator[TimeTick]:
    wall = start.astimezone(zone).replace(tzinfo=None)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    if step_s >= _DAY:
        tick = midnight
    else:
        into_day_s = (wall - midnight).total_seconds()
        tick = midnight + timedelta(seconds=math.floor(into_day_s / step_s) * step_s)
    last = end.astimezone(zone).replace(tzinfo=None) + timedelta(hours=2)
    while tick <= last:
        at = tick.replace(tzinfo=zone)
        instant = at.astimezone(UTC)
        exists = instant.astimezone(zone).replace(tzinfo=None) == tick
        if exists and start <= instant <= end:
            yield TimeTick(at, is_day=tick.hour == 0 and tick.minute == 0)
        tick += timedelta(seconds=step_s)
