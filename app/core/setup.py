"""Gets a charger that has come ready to be watched: a few optional questions, asked gently, none needed.

Chargers differ most in what they cannot bear being asked. So every step may fail, nothing is sent right after an
introduction, a new introduction starts over, and a step that twice came before a lost line is not asked of that model
again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterator

from app.core.commands import AskAgain, Command, CommandFailed, SetMeterInterval, Topic
from app.core.interfaces import Link
from app.core.model import Availability, Charger
from app.core.registry import Registry

AFTER_BOOT_S = 3.0
# A charger that is back without an introduction is given this long to make one.
WITHOUT_BOOT_S = 8.0
METER_INTERVAL_S = 10
# A step during which the line was lost this often is left out for the model.
BREAKS = 2

_Model = tuple[str, str, str]


class SetUp:
    """At most one run a charger; disabled, it sends nothing at all."""

    def __init__(self, registry: Registry, *, enabled: bool, then: Callable[[Link], None] = lambda link: None) -> None:
        """`then` is told when nothing more is to be asked on this line."""
        self._registry = registry
        self._enabled = enabled
        self._then = then
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._asking: dict[str, type[Command]] = {}  # charger id → the step being asked
        self._lost: Counter[tuple[_Model, type[Command]]] = Counter()

    def connected(self, link: Link, charger: Charger) -> None:
        if charger.approved:
            self._start(link, charger, WITHOUT_BOOT_S)

    def booted(self, link: Link, charger: Charger) -> None:
        self._start(link, charger, AFTER_BOOT_S)

    def approved(self, link: Link) -> None:
        """The user has just let it in: have it introduce itself again, so that it learns so."""
        charger = self._registry.charger_of(link)
        if charger is not None:
            self._start(link, charger, 0.0, introduce=True)

    def disconnected(self, link: Link) -> None:
        charger_id = self._registry.canonical(link.identity)
        charger = self._registry.chargers.get(charger_id or "")
        if charger is None:
            return
        step = self._asking.pop(charger.id, None)
        if step is not None:
            self._lost[_model(charger), step] += 1
        self._cancel(charger.id)

    def busy(self, charger_id: str) -> bool:
        """Whether `then` will be told of this charger."""
        return charger_id in self._runs

    def close(self) -> None:
        for charger_id in list(self._runs):
            self._cancel(charger_id)

    def _start(self, link: Link, charger: Charger, delay_s: float, *, introduce: bool = False) -> None:
        self._cancel(charger.id)
        if self._enabled:
            run = self._run(link, charger.id, delay_s, introduce)
            self._runs[charger.id] = asyncio.get_running_loop().create_task(run)

    def _cancel(self, charger_id: str) -> None:
        run = self._runs.pop(charger_id, None)
        if run is not None:
            run.cancel()

    async def _run(self, link: Link, charger_id: str, delay_s: float, introduce: bool) -> None:
        await asyncio.sleep(delay_s)
        charger = self._registry.charger_of(link)
        if charger is None:
            return
        for step in self._steps(charger, introduce):
            if link.supports(type(step)) and self._lost[_model(charger), type(step)] < BREAKS:
                self._asking[charger_id] = type(step)
                with contextlib.suppress(CommandFailed):
                    await link.send(step)
                self._asking.pop(charger_id, None)
        self._runs.pop(charger_id, None)
        self._then(link)

    def _steps(self, charger: Charger, introduce: bool) -> Iterator[Command]:
        if introduce or not (charger.vendor or charger.model):
            yield AskAgain(Topic.INTRODUCTION)
        outlets = self._registry.outlets_of(charger.id)
        if not outlets or any(outlet.availability is Availability.UNKNOWN for outlet in outlets):
            yield AskAgain(Topic.STATUS, outlets[0].number if outlets else None)
        yield SetMeterInterval(METER_INTERVAL_S)


def _model(charger: Charger) -> _Model:
    return charger.vendor, charger.model, charger.firmware
