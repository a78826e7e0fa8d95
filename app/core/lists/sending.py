"""Sends a charger its list, part by part, and does not believe it is there until the charger tells its version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.commands import (
    BadAnswer,
    CommandFailed,
    ListVersion,
    NotSupported,
    Offline,
    ReadListVersion,
    SendList,
    VersionMismatch,
)
from app.core.interfaces import Link, Now
from app.core.lists import chosen as card_lists
from app.core.lists.away import Holding, Listed
from app.core.values import replace

# After a failure a part is this much smaller.
_SMALLER = 4


@dataclass(frozen=True, slots=True)
class Attempt:
    full: bool
    at_once: int


async def version_of(link: Link) -> int:
    """The version of the list that the charger holds, 0 where it holds none. Raises CommandFailed."""
    if not link.supports(ReadListVersion) or not link.supports(SendList):
        raise NotSupported("list")
    result = await link.send(ReadListVersion())
    if not isinstance(result, ListVersion):
        raise BadAnswer("no version of its list")
    return result.version


def as_told(held: Holding, told: int) -> Holding:
    """What is known of the list of a charger that tells this version of it; not whole: nothing is."""
    if told == 0:  # says that it is empty, whatever was there before
        return replace(held, listed=(), whole=True)
    return held if held.version == told else replace(held, whole=False)


def smaller(at_once: int) -> int:
    return max(1, at_once // _SMALLER)


def attempts(*, sure: bool, at_once: int) -> list[Attempt]:
    """What is tried in turn: what differs where it is known what is there, the whole list, then in smaller parts."""
    tries = [Attempt(True, at_once)]
    if sure:
        tries.insert(0, Attempt(False, at_once))
    if smaller(at_once) < at_once:
        tries.append(Attempt(True, smaller(at_once)))
    return tries


class Sending:
    """One charger's list on its way; `keep` is told of each part that the charger took."""

    def __init__(self, link: Link, held: Holding, keep: Callable[[Holding], None], now: Now) -> None:
        self._link = link
        self._keep = keep
        self._now = now
        self._held = held

    async def send(self, wanted: tuple[Listed, ...], told: int, at_once: int) -> None:
        """Return when the charger holds `wanted` and says so; `told`: the version it has. Raises CommandFailed."""
        failure: CommandFailed = VersionMismatch()
        sure = told > 0 and self._held.whole and bool(wanted)
        for number, attempt in enumerate(attempts(sure=sure, at_once=at_once)):
            try:
                if number:  # a part may have been taken without a word
                    told = await version_of(self._link)
                await self._try(attempt, wanted, told)
                return
            except (Offline, NotSupported):
                raise
            except CommandFailed as failed:
                failure = failed
        raise failure

    async def _try(self, attempt: Attempt, wanted: tuple[Listed, ...], told: int) -> None:
        # Above whatever either side remembers, so that no version ever stands for two lists.
        follows = max(told, self._held.version)
        if attempt.full:
            parts = card_lists.parts_whole(wanted, follows, attempt.at_once)
        else:
            parts = card_lists.parts_of(card_lists.difference(self._held.listed, wanted), follows, attempt.at_once)
        for part in parts:
            await self._link.send(part)
            listed = card_lists.applied(self._held.listed, part)
            self._put(replace(self._held, version=part.version, listed=listed, whole=False))
        told = await version_of(self._link)
        if told != self._held.version and not (told == 0 and not wanted):
            raise VersionMismatch
        self._put(replace(self._held, whole=True, checked_at=self._now()))

    def _put(self, held: Holding) -> None:
        self._held = held
        self._keep(held)
