"""What a bill is checked with: the book, its prices of that month and the ones beside it, and what the chargers took.

Reads and computes, so it runs where it may take a while.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.core.edits import LONGEST
from app.core.interfaces import History, SessionQuery
from app.core.prices.bill import Bill, BillCheck, Stretch
from app.core.prices.bill_check import check
from app.core.prices.books import Book, Side
from app.core.prices.clock import midnight, next_month
from app.core.prices.series import instant_of, microseconds
from app.core.prices.splitting import flow_of
from app.core.prices.usage import usage_of
from app.core.reckoning import series_of

_QUARTER_US = timedelta(minutes=15) // timedelta(microseconds=1)
_AROUND = timedelta(days=32)  # the months before and after are tried as well


def checked(history: History, side: Side, bill: Bill, references: Sequence[Book], now: datetime) -> BillCheck | None:
    """None: this side has no prices at all. Raises costing.WrongCurrency."""
    book = next((each for each in history.money.books() if each.side is side), None)
    if book is None:
        return None
    start, end = midnight(book.zone, bill.month), midnight(book.zone, next_month(bill.month))
    series = [history.money.series(each, start - _AROUND, end + _AROUND) for each in sorted(series_of(book))]
    return check(bill, book, series, tuple(_charged(history, start, end, now)), references)


def _charged(history: History, start: datetime, end: datetime, now: datetime) -> Iterator[Stretch]:
    """What every session took within the month, a quarter of an hour each; not those that people left out."""
    query = SessionQuery(since=start - LONGEST, until=end, left_out=False, newest_first=False)
    first, last = microseconds(start), microseconds(end)
    for session in history.sessions(query):
        if (session.booked.stopped_at or now) <= start:
            continue
        usage = usage_of(session, history.readings(session.part_of or session.id), now=now)
        flow = flow_of(usage)
        at = max(microseconds(usage.start), first)
        until = min(microseconds(usage.stop), last)
        while at < until:
            following = min(at - at % _QUARTER_US + _QUARTER_US, until)
            energy = flow.until(following) - flow.until(at)
            if energy > 0:
                yield Stretch(instant_of(at), instant_of(following), energy)
            at = following
