"""The last hours of power of the outlets whose cards are looked at, thin enough to be drawn again every second."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

from app.core.interfaces import PowerPoint
from app.core.model import Activity, Outlet
from app.gui.charts.curve import PowerCurve

SPAN = timedelta(hours=3)
# A card shows as much as its session needs, at most all.
_SPANS = (timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=1), SPAN)
_STEP_S = 10.0
# Of an outlet that does not charge the meter's last word is of when it did.
_BELIEVED = timedelta(minutes=2)
_KEPT = 64


class Trace:
    """One outlet's power, a point every ten seconds; the newest follows every reading."""

    def __init__(self) -> None:
        self._times_s = array("d")
        self._power_w = array("d")
        self.loaded = False  # what the history knows is in it

    def load(self, points: Iterable[PowerPoint], ended: datetime | None = None) -> None:
        """Put what was before in front of what came live meanwhile; `ended`: since when nothing flows."""
        live = list(zip(self._times_s, self._power_w, strict=True))
        self._times_s, self._power_w = array("d"), array("d")
        for point in points:
            self._add(point.at.timestamp(), point.power_w)
        if ended is not None and self._times_s:
            self._times_s.append(max(ended.timestamp(), self._times_s[-1]))
            self._power_w.append(0.0)
        for at_s, power_w in live:
            self._add(at_s, power_w)
        self.loaded = True

    def add(self, at: datetime, power_w: float) -> None:
        self._add(at.timestamp(), power_w)
        first = bisect_left(self._times_s, at.timestamp() - SPAN.total_seconds()) - 1
        if first > 0:
            del self._times_s[:first]
            del self._power_w[:first]

    def _add(self, at_s: float, power_w: float) -> None:
        times = self._times_s
        if times and at_s < times[-1]:
            return
        # The last point may move until the next step begins, so that the curve ends in the newest reading.
        if len(times) > 1 and at_s - times[-2] < _STEP_S:
            times[-1], self._power_w[-1] = at_s, power_w
        else:
            times.append(at_s)
            self._power_w.append(power_w)

    @property
    def curve(self) -> PowerCurve:
        return PowerCurve(array("d", self._times_s), array("d", self._power_w))


class Traces:
    """Keeps the traces that were looked at last."""

    def __init__(self) -> None:
        self._traces: OrderedDict[str, Trace] = OrderedDict()

    def of(self, key: str) -> tuple[Trace, bool]:
        """The outlet's trace, and whether it is new and wants loading."""
        trace = self._traces.get(key)
        if trace is not None:
            self._traces.move_to_end(key)
            return trace, False
        trace = self._traces[key] = Trace()
        if len(self._traces) > _KEPT:
            self._traces.popitem(last=False)
        return trace, True

    def heard(self, key: str, outlet: Outlet, now: datetime) -> None:
        """Add what the outlet does now to its trace, if it has one."""
        trace = self._traces.get(key)
        power_w = power_now_w(outlet, now)
        if trace is not None and power_w is not None:
            trace.add(now, power_w)


def span_of(outlet: Outlet, now: datetime) -> timedelta:
    """How much of the past the outlet's card shows."""
    age = SPAN if outlet.session is None else (outlet.session.stopped_at or now) - outlet.session.started_at
    return next((span for span in _SPANS if age < span), SPAN)


def power_now_w(outlet: Outlet, now: datetime) -> int | None:
    """What the outlet gives now: the meter's word, nought where nothing charges, None where nobody knows."""
    running = outlet.session is not None and outlet.session.open
    if not running:
        return 0
    charging, live = outlet.activity is Activity.CHARGING, outlet.live
    if live is not None and live.power_w is not None and (charging or now - live.at < _BELIEVED):
        return live.power_w
    return None if charging else 0
