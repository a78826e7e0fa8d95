"""Keeps one hostile or broken address from costing everybody: counts strangers, tells of them once each window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from app.core.contact import Knock, Outcome
from app.core.values import replace

# Chargers that were let in are told of one by one.
_LET_IN = frozenset({Outcome.WELCOME, Outcome.WAITING})


@dataclass(frozen=True, slots=True)
class Limits:
    """For each address; chargers the user knows are never counted."""

    window_s: float = 10.0
    handshakes: int = 20  # of strangers, in a window
    open_strangers: int = 50  # lines at a time
    half_open: int = 1_000  # lines that have not finished their handshake
    wrong_passwords: int = 20  # in a window; after that none is looked at
    knocks: int = 10  # of one outcome told in a window; the rest is told as a number


class Doorkeeper:
    """What each address did in the present window. Forgets everything when the window ends."""

    def __init__(self, limits: Limits, tell: Callable[[Knock], None]) -> None:
        self._limits = limits
        self._tell = tell
        self._handshakes: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        self._told: Counter[tuple[str, Outcome]] = Counter()
        self._untold: dict[tuple[str, Outcome], Knock] = {}
        self._open: Counter[str] = Counter()
        self._half_open: Counter[str] = Counter()
        self._window_ends: float | None = None

    def half_opened(self, address: str) -> bool:
        """Count a new TCP connection; False: it is one too many."""
        self._half_open[address] += 1
        return self._half_open[address] <= self._limits.half_open

    def half_closed(self, address: str) -> None:
        _count_down(self._half_open, address)

    def admit(self, address: str) -> bool:
        """Count a stranger's handshake; False: it is one too many."""
        self._handshakes[address] += 1
        return (
            self._handshakes[address] <= self._limits.handshakes and self._open[address] < self._limits.open_strangers
        )

    def stranger_opened(self, address: str) -> None:
        self._open[address] += 1

    def stranger_closed(self, address: str) -> None:
        _count_down(self._open, address)

    def was_wrong(self, address: str) -> None:
        self._wrong[address] += 1

    def may_guess(self, address: str) -> bool:
        """Whether another password from here is worth looking at in this window."""
        return self._wrong[address] < self._limits.wrong_passwords

    def knock(self, knock: Knock) -> None:
        """Tell of it, or where too much was told of this address already, count it until the window ends."""
        if knock.outcome in _LET_IN:
            self._tell(knock)
            return
        key = (knock.address, knock.outcome)
        self._told[key] += 1
        if self._told[key] <= (1 if knock.outcome is Outcome.TOO_MANY else self._limits.knocks):
            self._tell(knock)
            return
        earlier = self._untold.get(key)
        self._untold[key] = replace(knock, count=knock.count + (earlier.count if earlier else 0))

    def tick(self, now: float) -> None:
        """Start a new window where the present one has ended; `now` is the loop's time."""
        if self._window_ends is None:
            self._window_ends = now + self._limits.window_s
        if now < self._window_ends:
            return
        self._window_ends = now + self._limits.window_s
        untold = list(self._untold.values())
        for counted in (self._handshakes, self._wrong, self._told, self._untold):
            counted.clear()
        for knock in untold:
            self._tell(knock)


def _count_down(counter: Counter[str], address: str) -> None:
    counter[address] -= 1
    if counter[address] <= 0:
        del counter[address]
