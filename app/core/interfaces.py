"""What crosses core's border: Link (a charger's line), Desk (what a line reports to), Records (durable writes),
History (what pages read), and the clock that is handed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Protocol, TypeVar

from app.core.cards import Card, CardUse, PersonUse, Policy, Shown, Stranger, Used
from app.core.commands import Command, Result
from app.core.contact import Knock, RawMessage, TroubleKind
from app.core.edits import Edit
from app.core.lists.away import Holding
from app.core.model import Charger, EndedKey, Event, Outlet, Person, Quality, Reading, Session, Vehicle
from app.core.papers.registers import RegisterAround
from app.core.papers.signed import KeptSigned, SignedValue
from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost
from app.core.prices.kept import DayCost, MoneyHistory, PriceImport, SeriesInfo
from app.core.prices.series import PricePoint
from app.core.reports import Answer, Report
from app.core.statements import Payment, Statement
from app.core.values import Value


def utc_now() -> datetime:
    return datetime.now(UTC)


Now = Callable[[], datetime]

T = TypeVar("T")


class Link(Protocol):
    """One open line to one charger. The newest line of a charger wins; an older one is closed and says no more."""

    @property
    def identity(self) -> str: ...

    @property
    def address(self) -> str:
        """The charger's IP address."""

    @property
    def protocol(self) -> str:
        """The version spoken on this line, e.g. "1.6"."""

    @property
    def anonymous(self) -> bool:
        """The charger did not say its name; `identity` is made up from what is known."""

    @property
    def longest_card(self) -> int:
        """How many characters of a card's number the version spoken here can name."""

    @property
    def answers_tell_cost(self) -> bool:
        """Whether the answers in this version have room for prices and costs."""

    def supports(self, command: type[Command]) -> bool: ...

    async def send(self, command: Command) -> Result:
        """Ask the charger and return when it agreed; raises a commands.CommandFailed.

        What is UNHURRIED lets every other command go first, and its answer is waited for less long.
        """

    def close(self, reason: str) -> None:
        """Close the line soon, without waiting; waiting commands fail with Offline."""


class Receipt(Value, frozen=True):
    """What core decided, and when it may be said: `written` is None or done once the decision is on disk.

    `written` raises NotStored where it could not be kept; then the charger must be told to repeat. `fuller`: asked when
    the answer leaves, the answer as it is known by then.
    """

    answer: Answer
    written: asyncio.Future[None] | None
    fuller: Callable[[], Answer] | None = None


class Desk(Protocol):
    """What lines report to; Site is it. Every method is plain: no waiting, called on the engine's loop."""

    def canonical(self, identity: str) -> str | None:
        """The id of a known charger, compared without case; None for a stranger."""

    def anonymous_at(self, address: str) -> str | None:
        """The id of the nameless charger that called from this address before, if any."""

    def password_hash(self, charger_id: str) -> str | None:
        """What its password must hash to; None where it needs none."""

    def refused(self, charger_id: str) -> bool:
        """The user said this charger is not theirs."""

    def knocked(self, knock: Knock) -> None: ...

    def connected(self, link: Link) -> None:
        """The line carried its first readable message. An older line of the same charger is closed."""

    def receive(self, link: Link, reports: Sequence[Report]) -> Receipt: ...

    def heard(self, link: Link) -> None:
        """Any frame at all arrived: the charger lives."""

    def disconnected(self, link: Link) -> None: ...

    def overheard(self, message: RawMessage) -> None:
        """One frame for the raw log."""


