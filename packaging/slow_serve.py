"""`serve` on a disk that takes MS milliseconds longer to keep a commit: `slow_serve.py MS [serve's words]`."""

from __future__ import annotations

import functools
import sqlite3
import sys
import time
from collections.abc import Sequence
from typing import Any

from app.__main__ import main


class SlowConnection(sqlite3.Connection):
    """Each commit that changed something waits, as a worn memory card makes it wait."""

    delay_s = 0.0
    kept = 0  # changes that were committed

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if sql == "COMMIT" and self.total_changes != self.kept:
            time.sleep(self.delay_s)
            self.kept = self.total_changes
        return super().execute(sql, values)


def serve(words: Sequence[str]) -> int:
    SlowConnection.delay_s = int(words[0]) / 1000
    sqlite3.connect = functools.partial(sqlite3.connect, factory=SlowConnection)  # type: ignore[assignment]
    return main(["serve", *words[1:]])


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
