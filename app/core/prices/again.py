"""What the disk did not let be reckoned: it is tried again after a while, then after twice as long each time."""

from __future__ import annotations

from collections.abc import Sequence

# Seconds until the first time again, and at the most.
AGAIN_S = 60.0
MOST_AGAIN_S = 960.0


class Again:
    """Which sessions, and when; all that were never reckoned at every start."""

    def __init__(self) -> None:
        self._ids: dict[int, None] = {}
        self._all = True  # and so with every session that lacks a cost
        self.at = 0.0  # by the loop's clock
        self._wait_s = AGAIN_S

    def __bool__(self) -> bool:
        return self._all or bool(self._ids)

    def owe(self, ids: Sequence[int], now: float) -> None:
        """These; without any, all that lack a cost."""
        if ids:
            self._ids.update(dict.fromkeys(ids))
        else:
            self._all = True
        self.at = now + self._wait_s

    def take(self) -> tuple[list[int], bool]:
        """What is to be tried now, and whether all that lack a cost are."""
        taken = list(self._ids), self._all
        self._ids.clear()
        self._all = False
        return taken

    def tried(self, *, kept: bool) -> None:
        """How that went."""
        self._wait_s = AGAIN_S if kept else min(2 * self._wait_s, MOST_AGAIN_S)
