"""A year at a glance: by month, person and charger what was charged, what it cost and what was asked for it, and the
registers at the months' ends.

A session belongs to the local month it ends in, as on a statement. Amounts are the sessions' own, with VAT, added as
they were rounded; a statement reckons VAT once for all its sessions and may differ by a few öre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.core.edits import LONGEST
from app.core.interfaces import History
from app.core.model import Session
from app.core.papers.drafting import sessions_of
from app.core.papers.registers import RegisterAround
from app.core.prices.books import Side, minor_unit
from app.core.prices.clock import midnight, next_month
from app.core.prices.kept import CostSum
from app.core.statements import About, Wanted
from app.core.values import Value

MONTHS = 12


class YearLine(Value, frozen=True):
    """What some sessions come to. `pay` and `charge` are of those that are priced; the others are counted beside."""

    name: str  # of a month "2026-03", of a person or charger what it is called, of nobody ""
    key: str = ""  # a person's number or a charger's id; "": nobody
    sessions: int = 0
    energy_wh: int = 0
    pay: Decimal = Decimal(0)
    charge: Decimal = Decimal(0)
    pay_unpriced: int = 0
    charge_unpriced: int = 0
    energy_by_month: tuple[int, ...] = ()

    @property
    def priced(self) -> bool:
        return not self.pay_unpriced and not self.charge_unpriced


class WhyUnknown(Enum):
    """Why a register's count of a month cannot be told."""

    NO_READING = "no_reading"  # nothing was read before one of its ends
    FELL = "fell"  # it showed less at the end than at the beginning: reset or exchanged


class RegisterMonth(Value, frozen=True):
    """One outlet in one month: what its register counted between the last readings before either end."""

    charger_id: str
    charger: str
    outlet: int
    month: str
    begin: RegisterAround
    end: RegisterAround
    sessions_wh: int  # of the sessions that ended in it
    across: bool  # a session ran over one of its ends and was read before it: month and sessions are not of one time

    @property
    def unknown(self) -> WhyUnknown | None:
        if self.begin.before is None or self.end.before is None:
            return WhyUnknown.NO_READING
        return WhyUnknown.FELL if self.end.before.energy_wh < self.begin.before.energy_wh else None

    @property
    def counted_wh(self) -> int | None:
        if self.unknown is not None or self.begin.before is None or self.end.before is None:
            return None
        return self.end.before.energy_wh - self.begin.before.energy_wh

    @property
    def difference_wh(self) -> int | None:
        """What the register counted and no session has; below nothing, the reverse."""
        counted_wh = self.counted_wh
        return None if counted_wh is None else counted_wh - self.sessions_wh


class YearOverview(Value, frozen=True):
    year: int
    zone: str
    pay_currency: str  # "": there are no such prices
    charge_currency: str
    months: tuple[YearLine, ...]
    people: tuple[YearLine, ...]
    chargers: tuple[YearLine, ...]
    total: YearLine
    registers: tuple[RegisterMonth, ...]

    def difference(self, line: YearLine) -> Decimal | None:
        """What is charged beyond what is paid; None where either is not known."""
        same = bool(self.pay_currency) and self.pay_currency == self.charge_currency
        return line.charge - line.pay if same and line.priced else None


def year_overview(history: History, year: int, zone: str, now: datetime) -> YearOverview:
    """Read where it may wait."""
    ends = month_ends(year, zone)
    later = sessions_of(history, Wanted(About(), ends[0], ends[-1] + LONGEST, zone, Side.PAY))
    sessions = [each for each in later if (each.booked.stopped_at or ends[-1]) < ends[-1]]
    ids = [each.id for each in sessions]
    books = {book.side: book for book in history.money.books()}
    costs = {side: history.money.sums(ids, side) for side in books}
    people = {str(each.id): each.name for each in history.people()}
    chargers = {each.id: each.title for each in history.chargers()}
    currencies = {side: each.currency for side, each in books.items()}
    adding = _Adding(costs, currencies, ZoneInfo(zone))
    return YearOverview(
        year,
        zone,
        currencies.get(Side.PAY, ""),
        currencies.get(Side.CHARGE, ""),
        tuple(
            adding.line(f"{year:04d}-{number:02d}", [each for each in sessions if adding.month_of(each) == number])
            for number in range(1, MONTHS + 1)
        ),
        adding.parts(sessions, lambda each: str(each.person_id or ""), people),
        adding.parts(sessions, lambda each: each.charger_id, chargers),
        adding.line("", sessions),
        _registers(history, later, chargers, year, [each for each in ends if each <= now]),
    )


