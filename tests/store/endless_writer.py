"""A program that writes sessions until it is killed and prints the number of each that it was told is on disk."""

from __future__ import annotations

import asyncio
import os
import sys
from itertools import count
from pathlib import Path

from store_parts import message, reading, session

from app.store import Store

IN_FLIGHT = 20


async def main(folder: Path) -> None:
    store = Store.open(folder)
    records = store.start(asyncio.get_running_loop())
    numbers = count(store.remembered().last_session_id + 1)

    async def write() -> None:
        for number in numbers:
            records.save_session(session(number, charger_id=f"C{number % 7}", energy_wh=number * 10))
            records.add_readings(f"C{number % 7}", 1, number, [reading(number, energy_wh=number * 10)])
            records.add_message(message("x" * (number % 900)))
            written = records.settled()
            assert written is not None
            await written
            os.write(1, f"{number}\n".encode())

    await asyncio.gather(*(write() for _ in range(IN_FLIGHT)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
