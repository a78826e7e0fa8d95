"""The two things that core's tests fake: the disk behind Records, and the line to a charger."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from app.core import card_numbers
from app.core.cards import Card, Policy, Shown, Used
from app.core.commands import Accepted, Command, CommandFailed, Result
from app.core.contact import Knock, RawMessage, TroubleKind
from app.core.edits import Edit
from app.core.interfaces import History, NotStored, Remembered, SessionQuery
from app.core.ledger.joining import incomplete, key_of
from app.core.lists.away import Holding
from app.core.model import Amendment, Charger, Event, Outlet, Person, Reading, Session, Vehicle
from app.core.prices.books import Book
from app.core.sessions import REMEMBERED_FOR
from app.core.site import Site
from app.core.values import replace

T = TypeVar("T")

START = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def on(self, **passed: float) -> datetime:
        self.now += timedelta(**passed)
        return self.now


class MemoryRecords:
    """Records that keep everything in dictionaries; `broken` makes every commit fail."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.chargers: dict[str, Charger] = {}
        self.outlets: dict[tuple[str, int], Outlet] = {}
        self.booked: dict[int, Session] = {}
        self.readings: list[tuple[int | None, Reading]] = []
        self.written: dict[int, Edit] = {}
        self.people: dict[int, Person] = {}
        self.vehicles: dict[int, Vehicle] = {}
        self.events: list[Event] = []
        self.passwords: dict[str, str] = {}
        self.knocks: list[Knock] = []
        self.messages: list[RawMessage] = []
        self.cards: dict[str, Card] = {}
        self.policies: dict[str, Policy] = {}
        self.holdings: dict[str, Holding] = {}
        self.log: list[Shown] = []
        self.broken: TroubleKind | None = None
        self._unit: list[Callable[[], object]] = []
        self._told: Callable[[NotStored | None], None] = lambda failure: None

    def save_charger(self, charger: Charger) -> None:
        self._unit.append(lambda: self.chargers.__setitem__(charger.id, charger))

    def save_password(self, charger_id: str, password_hash: str | None) -> None:
        self._unit.append(lambda: self.passwords.__setitem__(charger_id, password_hash or ""))

    def forget_charger(self, charger_id: str) -> None:
        def write() -> None:
            self.chargers.pop(charger_id, None)
            self.policies.pop(charger_id, None)
            self.holdings.pop(charger_id, None)
            for where in [where for where in self.outlets if where[0] == charger_id]:
                del self.outlets[where]

        self._unit.append(write)

    def save_outlet(self, outlet: Outlet) -> None:
        self._unit.append(lambda: self.outlets.__setitem__((outlet.charger_id, outlet.number), outlet))

    def save_session(self, session: Session) -> None:
        self._unit.append(lambda: self.booked.__setitem__(session.id, session))

    def add_session(self, session: Session) -> None:
        self._unit.append(lambda: self.booked.__setitem__(session.id, session))

    def save_amendment(self, session: Session) -> None:
        def write() -> None:
            self.booked[session.id] = replace(self.booked[session.id], amended=session.amended)

        self._unit.append(write)

    def save_edit(self, edit: Edit) -> None:
        self._unit.append(lambda: self.written.__setitem__(edit.id, edit))

    def save_person(self, person: Person) -> None:
        self._unit.append(lambda: self.people.__setitem__(person.id, person))

    def save_vehicle(self, vehicle: Vehicle) -> None:
        self._unit.append(lambda: self.vehicles.__setitem__(vehicle.id, vehicle))

    def save_card(self, card: Card) -> None:
        self._unit.append(lambda: self.cards.__setitem__(card_numbers.key(card.uid), card))

    def forget_card(self, uid: str) -> None:
        self._unit.append(lambda: self.cards.pop(card_numbers.key(uid), None))

    def save_policy(self, charger_id: str, policy: Policy | None) -> None:
        def write() -> None:
            self.policies.pop(charger_id, None)
            if policy is not None:
                self.policies[charger_id] = policy

        self._unit.append(write)

    def save_holding(self, holding: Holding) -> None:
        self._unit.append(lambda: self.holdings.__setitem__(holding.charger_id, holding))

    def add_shown(self, shown: Shown) -> None:
        self._unit.append(lambda: self.log.append(replace(shown, id=len(self.log) + 1)))

    def erase_person(self, person: Person, numbers: Sequence[str]) -> None:
        keys = set(map(card_numbers.key, numbers))

        def write() -> None:
            self.people[person.id] = person
            for key in keys:
                self.cards.pop(key, None)
            self.log = [replace(each, card="") if card_numbers.key(each.card) in keys else each for each in self.log]
            for session in list(self.booked.values()):
                theirs = session.person_id == person.id
                self.booked[session.id] = replace(
                    session,
                    card=None if card_numbers.key(session.card or "") in keys else session.card,
                    stop_card=None if card_numbers.key(session.stop_card or "") in keys else session.stop_card,
                    amended=replace(session.amended, note="") if theirs else session.amended,
                )

        self._unit.append(write)

    def forget_people_before(self, until: datetime) -> None:
        def write() -> None:
            for session in list(self.booked.values()):
                if session.booked.started_at < until:
                    kept: Amendment = replace(session.amended, person_id=None, vehicle_id=None, note="")
                    nobody = {"card": None, "stop_card": None, "card_person_id": None, "card_vehicle_id": None}
                    self.booked[session.id] = replace(session, amended=kept, **nobody)

        self._unit.append(write)

    def add_event(self, event: Event) -> None:
        self._unit.append(lambda: self.events.append(event))

    def add_readings(self, charger_id: str, outlet: int, session_id: int | None, readings: Sequence[Reading]) -> None:
        self._unit.append(lambda: self.readings.extend((session_id, reading) for reading in readings))

    def add_note(self, charger_id: str, at: datetime, about: str, text: str) -> None:
        self._unit.append(lambda: None)

    def save_knock(self, knock: Knock) -> None:
        self._unit.append(lambda: self.knocks.append(knock))

    def add_message(self, message: RawMessage) -> None:
        self.messages.append(message)

    def settled(self) -> asyncio.Future[None] | None:
        unit, self._unit = self._unit, []
        if not unit:
            return None
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        failure = None if self.broken is None else NotStored(self.broken, "no room")
        if failure is not None:
            future.set_exception(failure)
        else:
            for write in unit:
                write()
            future.set_result(None)
        loop.call_soon(self._told, failure)
        return future

    def dispatch(self) -> None:
        written = self.settled()
        if written is not None:
            written.exception()

    def watch(self, told: Callable[[NotStored | None], None]) -> None:
        self._told = told

    def watch_log(self, told: Callable[[frozenset[str]], None]) -> None:
        pass

    async def read(self, question: Callable[[History], T]) -> T:
        """interfaces.Archive, of what was committed."""
        return question(self)  # type: ignore[arg-type] # of History it has what core asks

    # History.

    def remembered(self) -> Remembered:
        """As the store does: ended sessions whole for a while, then their keys; an outlet's as it stands by now."""
        outlets = tuple(
            each if each.session is None else replace(each, session=self.booked.get(each.session.id, each.session))
            for each in self.outlets.values()
        )
        ended = [each for each in self.booked.values() if each.stopped_at is not None]
        since = self.clock() - REMEMBERED_FOR
        recent = tuple(each for each in ended if incomplete(each) or (each.stopped_at or since) >= since)
        return Remembered(
            chargers=tuple(self.chargers.values()),
            outlets=outlets,
            open_sessions=tuple(each for each in self.booked.values() if each.open),
            recent_sessions=recent,
            older_sessions=tuple(key_of(each) for each in ended if each not in recent),
            password_hashes=tuple(self.passwords.items()),
            last_session_id=max(self.booked, default=0),
            people=tuple(self.people.values()),
            vehicles=tuple(self.vehicles.values()),
            last_edit_id=max(self.written, default=0),
            cards=tuple(self.cards.values()),
            policies=tuple(self.policies.items()),
            holdings=tuple(self.holdings.values()),
        )

    def sessions(self, query: SessionQuery) -> list[Session]:
        """For the bounds that core asks with; newest first."""
        found = [
            each
            for each in self.booked.values()
            if (query.person_id is None or (each.person_id or 0) == query.person_id)
            and (query.since is None or each.booked.started_at >= query.since)
        ]
        return sorted(found, key=lambda each: each.booked.started_at, reverse=True)[: query.limit]

    def used_by_card(
        self, numbers: Sequence[str], since: datetime, by: Book | None = None, but: Sequence[int] = ()
    ) -> Used:
        keys = set(map(card_numbers.key, numbers))
        theirs = [each for each in self.booked.values() if card_numbers.key(each.card or "") in keys]
        return self._used(theirs, since, but)

    def used_by_person(self, person_id: int, since: datetime, by: Book | None = None, but: Sequence[int] = ()) -> Used:
        return self._used([each for each in self.booked.values() if each.person_id == person_id], since, but)

    @staticmethod
    def _used(sessions: Sequence[Session], since: datetime, but: Sequence[int]) -> Used:
        counted = [each for each in sessions if not each.open and not each.amended.removed and each.id not in but]
        over = [each.booked for each in counted]
        counted = [each for each in over if each.started_at >= since]
        first_at = min((each.started_at for each in counted), default=None)
        return Used(sum(each.energy_wh for each in counted), len(counted), first_at)

    def shown(self, card: str | None = None, before_id: int | None = None, limit: int = 200) -> list[Shown]:
        newest = [
            each
            for each in reversed(self.log)
            if (card is None or card_numbers.key(each.card) == card_numbers.key(card))
            and (before_id is None or each.id < before_id)
        ]
        return newest[:limit]

    def sessions_by_id(self, session_ids: Sequence[int]) -> list[Session]:
        return [self.booked[each] for each in session_ids if each in self.booked]

    def edit(self, edit_id: int) -> Edit | None:
        return self.written.get(edit_id)

    def edits(self, session_id: int) -> list[Edit]:
        return [
            each for each in reversed(self.written.values()) if session_id in {part.session_id for part in each.parts}
        ]

    def readings_of(self, session_id: int) -> list[Reading]:
        return [reading for owner, reading in self.readings if owner == session_id]


