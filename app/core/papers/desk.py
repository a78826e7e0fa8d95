"""Drafts statements, issues them under the next number, corrects them by new ones, and keeps the account of each.

An issued statement never changes, nor does the cost of a session that stands on it. No payment service is asked: what
is paid is what people write down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal

from app.core.changes import Changes, StatementsChanged
from app.core.interfaces import Archive, History, Now, Records
from app.core.papers.batch import Foreseen, StatementRefused, WhyStatement
from app.core.papers.drafting import drafted, no_book, sessions_of, still_running
from app.core.prices.books import Side
from app.core.prices.kept import from_minor, to_minor
from app.core.pricing import Pricing
from app.core.statements import Issued, Payment, PaymentKind, Statement, Wanted
from app.core.values import replace

MOST_NOTE = 500
_MOST_AMOUNT = 10**9
_NOTHING = Decimal(0)


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
            foreseen = [each for each in await self.foresee(wanted) if each.statement.rows]
            for each in foreseen:
                if (refusal := each.refusal()) is not None:
                    raise refusal
            return await self._keep([each.statement for each in foreseen], None)

    async def foresee(self, wanted: Sequence[Wanted]) -> list[Foreseen]:
        """What would come of each of these: its draft, and why it cannot be issued where it cannot."""
        foreseen: list[Foreseen] = []
        standing: set[tuple[Side, int]] = set()  # what the earlier of these hold
        known: list[Issued] | None = None  # read once, and only where one of them is issued already
        for each in wanted:
            statement = await self.draft(each)
            wrong, issued = await self._wrong(statement), None
            if wrong is None and statement.held & standing:
                wrong = WhyStatement.TWICE, statement.title
            if wrong is None:
                standing |= statement.held
            elif wrong[0] is WhyStatement.ISSUED_ALREADY:
                known = await self._archive.read(lambda history: history.money.statements()) if known is None else known
                issued = next((one.statement for one in known if one.stands_for(each)), None)
            why, detail = wrong or (None, "")
            foreseen.append(Foreseen(statement, why, detail, issued))
        return foreseen

    async def issue_ready(self, wanted: Sequence[Wanted]) -> list[Foreseen]:
        """Issue those of these that can be, in order and in one commit; the others with why they were not."""
        async with self._held:
            foreseen = await self.foresee(wanted)
            issued = iter(await self._keep([each.statement for each in foreseen if each.ready], None))
            return [replace(each, issued=next(issued)) if each.ready else each for each in foreseen]

    async def correct(self, number: int) -> Statement:
        """A new one in the place of an issued one: its sessions are reckoned anew, and it names the old."""
        async with self._held:
            old = await self._issued(number)
            if old.corrected_by is not None:
                raise StatementRefused(WhyStatement.CORRECTED_ALREADY, str(old.corrected_by))
            wanted = old.statement.wanted
            await self._check(await self.draft(wanted), but=number, priced=False)
            await self._prices.reckon_again(await self._ids(wanted, number))
            statement = await self.draft(wanted)
            await self._check(statement, but=number)
            return (await self._keep([statement], number, old.paid))[0]

    async def note(self, number: int, kind: PaymentKind, amount: Decimal | None = None, note: str = "") -> Issued:
        """Write down that it was handed over, or that this much of it was paid; without an amount, all of it."""
        if len(note) > MOST_NOTE:
            raise StatementRefused(WhyStatement.TOO_LONG)
        async with self._held:
            issued = await self._issued(number)
            if issued.corrected_by is not None:  # what is paid is paid on the one that stands
                raise StatementRefused(WhyStatement.CORRECTED_ALREADY, str(issued.corrected_by))
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

    async def _ids(self, wanted: Wanted, number: int) -> list[int]:
        """Of its sessions; without those of which another month's statement has a part."""

        def ask(history: History) -> list[int]:
            ids = [each.id for each in sessions_of(history, wanted)]
            standing = history.money.all_statements_of(ids, wanted.side)
            return [each for each in ids if set(standing.get(each, ())) <= {number}]

        return await self._archive.read(ask)

    async def _issued(self, number: int) -> Issued:
        found = await self._archive.read(lambda history: history.money.statements(number))
        if not found:
            raise StatementRefused(WhyStatement.UNKNOWN_NUMBER, str(number))
        return found[0]

    async def _check(self, statement: Statement, *, but: int | None = None, priced: bool = True) -> None:
        wrong = await self._wrong(statement, but=but, priced=priced)
        if wrong is not None:
            raise StatementRefused(*wrong)

    async def _wrong(
        self, statement: Statement, *, but: int | None = None, priced: bool = True
    ) -> tuple[WhyStatement, str] | None:
        """Why it may not be issued, and the detail. `but`: the one it corrects; `priced`: its prices must be known."""
        if not statement.rows:
            return WhyStatement.NOTHING, ""
        if statement.wanted.until > self._now():
            return WhyStatement.STILL_RUNNING, ""
        if priced and statement.unpriced:
            return WhyStatement.PRICES_MISSING, str(statement.unpriced)
        if statement.wanted.split and await self._archive.read(
            lambda history: still_running(history, statement.wanted)
        ):
            return WhyStatement.STILL_RUNNING, ""
        others = await self._archive.read(lambda history: _others(history, statement, but))
        return (WhyStatement.ISSUED_ALREADY, ", ".join(map(str, others))) if others else None

    async def _keep(
        self, ready: Sequence[Statement], corrects: int | None, paid: Decimal = _NOTHING
    ) -> list[Statement]:
        """All of them in one commit, so that none is kept where one cannot be. `paid`: on the one that is corrected."""
        last = await self._archive.read(lambda history: history.money.last_statement())
        at = self._now()
        issued = [
            replace(statement, number=number, issued_at=at, corrects=corrects)
            for number, statement in enumerate(ready, last + 1)
        ]
        for statement in issued:
            self._records.add_statement(statement)
            if paid:  # was paid for the same energy, and is not owed once more
                moved = Payment(statement.number, at, PaymentKind.PAID, paid, f"{corrects} → {statement.number}")
                self._records.add_payment(moved, statement.currency)
        await self._kept()
        self._changes.publish(StatementsChanged())
        return issued

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def _others(history: History, statement: Statement, but: int | None) -> list[int]:
    """The issued ones that have any of its sessions; parts of one session in other months are no hindrance."""
    wanted = statement.wanted
    standing = history.money.all_statements_of([row.session_id for row in statement.rows], wanted.side)
    numbers = sorted({number for those in standing.values() for number in those if number != but})
    return [number for number in numbers if not _beside(history, number, wanted)]


def _beside(history: History, number: int, wanted: Wanted) -> bool:
    """Both divide their sessions, and they are of different times."""
    other = history.money.statements(number)[0].statement.wanted
    return wanted.split and other.split and (other.until <= wanted.since or wanted.until <= other.since)


def _is_money(amount: Decimal, currency: str) -> bool:
    """An amount that can be paid: no fractions of the smallest coin."""
    possible = amount.is_finite() and abs(amount) <= _MOST_AMOUNT
    return possible and from_minor(to_minor(amount, currency), currency) == amount
