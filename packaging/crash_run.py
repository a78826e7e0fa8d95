"""One run of the crash test: program, chargers and truth together, and how it ends."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from crash_chargers import Charger, Trials
from crash_checks import check_beside, check_end, check_left_behind, sessions_listed
from crash_serve import ROOT, Disk, Serve
from crash_tape import Tape, Violation

_COMES_BACK_WITHIN_S = 30.0
_DELIVERED_WITHIN_S = 120.0
_LOOKS_EVERY_S = 0.0005
TELLS_EVERY = 10


@dataclass(slots=True)
class Run:
    """All that one run has, for its director."""

    folder: Path
    serve: Serve
    tape: Tape
    random: Random
    chargers: list[Charger]
    trials: Trials
    disk: Disk
    kills: int
    noun: str
    done: int = 0
    checks: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    begun: float = field(default_factory=time.monotonic)

    def count(self, kind: str) -> None:
        self.done += 1
        self.kinds[kind] += 1

    def tell(self) -> None:
        """A line for every ten."""
        if self.done % TELLS_EVERY == 0 or self.done == self.kills:
            tape = self.tape
            print(
                f"{self.done} of {self.kills} {self.noun} in {time.monotonic() - self.begun:.0f} s:"
                f" {len(tape.sessions)} sessions, {tape.acknowledged} messages acknowledged, {tape.repeats} repeats",
                flush=True,
            )

    def told(self) -> str:
        """The figures of a run that held."""
        tape, kinds = self.tape, ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        return (
            f"{self.done} {self.noun} ({kinds}): {len(tape.sessions)} sessions of {len(self.chargers)} chargers,"
            f" {sum(each.energy_wh for each in tape.sessions)} Wh, {tape.acknowledged} messages acknowledged,"
            f" {tape.repeats} repeats, {tape.refused} refused for later. The file was checked {self.checks} times and"
            " at the end: sound, every acknowledged start, reading and stop there once with its energy, and nothing"
            " there that never was."
        )

    async def died(self) -> None:
        """Kill the program, and return when chargers have heard all that it had said before."""
        await self.serve.kill()
        await self.until(lambda: not any(each.up for each in self.chargers), "A line outlived the program")

    def check_left_behind(self) -> None:
        check_left_behind(self.serve.data, self.folder / "copy", self.tape)
        self.checks += 1

    def check_beside(self) -> None:
        self.serve.must_live()
        check_beside(self.serve.data, self.tape)
        self.checks += 1

    async def acknowledged(self, more: int) -> None:
        """Return when so many more messages are acknowledged."""
        enough = self.tape.acknowledged + more
        await self.until(lambda: self.tape.acknowledged >= enough, "Chargers are not answered any more")

    async def until(self, condition: Callable[[], bool], otherwise: str, seconds: float = _COMES_BACK_WITHIN_S) -> None:
        ends = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > ends:
                raise Violation(f"{otherwise}, for {seconds:.0f} s.")
            await asyncio.sleep(0.005)

    async def written(self, seconds: float) -> bool:
        """Return as soon as a checkpoint writes into the file itself; False if none does for so long."""
        before, serve = self.serve.written_at(), self.serve

        def look() -> bool:
            ends = time.monotonic() + seconds
            while time.monotonic() < ends and serve.alive:
                if serve.written_at() != before:
                    return True
                time.sleep(_LOOKS_EVERY_S)
            return False

        return await asyncio.to_thread(look)


async def _deliver(run: Run) -> None:
    """Nothing goes wrong any more: every charger ends its sessions and tells all that waits."""
    for charger in run.chargers:
        charger.leave()
    await run.until(
        lambda: all(each.quiet for each in run.chargers),
        f"{sum(each.waiting for each in run.chargers)} messages are not delivered",
        _DELIVERED_WITHIN_S,
    )
    await run.serve.stop()
    check_end(run.serve.data, run.tape)
    listed = json.loads(sessions_listed(run.serve.data, ROOT))
    true_wh = sum(each.energy_wh for each in run.tape.sessions)
    if (len(listed), sum(each["energy_wh"] for each in listed)) != (len(run.tape.sessions), true_wh):
        raise Violation(f"`sessions` lists {len(listed)} sessions and not {len(run.tape.sessions)} with {true_wh} Wh.")
    complaints = run.serve.complaints()
    if "Traceback" in complaints:
        raise Violation(f"serve has stumbled: {complaints}")


async def directed(run: Run, direct: Callable[[Run], Awaitable[None]]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            talking = [group.create_task(work) for charger in run.chargers for work in charger.works()]
            await direct(run)
            await _deliver(run)
            for task in talking:
                task.cancel()
    except* Violation as several:
        raise next(_violations(several)) from None
    finally:
        await run.serve.end()


def _violations(group: BaseExceptionGroup[Violation]) -> Iterator[Violation]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _violations(error)
        else:
            yield error
