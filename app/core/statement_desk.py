"""Drafts statements, issues them under the next number, corrects them by new ones, and keeps the account of each.

An issued statement never changes, nor does the cost of a session that stands on it. No payment service is asked: what
is paid is what people write down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from app.core.changes import Changes, StatementsChanged
from app.core.commands import CommandFailed
from app.core.edits import LONGEST
from app.core.interfaces import Archive, History, Now, Records, SessionQuery, SortBy
from app.core.model import Session
from app.core.prices.books import Book, Side
from app.core.prices.cost import Line
from app.core.prices.kept import from_minor, to_minor
from app.core.prices.month import fees_of
from app.core.pricing import Pricing
from app.core.statements import Issued, Names, Payment, PaymentKind, Statement, Wanted, draft
from app.core.values import replace

MOST_NOTE = 500
_MOST_AMOUNT = 10**9


class WhyStatement(Enum):
    NOTHING = "nothing"  # no session ended in that time
    PRICES_MISSING = "prices_missing"  # of some sessions; nothing is issued before they are known
    STILL_RUNNING = "still_running"  # the time is not over
    ISSUED_ALREADY = "issued_already"  # some of its sessions stand on another; detail: which numbers
    TWICE = "twice"  # sessions would stand on two of those that are wanted at once
    UNKNOWN_NUMBER = "unknown_number"
    CORRECTED_ALREADY = "corrected_already"
    NOT_AN_AMOUNT = "not_an_amount"
    TOO_LONG = "too_long"


@dataclass
class StatementRefused(CommandFailed):
    why: WhyStatement
    detail: str = ""


class StatementDesk:
    """One statement at a time: each takes the number after the last."""

    def __init__(
        self, records: Records, archive: Archive, changes: Changes, prices: Pricing, now: Now, program: str
    ) -> None:
        self._records = records
        self._archive = archive
        self._changes = changes
        self._prices = prices
        self._now = now
        self._program = program
        self._held = asyncio.Lock()

    async def draft(self, wanted: Wanted) -> Statement:
        """As it would be issued now; of energy alone where this side has no prices at all."""
        book = self._prices.books.get(wanted.side) or no_book(wanted)
        await self._prices.settled()
        return await self._archive.read(lambda history: drafted(history, wanted, book, self._program))

    async def issue(self, wanted: Wanted) -> Statement:
        """Freeze it under the next number."""
        async with self._held:
            statement = await self.draft(wanted)
            await self._check(statement)
            return (await self._keep([statement], None))[0]

    async def issue_all(self, wanted: Sequence[Wanted]) -> list[Statement]:
        """One for each of these that has sessions, in order; all of them or none."""
        async with self._held:
            ready: list[Statement] = []
            standing: set[tuple[Side, int]] = set()  # what the earlier of these hold
            for each in wanted:
                statement = await self.draft(each)
                if not statement.rows:
                    continue
                await self._check(statement)
                ids = {(each.side, row.session_id) for row in statement.rows}
                if ids & standing:
                    raise StatementRefused(WhyStatement.TWICE, statement.title)
                standing |= ids
                ready.append(statement)
            return await self._keep(ready, None)

    async def correct(self, number: int) -> Statement:
        """A new one in the place of an issued one: its sessions are reckoned anew, and it names the old."""
        async with self._held:
            old = await self._issued(number)
            if old.corrected_by is not None:
                raise StatementRefused(WhyStatement.CORRECTED_ALREADY, str(old.corrected_by))
            wanted = old.statement.wanted
            await self._check(await self.draft(wanted), but=number, priced=False)
            await self._prices.reckon_again(await self._ids(wanted))
            statement = await self.draft(wanted)
            await self._check(statement, but=number)
            return (await self._keep([statement], number))[0]

    async def note(self, number: int, kind: PaymentKind, amount: Decimal | None = None, note: str = "") -> Issued:
        """Write down that it was handed over, or that this much of it was paid; without an amount, all of it."""
        if len(note) > MOST_NOTE:
            raise StatementRefused(WhyStatement.TOO_LONG)
        async with self._held:
            issued = await self._issued(number)
            amount = issued.open if amount is None and kind is PaymentKind.PAID else amount or Decimal(0)
            currency = issued.statement.currency
            if not _is_money(amount, currency):
                raise StatementRefused(WhyStatement.NOT_AN_AMOUNT, str(amount))
            payment = Payment(number, self._now(), kind, amount, note.strip())
            self._records.add_payment(payment, currency)
            await self._kept()
            self._changes.publish(StatementsChanged())
            return replace(issued, payments=(*issued.payments, payment))

    # Helpers of the above.

    async def _ids(self, wanted: Wanted) -> list[int]:
        return [each.id for each in await self._archive.read(lambda history: sessions_of(history, wanted))]

    async def _issued(self, number: int) -> Issued:
        found = await self._archive.read(lambda history: history.money.statements(number))
        if not found:
            raise StatementRefused(WhyStatement.UNKNOWN_NUMBER, str(number))
        return found[0]

    async def _check(self, statement: Statement, *, but: int | None = None, priced: bool = True) -> None:
        """That it may be issued. `but`: the one it corrects; `priced`: and that its prices are known."""
        if not statement.rows:
            raise StatementRefused(WhyStatement.NOTHING)
        if statement.wanted.until > self._now():
            raise StatementRefused(WhyStatement.STILL_RUNNING)
        if priced and statement.unpriced:
            raise StatementRefused(WhyStatement.PRICES_MISSING, str(statement.unpriced))
        ids = [row.session_id for row in statement.rows]
        side = statement.wanted.side
        standing = await self._archive.read(lambda history: history.money.on_statements(ids, side))
        others = sorted({number for number in standing.values() if number != but})
        if others:
            raise StatementRefused(WhyStatement.ISSUED_ALREADY, ", ".join(map(str, others)))

    async def _keep(self, ready: Sequence[Statement], corrects: int | None) -> list[Statement]:
        """All of them in one commit, so that none is kept where one cannot be."""
        last = await self._archive.read(lambda history: history.money.last_statement())
        at = self._now()
        issued = [
            replace(statement, number=number, issued_at=at, corrects=corrects)
            for number, statement in enumerate(ready, last + 1)
        ]
        for statement in issued:
            self._records.add_statement(statement)
        await self._kept()
        self._changes.publish(StatementsChanged())
        return issued

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def _is_money(amount: Decimal, currency: str) -> bool:
    """An amount that can be paid: no fractions of the smallest coin."""
    possible = amount.is_finite() and abs(amount) <= _MOST_AMOUNT
    return possible and from_minor(to_minor(amount, currency), currency) == amount


def sessions_of(history: History, wanted: Wanted) -> list[Session]:
    """Those that ended in the wanted time, in order of their start.

    Without those that people left out, and without refused starts that took nothing.
    """
    about = wanted.about
    query = SessionQuery(
        charger_id=about.charger_id,
        person_id=about.person_id,
        vehicle_id=about.vehicle_id,
        card=about.card,
        since=wanted.since - LONGEST,
        until=wanted.until,
        left_out=False,
        by=SortBy.STARTED,
        newest_first=False,
    )
    found = []
    for session in history.sessions(query):
        stopped_at = session.booked.stopped_at
        if stopped_at is not None and wanted.since <= stopped_at < wanted.until and not session.turned_away:
            found.append(session)
    return found


def no_book(wanted: Wanted) -> Book:
    """Where a side has no prices: sessions come to kilowatt-hours and to no money."""
    return Book(wanted.side, "", wanted.zone)


def drafted(history: History, wanted: Wanted, book: Book, program: str) -> Statement:
    sessions = sessions_of(history, wanted)
    costs = history.money.costs_of([each.id for each in sessions], wanted.side)
    names = Names(
        {each.id: each.name for each in history.people()},
        {each.id: each.name for each in history.vehicles()},
        {each.id: each for each in history.chargers()},
    )
    return draft(wanted, sessions, costs, book, _fees(book, wanted), names, program)


def _fees(book: Book, wanted: Wanted) -> list[Line]:
    """Of what I charge, the fees of every whole calendar month in it; a bill's own fees are no session's."""
    if book.side is Side.PAY:
        return []
    zone = ZoneInfo(book.zone)
    first, last = wanted.since.astimezone(zone), wanted.until.astimezone(zone)
    month = date(first.year, first.month, 1)
    lines: list[Line] = []
    while (end := _next(month)) and _midnight(end, zone) <= last:
        if _midnight(month, zone) >= first:
            lines.extend(fees_of(book, month))
        month = end
    return lines


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
