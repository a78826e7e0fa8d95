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
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random

from crash_chargers import Charger, Trials
from crash_modes import MODES, Mode
from crash_run import Run, directed
from crash_serve import Ceiling, Serve, SmallDisk, mounted
from crash_tape import Tape, Violation


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
        asyncio.run(directed(run, mode.direct))
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
    try:
        with mounted(small) if on_small_disk else nullcontext(False) as is_mounted:
            try:
                yield folder, is_mounted
            except Violation:
                if is_mounted:  # before the disk it is on is gone
                    shutil.copytree(small / "data", folder / "data")
                raise
    except Violation:
        raise
    except BaseException:
        shutil.rmtree(folder)
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
    except KeyboardInterrupt:
        return 130
    print(run.told())
    return 0


if __name__ == "__main__":
    sys.exit(main())
