"""Kills `serve` again and again while chargers charge, and checks that nothing acknowledged was lost or booked twice.

    python3 packaging/dev.py crash             kill -9, at random moments; started again on the same folder
    python3 packaging/dev.py crash --lines     the chargers' lines are cut instead
    python3 packaging/dev.py crash --replies   replies are lost, so that chargers repeat
    python3 packaging/dev.py crash --disk      the disk fills up, and there is room again

--kills N says how often, --seed N repeats the choices of an earlier run. Exit status 1: a promise was broken; the first
violation is told in words, and the folder is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from crash_chargers import Charger, Trials
from crash_checks import check_beside, check_end, check_left_behind, sessions_listed
from crash_line import Cut
from crash_serve import ROOT, Ceiling, Disk, Serve, SmallDisk, mounted
from crash_tape import Tape, Violation

_COMES_BACK_WITHIN_S = 30.0
_DELIVERED_WITHIN_S = 120.0
_LOOKS_EVERY_S = 0.0005
_TELLS_EVERY = 10
_KILLED_WHEN_FULL = 0.3


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
        if self.done % _TELLS_EVERY == 0 or self.done == self.kills:
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


# Killing. Each starts the program and returns at the moment to kill it; what the moment was.


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


async def _stopping(run: Run) -> str:
    """Its last act is a checkpoint of all that its log holds."""
    await run.serve.start()
    await run.acknowledged(len(run.chargers))
    run.serve.ask_to_stop()
    if run.random.random() < 0.5:
        await run.written(2.0)
    else:
        await asyncio.sleep(run.random.uniform(0.0, 0.3))
    return "while stopping" if run.serve.alive else "already stopped"


_MOMENTS: tuple[tuple[Callable[[Run], Awaitable[str]], int], ...] = (
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
        run.count(kind)
        run.check_left_behind()
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
        if run.done % _TELLS_EVERY == 0:
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
        if run.done // _TELLS_EVERY != told:
            told = run.done // _TELLS_EVERY
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


# The whole.


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


async def _directed(run: Run, direct: Callable[[Run], Awaitable[None]]) -> None:
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


def tested(mode: Mode, folder: Path, *, chargers: int, kills: int, seed: int, mounted_small: bool = False) -> Run:
    """One run in the folder, its data in `small/data`; raises Violation."""
    small = folder / "small"
    small.mkdir(exist_ok=True)
    tape, trials, serve = Tape(), Trials(), Serve(small / "data", folder / "serve.log")
    run = Run(
        folder,
        serve,
        tape,
        Random(seed),
        [Charger(number, serve.port, tape, Random(f"{seed}-{number}"), trials) for number in range(chargers)],
        trials,
        SmallDisk(small) if mounted_small else Ceiling(serve),
        kills,
        mode.noun,
    )
    try:
        asyncio.run(_directed(run, mode.direct))
    except Violation:
        tape.keep(folder / "truth.json")
        raise
    return run


@contextmanager
def _place(on_small_disk: bool) -> Iterator[tuple[Path, bool]]:
    """A folder for everything, with the folder `small` in it for the data; kept where the test fails."""
    folder = Path(tempfile.mkdtemp(prefix="laddvakt-crash-"))
    small = folder / "small"
    small.mkdir()
    if not on_small_disk:
        yield folder, False
    else:
        with mounted(small) as is_mounted:
            try:
                yield folder, is_mounted
            except Violation:
                shutil.copytree(small / "data", folder / "data")  # before the disk it is on is gone
                raise
    shutil.rmtree(folder)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="dev.py crash", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, help="how often something goes wrong")
    parser.add_argument("--chargers", type=int, default=20)
    parser.add_argument("--seed", type=int, help="of an earlier run, to repeat its choices")
    modes = parser.add_mutually_exclusive_group()
    for name in MODES:
        if name != "kills":
            modes.add_argument(f"--{name}", dest="mode", action="store_const", const=name)
    given = parser.parse_args(words)
    mode = MODES[given.mode or "kills"]
    seed = given.seed if given.seed is not None else Random().randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    folder = Path()
    try:
        with _place(given.mode == "disk") as (folder, small):
            kills = given.kills or mode.times
            run = tested(mode, folder, chargers=given.chargers, kills=kills, seed=seed, mounted_small=small)
    except Violation as violation:
        print(f"{violation}\nSeed {seed}. What is left is kept in {folder}.", file=sys.stderr)
        return 1
    print(run.told())
    return 0


if __name__ == "__main__":
    sys.exit(main())