def month_ends(year: int, zone: str) -> list[datetime]:
    """The first instants of its months, and of the next year."""
    firsts = [date(year, number, 1) for number in range(1, MONTHS + 1)]
    return [midnight(zone, first) for first in (*firsts, next_month(firsts[-1]))]


class _Adding:
    def __init__(
        self, costs: Mapping[Side, Mapping[int, CostSum]], currencies: Mapping[Side, str], zone: ZoneInfo
    ) -> None:
        self._costs = costs
        self._currencies = currencies
        self._zone = zone

    def month_of(self, session: Session) -> int:
        stopped_at = session.booked.stopped_at or session.booked.started_at
        return stopped_at.astimezone(self._zone).month

    def line(self, name: str, sessions: Sequence[Session], key: str = "") -> YearLine:
        energy = [0] * MONTHS
        for session in sessions:
            energy[self.month_of(session) - 1] += session.booked.energy_wh
        pay, pay_unpriced = self._sum(Side.PAY, sessions)
        charge, charge_unpriced = self._sum(Side.CHARGE, sessions)
        return YearLine(
            name, key, len(sessions), sum(energy), pay, charge, pay_unpriced, charge_unpriced, tuple(energy)
        )

    def parts(
        self, sessions: Iterable[Session], key: Callable[[Session], str], names: Mapping[str, str]
    ) -> tuple[YearLine, ...]:
        """The most energy first; those of nobody last."""
        found: dict[str, list[Session]] = {}
        for session in sessions:
            found.setdefault(key(session), []).append(session)
        lines = (self.line(names.get(each, each), theirs, each) for each, theirs in found.items())
        return tuple(sorted(lines, key=lambda line: (not line.key, -line.energy_wh, line.name.casefold())))

    def _sum(self, side: Side, sessions: Sequence[Session]) -> tuple[Decimal, int]:
        if side not in self._costs:
            return Decimal(0), 0
        nothing = Decimal(0).quantize(minor_unit(self._currencies[side]))
        sums = [self._costs[side].get(each.id) for each in sessions]
        known = [each.gross for each in sums if each is not None and each.gross is not None]
        return sum(known, nothing), len(sums) - len(known)


def _registers(
    history: History,
    sessions: Sequence[Session],
    chargers: Mapping[str, str],
    year: int,
    ends: Sequence[datetime],
) -> tuple[RegisterMonth, ...]:
    """Of every outlet with a register or a session, for each month of the year that is over."""
    around = {(each.charger_id, each.outlet, each.at): each for each in history.registers(ends)}
    by_place: dict[tuple[str, int], list[Session]] = {}
    for session in sessions:
        by_place.setdefault((session.charger_id, session.outlet), []).append(session)
    places = sorted({key[:2] for key in around} | set(by_place), key=lambda place: (_title(place, chargers), place[1]))
    found = []
    for charger_id, outlet in places:
        theirs = by_place.get((charger_id, outlet), [])
        for number, (since, until) in enumerate(pairwise(ends), 1):
            begin, end = (
                around.get((charger_id, outlet, at)) or RegisterAround(charger_id, outlet, at, None, None)
                for at in (since, until)
            )
            ended = [each for each in theirs if since <= (each.booked.stopped_at or until) < until]
            if not ended and begin.before is None and end.before is None:
                continue
            found.append(
                RegisterMonth(
                    charger_id,
                    _title((charger_id, outlet), chargers),
                    outlet,
                    f"{year:04d}-{number:02d}",
                    begin,
                    end,
                    sum(each.booked.energy_wh for each in ended),
                    _cut(theirs, begin) or _cut(theirs, end),
                )
            )
    return tuple(found)


def _cut(sessions: Iterable[Session], end: RegisterAround) -> bool:
    """A session ran at this instant, and what is known of the register before it lies within that session."""
    before = end.before
    return before is not None and any(
        each.booked.started_at < before.at
        and (each.booked.stopped_at is None or each.booked.stopped_at > end.at)
        and each.booked.started_at < end.at
        for each in sessions
    )


def _title(place: tuple[str, int], chargers: Mapping[str, str]) -> str:
    return chargers.get(place[0], place[0])
