"""What a session's cost is reckoned from: its readings, the prices around it, and what its month had used before.

Reads and computes, so it runs where it may take a while; pricing.py says when, and keeps what comes of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.core import card_numbers
from app.core.cards import Card
from app.core.edits import LONGEST
from app.core.interfaces import History, SessionQuery
from app.core.model import Session
from app.core.prices.ahead import Ahead, ahead
from app.core.prices.books import Book, Series, Side, Version, minor_unit
from app.core.prices.clock import midnight, next_month
from app.core.prices.cost import Cost, CostQuality
from app.core.prices.costing import WrongCurrency, cost
from app.core.prices.money import total
from app.core.prices.month import used_before
from app.core.prices.pieces import months_matter
from app.core.prices.series import PriceSeries
from app.core.prices.usage import Usage, UsedSoFar, usage_of
from app.core.values import replace

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)


def series_of(book: Book) -> frozenset[str]:
    """The series that a book's prices follow."""
    components = (component for version in book.versions for component in version.components)
    return frozenset(each.rate.series_id for each in components if isinstance(each.rate, Series))


def reckoned(
    history: History,
    book: Book,
    sessions: Sequence[Session],
    now: datetime,
    versions: Mapping[int, Version] | None = None,
) -> dict[int, Cost]:
    """What these sessions come to by this book. `versions`: by session the one that is to price it."""
    return {session_id: came_to for session_id, came_to, _ in _each(history, book, sessions, now, versions or {})}


def foreseen(
    history: History,
    book: Book,
    sessions: Sequence[Session],
    now: datetime,
    versions: Mapping[int, Version],
    left_wh: Mapping[int, int],
) -> dict[int, tuple[Cost, Ahead | None]]:
    """What these that run come to so far, and what lies ahead of them. `left_wh`: of those that a limit will end."""
    series = _series(history, book, sessions, now)
    return {
        session_id: (
            came_to,
            ahead(usage, book, series, came_to, left_wh.get(session_id), version=versions.get(session_id)),
        )
        for session_id, came_to, usage in _each(history, book, sessions, now, versions)
    }


def _each(
    history: History,
    book: Book,
    sessions: Sequence[Session],
    now: datetime,
    versions: Mapping[int, Version],
) -> Iterator[tuple[int, Cost, Usage]]:
    series = _series(history, book, sessions, now)
    known = _known(history)
    used = _used(history, book, sessions, now, known) if sessions else {}
    for session in sessions:
        usage = _usage(history, session, now, known, used.get(session.id, ()))
        if session.turned_away:
            yield session.id, _nothing(book), usage
            continue
        try:
            yield session.id, cost(usage, book, series, version=versions.get(session.id)), usage
        except WrongCurrency as failure:  # checked when either was kept; a session must not fall with it
            log.warning("a session could not be priced: %s", failure)


def _series(history: History, book: Book, sessions: Sequence[Session], now: datetime) -> list[PriceSeries]:
    """The prices around these sessions, and those ahead of what runs."""
    if not sessions:
        return []
    since = min(each.booked.started_at for each in sessions) - _DAY
    until = max(each.booked.stopped_at or now for each in sessions) + _DAY
    return [history.money.series(each, since, until) for each in sorted(series_of(book))]


def _nothing(book: Book) -> Cost:
    """Of a start that was refused: no fee either."""
    return Cost(book.currency, CostQuality.MEASURED, (), total((), minor_unit(book.currency)), Fraction(0))


def accepted(book: Book, sessions: Sequence[Session], known: Mapping[int, Cost]) -> dict[int, Version]:
    """Of what I charge, the prices that stood when each began, where others for that day were entered only later.

    The driver accepted those (OCPI: a tariff does not change within a session). `known`: what sessions came to before.
    """
    if book.side is not Side.CHARGE:
        return {}
    zone = ZoneInfo(book.zone)
    found = {}
    for session in sessions:
        started_at = session.booked.started_at
        day = started_at.astimezone(zone).date()
        standing = book.on(day)
        if standing is None or standing.entered_at is None or standing.entered_at <= started_at:
            continue
        ids = known[session.id].version_ids if session.id in known else ()
        then = next((each for each in book.versions if each.id in ids and each.valid_from <= day), None)
        if then is None:
            entered = [each for each in book.versions if each.entered_at is None or each.entered_at <= started_at]
            then = replace(book, versions=tuple(entered)).on(day)
        if then is not None:
            found[session.id] = then
    return found


def with_later(history: History, book: Book, sessions: list[Session]) -> list[Session]:
    """And those after them in their months, whose prices depend on what these used: a late one moves tiers.

    Where people moved a session to another time, those after its old time as well.
    """
    if not sessions or not _by_month(book):
        return sessions
    known = history.money.costs_of([each.id for each in sessions], book.side)
    slices = [each for came_to in known.values() for line in came_to.lines for each in line.split]
    begins = [each.booked.started_at for each in sessions] + [each.start for each in slices]
    ends = [each.booked.stopped_at or each.booked.started_at for each in sessions] + [each.end for each in slices]
    first, last = min(begins), max(ends).astimezone(ZoneInfo(book.zone))
    until = midnight(book.zone, next_month(last.date()))
    query = SessionQuery(since=first, until=until, newest_first=False)
    later = {each.id: each for each in history.sessions(query) if not each.open}
    return list({**later, **{each.id: each for each in sessions}}.values())


def _by_month(book: Book) -> bool:
    return any(months_matter(component) for version in book.versions for component in version.components)


def _known(history: History) -> dict[str, Card]:
    """By the key of each of their numbers."""
    return {card_numbers.key(number): card for card in history.cards() for number in (card.uid, *card.also)}


def _usage(
    history: History, session: Session, now: datetime, known: Mapping[str, Card], used: tuple[UsedSoFar, ...] = ()
) -> Usage:
    card = None if session.booked.card is None else known.get(card_numbers.key(session.booked.card))
    return usage_of(session, history.readings(session.part_of or session.id), now=now, card=card, used=used)


def _used(
    history: History, book: Book, sessions: Sequence[Session], now: datetime, known: Mapping[str, Card]
) -> dict[int, tuple[UsedSoFar, ...]]:
    """What the months had used before each, where any price depends on it; what people left out used up nothing."""
    if not _by_month(book):
        return {}
    zone = ZoneInfo(book.zone)
    first = min(each.booked.started_at for each in sessions).astimezone(zone)
    last = max(each.booked.started_at for each in sessions)
    month = datetime(first.year, first.month, 1, tzinfo=zone)
    query = SessionQuery(since=month - LONGEST, until=last + timedelta(microseconds=1))
    earlier = [each for each in history.sessions(query) if (each.booked.stopped_at or now) > month]
    left_out = [each.id for each in earlier if each.amended.excluded]
    uncounted = set(left_out) - set(history.money.on_statements(left_out, book.side))  # those are charged all the same
    return used_before(((each.id, _usage(history, each, now, known)) for each in earlier), book.zone, uncounted)
