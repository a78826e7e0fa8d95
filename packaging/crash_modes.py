"""What goes wrong in the crash test, and when: kills, cut lines, lost replies, full disks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from crash_line import Cut
from crash_run import TELLS_EVERY, Run

_KILLED_WHEN_FULL = 0.3

# Killing. Each starts the program and returns at the moment to kill it: what the moment was, None where it was missed.


async def _anywhere(run: Run) -> str:
    await run.serve.start()
    await asyncio.sleep(run.random.uniform(0.0, 0.9))
    return "at any moment"


async def _starting(run: Run) -> str:
    await run.serve.begin()
    await asyncio.sleep(run.random.uniform(0.0, run.serve.start_s))
    return "while starting"


async def _just_started(run: Run) -> str:
    await run.serve.start()
    await asyncio.sleep(run.random.uniform(0.0, 0.2))
    return "just started"


async def _in_a_burst(run: Run) -> str:
    await run.serve.start()
    await run.acknowledged(len(run.chargers))
    for charger in run.chargers:
        charger.hurried_until = asyncio.get_running_loop().time() + 0.5
    await asyncio.sleep(run.random.uniform(0.0, 0.5))
    return "in a burst"


async def _in_a_checkpoint(run: Run) -> str:
    await run.serve.start()
    for charger in run.chargers:
        charger.hurried_until = asyncio.get_running_loop().time() + 2.0
    if not await run.written(2.0):
        return "at any moment"
    await asyncio.sleep(run.random.choice((0.0, 0.0, 0.002, 0.01)))
    return "in a checkpoint"


async def _stopping(run: Run) -> str | None:
    """Its last act is a checkpoint of all that its log holds."""
    await run.serve.start()
    await run.acknowledged(len(run.chargers))
    run.serve.ask_to_stop()
    if run.random.random() < 0.5:
        await run.written(2.0)
    else:
        await asyncio.sleep(run.random.uniform(0.0, 0.3))
    return "while stopping" if run.serve.alive else None


_MOMENTS: tuple[tuple[Callable[[Run], Awaitable[str | None]], int], ...] = (
    (_anywhere, 6),
    (_starting, 3),
    (_just_started, 3),
    (_in_a_burst, 4),
    (_in_a_checkpoint, 1),
    (_stopping, 3),
)


async def _direct_kills(run: Run) -> None:
    moments, weights = zip(*_MOMENTS, strict=True)
    while run.done < run.kills:
        (moment,) = run.random.choices(moments, weights)
        kind = await moment(run)
        await run.died()
        run.check_left_behind()
        if kind is not None:
            run.count(kind)
            run.tell()
    await run.serve.start()


# Cutting lines, losing replies, filling the disk.


def _cuts(random: Random) -> dict[str, tuple[float | None, Cut]]:
    """What it is called → the share of the next message that still gets through (None: not to wait for one), how."""
    silent = Cut(silent_s=random.uniform(0.5, 5.0))
    return {
        "aborted": (None, Cut()),
        "reset": (None, Cut(reset=True)),
        "half open": (None, silent),
        "cut in a message": (random.random(), Cut()),
        "cut after a message": (1.0, Cut()),
        "reset after a message": (1.0, Cut(reset=True)),
        "half open after a message": (1.0, silent),
    }


async def _direct_lines(run: Run) -> None:
    await run.serve.start()
    await run.acknowledged(len(run.chargers))
    while run.done < run.kills:
        await asyncio.sleep(run.random.uniform(0.0, 0.06))
        up = [each.line for each in run.chargers if each.up]
        line = run.random.choice(up) if up else None
        if line is None or line.cut_next is not None:
            continue
        kind, (share, cut) = run.random.choice(list(_cuts(run.random).items()))
        if share is None:
            line.end(cut)
        else:
            line.cut_next = share, cut
        run.count(kind)
        if run.done % TELLS_EVERY == 0:
            run.check_beside()
        run.tell()


async def _direct_replies(run: Run) -> None:
    """A reply is lost on its way, or comes after the charger's patience has ended and it has repeated already."""

    def lose() -> bool:
        lost = run.done < run.kills and run.random.random() < 0.2
        if lost:
            run.count("lost")
        return lost

    def impatient_s() -> float | None:
        if run.done >= run.kills or run.random.random() > 0.1:
            return None
        run.count("awaited too shortly")
        return run.random.uniform(0.0, 0.003)

    await run.serve.start()
    await run.acknowledged(len(run.chargers))
    run.trials.lose_reply, run.trials.impatient_s = lose, impatient_s
    told = 0
    while run.done < run.kills:
        await asyncio.sleep(0.02)
        if run.done // TELLS_EVERY != told:
            told = run.done // TELLS_EVERY
            run.check_beside()
            run.tell()


async def _direct_disk(run: Run) -> None:
    """The room ends anywhere, often in the middle of a transaction; now and then the program is killed there."""
    run.trials.refusals = True
    await run.serve.start()
    while run.done < run.kills:
        await run.acknowledged(len(run.chargers))
        refused = run.tape.refused
        run.disk.fill(run.random.choice((0, run.random.randrange(40_000), run.random.randrange(400_000))))
        await run.until(lambda before=refused: run.tape.refused > before, "A full disk was not noticed")  # type: ignore[misc]
        await asyncio.sleep(run.random.uniform(0.0, 0.5))
        if run.random.random() < _KILLED_WHEN_FULL:
            await run.died()
            run.check_left_behind()
            run.disk.make_room()
            await run.serve.start()
            run.count("full and killed")
        else:
            run.check_beside()
            run.disk.make_room()
            run.count("full")
        await run.acknowledged(len(run.chargers))
        run.check_beside()
        run.tell()


@dataclass(frozen=True, slots=True)
class Mode:
    noun: str
    times: int  # where --kills does not say
    direct: Callable[[Run], Awaitable[None]]


MODES = {
    "kills": Mode("kills", 200, _direct_kills),
    "lines": Mode("cuts", 400, _direct_lines),
    "replies": Mode("lost replies", 1000, _direct_replies),
    "disk": Mode("full disks", 30, _direct_disk),
}
