"""The running program as its window, its control socket and its tests see it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.core.backups import Backups
from app.core.cards_file import CardsFileDone
from app.core.changes import Change, Picture
from app.core.interfaces import History, SessionQuery
from app.core.papers.papers import Papers
from app.core.papers.sessions_file import SessionsFile
from app.core.preferences import Preferences
from app.core.prices.series_file import SeriesAnswers, SeriesRead
from app.core.prices.survey import Survey
from app.core.site import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a charger can call this computer."""

    addresses: tuple[str, ...]  # "ws://192.168.1.20:8887/", the likeliest first; empty: no network or not listening
    others: tuple[str, ...] = ()  # the same on adapters that a charger is unlikely to be on (VPN, containers)
    port: int = 0


class Engine(Protocol):
    """The engine runs on a loop and a thread of its own; the window reaches it through these and nothing else."""

    @property
    def site(self) -> Site:
        """Only for making wishes to hand to `call`; its state belongs to the engine's thread."""

    @property
    def history(self) -> History:
        """Readable from any thread that may wait."""

    @property
    def papers(self) -> Papers: ...

    def call(self, wish: Coroutine[Any, Any, T]) -> Future[T]:
        """Run this coroutine on the engine's loop, from any thread."""

    def observe(self, observer: Callable[[Change], None]) -> Future[Picture]:
        """From one instant on: the picture, then every change, told on the engine's thread."""

    async def reach(self) -> Reach:
        """To be handed to `call`."""

    async def export_sessions(self, query: SessionQuery, into: SessionsFile, told: Callable[[int, int], None]) -> int:
        """Write them; how many. Raises OSError. To be handed to `call`; cancelled, it leaves no file behind.

        `told` hears, on a thread of its own, how many of how many are written.
        """

    async def take_in_cards(self, file: Path) -> CardsFileDone:
        """All that a CSV file says of cards and people, or nothing. Raises BadLine, CardRefused, OSError, NotStored."""

    async def write_cards(self, file: Path) -> CardsFileDone:
        """All cards and people into a CSV file that can be taken in again. Raises OSError."""

    def look_at_prices(self, file: Path, answers: SeriesAnswers, zone: str) -> tuple[SeriesRead, Survey]:
        """What a file of prices holds. Takes a while: not on a loop's thread. Raises BadPrices, OSError."""

    async def keep_prices(self, read: SeriesRead, series_id: str, file: Path) -> int:
        """Take in what was read of this file; how many sessions it changed. Raises PricingRefused, NotStored."""

    async def write_person(self, person_id: int, file: Path) -> None:
        """All that is stored of one person, as JSON. Raises CardRefused, OSError, NotStored."""

    @property
    def data(self) -> Path:
        """The folder that everything is kept in."""

    @property
    def backups(self) -> Backups: ...

    @property
    def preferences(self) -> Preferences: ...

    async def prefer(self, preferences: Preferences) -> None:
        """Keep these preferences from now on and act on them. To be handed to `call`."""