class FakeLink:
    """A line whose charger agrees to everything, or fails as told."""

    def __init__(self, identity: str, address: str = "192.168.1.57", protocol: str = "1.6") -> None:
        self.identity = identity
        self.address = address
        self.protocol = protocol
        self.anonymous = False
        self.longest_card = 20
        self.answers_tell_cost = protocol != "1.6"
        self.sent: list[Command] = []
        self.closed: str | None = None
        self.answers: Callable[[Command], Result | CommandFailed] = lambda command: Accepted()
        self.while_asked: Callable[[Command], Awaitable[None]] | None = None

    def supports(self, command: type[Command]) -> bool:
        return True

    async def send(self, command: Command) -> Result:
        self.sent.append(command)
        if self.while_asked is not None:
            await self.while_asked(command)
        answer = self.answers(command)
        if isinstance(answer, CommandFailed):
            raise answer
        return answer

    def close(self, reason: str) -> None:
        self.closed = reason


class World:
    """A site with its fakes."""

    def __init__(self, *, approve_new: bool = True, test_mode: bool = True) -> None:
        self.clock = Clock()
        self.records = MemoryRecords(self.clock)
        self._approve_new = approve_new
        self._test_mode = test_mode
        self.site = self.started(Remembered())

    def started(self, remembered: Remembered) -> Site:
        async def hash_password(password: str) -> str:
            return "hash of " + password

        return Site(
            self.records,
            remembered,
            self.records,
            self.clock,
            hash_password,
            approve_new=self._approve_new,
            test_mode=self._test_mode,
        )

    async def restart(self) -> None:
        """What `kill -9` leaves: everything committed, nothing else."""
        self.site = self.started(self.records.remembered())

    def connect(self, identity: str = "EH1", **kind: str) -> FakeLink:
        link = FakeLink(identity, **kind)
        self.site.connected(link)
        return link

    @property
    def sessions(self) -> list[Session]:
        return sorted(self.records.booked.values(), key=lambda session: session.id)


@pytest.fixture
def world() -> World:
    return World()