class NotStored(Exception):
    """What was queued could not be committed; nothing of that unit is on disk."""

    def __init__(self, kind: TroubleKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


class Records(Protocol):
    """Every durable write. Calls only queue.

    All that is queued since the last `settled()` or `dispatch()` is one unit: kept whole or not at all.
    """

    def save_charger(self, charger: Charger) -> None: ...

    def save_password(self, charger_id: str, password_hash: str | None) -> None: ...

    def forget_charger(self, charger_id: str) -> None:
        """Its sessions stay in the history."""

    def save_outlet(self, outlet: Outlet) -> None: ...

    def save_session(self, session: Session) -> None:
        """What the ledger knows of it; what people wrote over it stays as it is."""

    def add_session(self, session: Session) -> None:
        """One that people added, whole."""

    def save_amendment(self, session: Session) -> None:
        """What people wrote over it, and nothing else of it."""

    def save_edit(self, edit: Edit) -> None: ...

    def save_person(self, person: Person) -> None: ...

    def save_vehicle(self, vehicle: Vehicle) -> None: ...

    def save_card(self, card: Card) -> None:
        """By its number, compared without case."""

    def forget_card(self, uid: str) -> None:
        """Its sessions stay in the history."""

    def save_policy(self, charger_id: str, policy: Policy | None) -> None:
        """The charger "" is the site's own; None: the site's holds here."""

    def save_holding(self, holding: Holding) -> None:
        """What is known of the list that a charger keeps."""

    def add_shown(self, shown: Shown) -> None: ...

    def erase_person(self, person: Person, numbers: Sequence[str]) -> None:
        """Keep the person's sums under this other name, and nothing else that tells who it was.

        Its cards, given by their `numbers`, go, and so do these numbers wherever they stand: in sessions, in the log of
        decisions, in raw messages; and the notes of its sessions and the names of its vehicles.
        """

    def forget_people_before(self, until: datetime) -> None:
        """Sessions that began before this tell no card, person, vehicle or note any more; their sums stay."""

    def save_book(self, book: Book) -> None:
        """In the place of this side's."""

    def put_prices(self, info: SeriesInfo, points: Sequence[PricePoint], came: PriceImport | None) -> None:
        """Make the series known, and put these prices, in order of time, in the place of what they overlap."""

    def forget_series(self, series_id: str) -> None: ...

    def save_cost(self, session_id: int, side: Side, cost: Cost, at: datetime) -> None:
        """In the place of what was reckoned before, which is kept."""

    def add_statement(self, statement: Statement) -> None:
        """Issued: with its number and its sessions."""

    def add_payment(self, payment: Payment, currency: str) -> None: ...

    def add_readings(
        self, charger_id: str, outlet: int, session_id: int | None, readings: Sequence[Reading]
    ) -> None: ...

    def add_signed(self, session_id: int, values: Sequence[SignedValue]) -> None:
        """Once, however often they are told; no more of one session than signed.py allows."""

    def add_note(self, charger_id: str, at: datetime, about: str, text: str) -> None: ...

    def add_event(self, event: Event) -> None: ...

    def save_knock(self, knock: Knock) -> None: ...

    def add_message(self, message: RawMessage) -> None:
        """For the raw log: written soon, waited for by nobody, dropped first when the disk is full."""

    def settled(self) -> asyncio.Future[None] | None:
        """Done when all queued so far is committed (raises NotStored); None if nothing waits.

        With nothing queued since the last call it waits for what is on its way, so that a repeat is never answered
        before what it repeats is on disk.
        """

    def dispatch(self) -> None:
        """What was queued since the last `settled()` is a unit that nobody waits for."""

    def watch(self, told: Callable[[NotStored | None], None]) -> None:
        """Call `told` on the loop after every commit: with None, or with why something in it was not kept."""

    def watch_log(self, told: Callable[[frozenset[str]], None]) -> None:
        """Call `told` on the loop when new raw messages stand in the log, with the ids of their chargers."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a start finds on disk."""

    chargers: tuple[Charger, ...] = ()
    outlets: tuple[Outlet, ...] = ()  # each with its open or last session
    open_sessions: tuple[Session, ...] = ()
    recent_sessions: tuple[Session, ...] = ()  # ended within the last days, or wanting what may still come
    older_sessions: tuple[
        EndedKey, ...
    ] = ()  # of those booked last that ended before, for telling repeats, the oldest first
    knocks: tuple[Knock, ...] = ()
    password_hashes: tuple[tuple[str, str], ...] = ()
    last_session_id: int = 0
    people: tuple[Person, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    last_edit_id: int = 0
    cards: tuple[Card, ...] = ()
    policies: tuple[tuple[str, Policy], ...] = ()  # by charger; "" is the site's own
    holdings: tuple[Holding, ...] = ()
    books: tuple[Book, ...] = ()


class SortBy(Enum):
    """What a list of sessions is in the order of; equals stand newest first."""

    STARTED = "started"
    ENDED = "ended"
    CHARGER = "charger"  # by name, then outlet
    PERSON = "person"
    CARD = "card"
    ENERGY = "energy"
    DURATION = "duration"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Which sessions; None: no bound. since/until bound the booked start, until excluded."""

    ids: tuple[int, ...] | None = None
    charger_id: str | None = None
    outlet: int | None = None
    person_id: int | None = None  # 0: those of nobody
    vehicle_id: int | None = None  # 0: those of none
    card: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    open_only: bool = False
    quality: Quality | None = None  # as booked, of those that are over
    left_out: bool | None = None  # True: only those that people left out
    text: str = ""  # found in charger, person, vehicle, card, transaction or note
    limit: int | None = None
    by: SortBy = SortBy.STARTED
    newest_first: bool = True  # in another order: the greatest first


@dataclass(frozen=True, slots=True)
class Totals:
    sessions: int
    energy_wh: int
    duration_s: int


class StackBy(Enum):
    """What the parts of a stacked bar are."""

    CHARGER = "charger"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class MonthTotals:
    month: str  # local, YYYY-MM
    sessions: int
    energy_wh: int


@dataclass(frozen=True, slots=True)
class PowerPoint:
    at: datetime
    power_w: int


@dataclass(frozen=True, slots=True)
class MessageQuery:
    charger_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    before_id: int | None = None  # for paging backwards
    limit: int = 500


class Archive(Protocol):
    """History for a loop's thread: the question is asked where it may wait."""

    async def read(self, question: Callable[[History], T]) -> T:
        """Raises NotStored where the file cannot be read."""


class History(Protocol):
    """What pages and lists read. Plain calls that may take a while: never on a loop's thread."""

    @property
    def money(self) -> MoneyHistory:
        """Books, prices, and what sessions cost."""

    def remembered(self) -> Remembered: ...

    def chargers(self) -> list[Charger]: ...

    def people(self) -> list[Person]: ...

    def vehicles(self) -> list[Vehicle]: ...

    def outlets(self) -> list[Outlet]: ...

    def sessions(self, query: SessionQuery) -> list[Session]: ...

    def session_ids(self, query: SessionQuery) -> list[int]:
        """The numbers of those that `sessions` would answer, in its order: of a hundred thousand, a few megabytes."""

    def sessions_by_id(self, session_ids: Sequence[int]) -> list[Session]:
        """In the order asked; a number that is nobody's is left out."""

    def totals(self, query: SessionQuery) -> Totals:
        """Without those that people left out, unless they alone are asked for; so are the three below."""

    def energy_by_day(
        self, query: SessionQuery, zone: str, by: StackBy = StackBy.CHARGER
    ) -> list[tuple[str, str, int]]:
        """(local date as YYYY-MM-DD, part, Wh) by the sessions' booked start, for stacked bars.

        A part is a charger's id or a person's number as text, "" for nobody.
        """

    def costs_by_day(self, query: SessionQuery, zone: str, book: Book, by: StackBy = StackBy.CHARGER) -> list[DayCost]:
        """As `energy_by_day`, what they came to by this book."""

    def months(self, query: SessionQuery, zone: str) -> list[MonthTotals]:
        """Each month that has a session, newest first; the query's own bounds of time are not looked at."""

    def card_numbers(self) -> list[str]:
        """Every card that began a session, in order."""

    def cards(self) -> list[Card]:
        """The known ones, by name."""

    def policies(self) -> list[tuple[str, Policy]]:
        """By charger; "" is the site's own."""

    def strangers(self, since: datetime | None = None) -> list[Stranger]:
        """Cards that were shown and that nobody has named, the last shown first."""

    def shown(self, card: str | None = None, before_id: int | None = None, limit: int = 200) -> list[Shown]:
        """The log of decisions, newest first; of one card, by any of its numbers, compared without case."""

    def card_uses(self) -> dict[str, CardUse]:
        """By the key of each number that began a session or was shown (card_numbers.key)."""

    def person_uses(self, since: datetime, until: datetime, by: Book | None = None) -> dict[int, PersonUse]:
        """By person, of the sessions that began in this time, as booked; `by`: as `used_by_card`."""

    def used_by_card(
        self, numbers: Sequence[str], since: datetime, by: Book | None = None, but: Sequence[int] = ()
    ) -> Used:
        """Of the sessions that are over and that any of these numbers began since then, all `but` these.

        `by`: the book whose costs are summed; None: no money is asked for.
        """

    def used_by_person(self, person_id: int, since: datetime, by: Book | None = None, but: Sequence[int] = ()) -> Used:
        """Of the sessions that are over and that began since then; as `used_by_card`."""

    def edits(self, session_id: int) -> list[Edit]:
        """Those that touched this session, newest first, undone ones too."""

    def edit(self, edit_id: int) -> Edit | None: ...

    def events(self, charger_id: str, outlet: int, since: datetime, until: datetime) -> list[Event]:
        """What happened at this outlet, in order."""

    def readings(self, session_id: int) -> list[Reading]: ...

    def signed(self, session_ids: Sequence[int]) -> list[KeptSigned]:
        """What the meter signed of these sessions, by session and in order of time."""

    def signed_counts(self, session_ids: Sequence[int]) -> dict[int, int]:
        """How many records there are of each that has any."""

    def registers(self, at: Sequence[datetime]) -> list[RegisterAround]:
        """Of every outlet, what its register showed around each of these instants."""

    def power(self, charger_id: str, outlet: int, since: datetime, until: datetime) -> list[PowerPoint]: ...

    def messages(self, query: MessageQuery) -> list[RawMessage]:
        """Newest first."""

    def knocks(self, limit: int = 100) -> list[Knock]:
        """Newest first."""
