"""What is kept of a person: all of it as a value to hand over, and its erasing, after which only sums remain.

An erased person keeps no name at all, only the mark; the window and the lists word it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.core import card_numbers
from app.core.card_book import CardBook, CardRefused, WhyCard
from app.core.cards import Card, Shown
from app.core.commands import CommandFailed
from app.core.edits import Edit
from app.core.gate import Gate
from app.core.interfaces import Archive, History, Now, Records, SessionQuery
from app.core.model import Amendment, Person, Session, Vehicle
from app.core.papers.signed import SignedValue
from app.core.people import People
from app.core.prices import clock
from app.core.registry import Registry
from app.core.sessions import Ledger
from app.core.values import Value, replace

_SHOWN_AT_ONCE = 1_000


@dataclass
class StillCharging(CommandFailed):
    """A session of the person who is to be erased is under way."""

    person: str


class KeptSession(Value, frozen=True):
    session: Session
    readings: int  # how many its meter told
    signed: tuple[SignedValue, ...]
    edits: tuple[Edit, ...]


class Kept(Value, frozen=True):
    """All that is stored of one person."""

    person: Person
    cards: tuple[Card, ...]
    vehicles: tuple[Vehicle, ...]
    sessions: tuple[KeptSession, ...]  # the newest first
    shown: tuple[Shown, ...]  # every time one of its cards was shown, card by card, the newest first


class Privacy:
    """The wishes about what is kept of people. Each returns once it is on disk; raises NotStored where it cannot be."""

    def __init__(
        self,
        records: Records,
        archive: Archive,
        registry: Registry,
        ledger: Callable[[], Ledger],
        book: CardBook,
        people: People,
        gate: Gate,
        now: Now,
        zone: tzinfo | None = None,
    ) -> None:
        self._records = records
        self._archive = archive
        self._registry = registry
        self._ledger = ledger
        self._book = book
        self._people = people
        self._gate = gate
        self._now = now
        self._zone = zone

    async def kept_of(self, person_id: int) -> Kept:
        """Raises CardRefused for a person that is not known."""
        person = self._person(person_id)
        cards = self._cards_of(person_id)
        vehicles = tuple(each for each in self._people.vehicles.values() if each.person_id == person_id)
        return await self._archive.read(lambda history: read_kept(history, person, cards, vehicles))

    async def erase_person(self, person_id: int) -> Person:
        """Keep the sums of its sessions, and nothing that tells who it was. Raises CardRefused, StillCharging."""
        person = self._person(person_id)
        cards = self._cards_of(person_id)
        numbers = tuple(number for card in cards for number in self._book.numbers_of(card))
        keys = frozenset(map(card_numbers.key, numbers))
        for session in self._ledger().all_open():
            if session.person_id == person_id or card_numbers.key(session.card or "") in keys:
                raise StillCharging(person.name)
        self._records.erase_person(replace(person, name="", budget=None, erased=True), numbers)
        self._ledger().unname(lambda each: _unnamed(each, person_id, keys), keys)
        self._blank_outlets(person_id, keys)
        self._gate.forget(keys)
        self._book.forget_person(person_id)
        for vehicle in list(self._people.vehicles.values()):
            if vehicle.person_id == person_id:
                self._people.put_vehicle(replace(vehicle, name=""))
        person = self._people.put_person(replace(person, name="", budget=None, erased=True))
        await self._kept()
        return person

    async def forget_people(self, months: int) -> None:
        """Let go of who charged in sessions that began more than so many months ago; 0: keep it for ever."""
        if months <= 0:
            return
        until = months_before(self._now(), months, self._zone)
        self._records.forget_people_before(until)
        self._ledger().unname(lambda each: _of_nobody(each) if each.booked.started_at < until else each, frozenset())
        await self._kept()

    # Helpers of the above.

    def _person(self, person_id: int) -> Person:
        person = self._people.people.get(person_id)
        if person is None or person.erased:
            raise CardRefused(WhyCard.UNKNOWN_PERSON)
        return person

    def _cards_of(self, person_id: int) -> tuple[Card, ...]:
        return tuple(card for card in self._book.cards.values() if card.person_id == person_id)

    def _blank_outlets(self, person_id: int, keys: frozenset[str]) -> None:
        """What outlets show: the last session, or a card that waits."""
        for outlet in list(self._registry.outlets.values()):
            changed = outlet
            if card_numbers.key(outlet.card or "") in keys:
                changed = replace(changed, card=None, card_at=None)
            if outlet.session is not None:
                changed = replace(changed, session=_unnamed(outlet.session, person_id, keys))
            if changed != outlet:
                self._registry.put_outlet(changed)

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def read_kept(history: History, person: Person, cards: tuple[Card, ...], vehicles: tuple[Vehicle, ...]) -> Kept:
    """Where it may wait; `cards` and `vehicles`: those of the person."""
    sessions = tuple(
        KeptSession(
            each,
            len(history.readings(each.id)),
            tuple(kept.value for kept in history.signed([each.id])),
            tuple(history.edits(each.id)),
        )
        for each in history.sessions(SessionQuery(person_id=person.id))
    )
    shown = tuple(each for card in cards for each in _all_shown(history, card.uid))
    return Kept(person, cards, vehicles, sessions, shown)


def months_before(at: datetime, months: int, zone: tzinfo | None) -> datetime:
    """When the local month began that lies so many months back: whole months are kept."""
    first = clock.months_before(at.astimezone(zone).date(), months)
    return datetime(first.year, first.month, 1, tzinfo=zone).astimezone(at.tzinfo)  # without a zone the system's


def _all_shown(history: History, number: str) -> list[Shown]:
    """Also as other readers told the card of this number."""
    found: list[Shown] = []
    while True:
        more = history.shown(number, found[-1].id if found else None, _SHOWN_AT_ONCE)
        found += more
        if len(more) < _SHOWN_AT_ONCE:
            return found


def _unnamed(session: Session, person_id: int, keys: frozenset[str]) -> Session:
    """Theirs by its person or by its card: no card and no note. Of another's only the stop that they made."""
    theirs = person_id in (session.person_id, session.card_person_id, session.amended.person_id)
    if theirs or card_numbers.key(session.card or "") in keys:
        return replace(session, card=None, stop_card=None, amended=replace(session.amended, note=""))
    if card_numbers.key(session.stop_card or "") in keys:
        return replace(session, stop_card=None)
    return session


def _of_nobody(session: Session) -> Session:
    amended: Amendment = replace(session.amended, person_id=None, vehicle_id=None, note="")
    return replace(session, card=None, stop_card=None, card_person_id=None, card_vehicle_id=None, amended=amended)
