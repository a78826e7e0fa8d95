"""Finds the sessions that a statement is of and drafts it from the history, as it would be issued now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core import card_numbers
from app.core.edits import LONGEST
from app.core.interfaces import History, SessionQuery, SortBy
from app.core.model import Session
from app.core.papers.dividing import part_of
from app.core.prices.books import Book, Side
from app.core.prices.clock import midnight, month_of, next_month
from app.core.prices.cost import Cost, Line
from app.core.prices.month import fees_of
from app.core.prices.usage import usage_of
from app.core.statements import Names, Statement, Wanted, draft


def sessions_of(history: History, wanted: Wanted) -> list[Session]:
    """Those that ended in the wanted time, in order of their start.

    Without those that people left out, and without refused starts that took nothing. Where they are divided at the end
    of a month: those of which a part lies in it.
    """
    query = SessionQuery(since=wanted.since - LONGEST, left_out=False, by=SortBy.STARTED, newest_first=False)
    found = []
    for session in _theirs(history, wanted, query):
        stopped_at = session.booked.stopped_at
        if not session.turned_away and stopped_at and _counts(session.booked.started_at, stopped_at, wanted):
            found.append(session)
    return found


def _counts(started_at: datetime, stopped_at: datetime, wanted: Wanted) -> bool:
    if wanted.split and started_at < stopped_at:
        return stopped_at > wanted.since and started_at < wanted.until
    return wanted.since <= stopped_at < wanted.until


def still_running(history: History, wanted: Wanted) -> bool:
    """A session whose part in this time is not known before it ends."""
    return bool(_theirs(history, wanted, SessionQuery(open_only=True)))


def _theirs(history: History, wanted: Wanted, query: SessionQuery) -> list[Session]:
    """Of what is asked for, the sessions of whom the statement is, that began before its time is over."""
    about = wanted.about
    theirs = replace(
        query,
        charger_id=about.charger_id,
        person_id=about.person_id,
        vehicle_id=about.vehicle_id,
        card=about.card,
        until=wanted.until,
    )
    sessions = history.sessions(theirs)
    if about.group is None:
        return sessions
    numbers = numbers_of_group(history, about.group)
    return [each for each in sessions if card_numbers.key(each.card or "") in numbers]


def numbers_of_group(history: History, group: str) -> set[str]:
    """The keys of all numbers of the cards that are of this group now."""
    cards = [card for card in history.cards() if card.group.casefold() == group.casefold()]
    return {card_numbers.key(number) for card in cards for number in (card.uid, *card.also)}


def no_book(wanted: Wanted) -> Book:
    """Where a side has no prices: sessions come to kilowatt-hours and to no money."""
    return Book(wanted.side, "", wanted.zone)


def drafted(history: History, wanted: Wanted, book: Book, program: str) -> Statement:
    sessions = sessions_of(history, wanted)
    costs = history.money.costs_of([each.id for each in sessions], wanted.side)
    if wanted.split:
        sessions, costs = _parts(history, sessions, costs, book, wanted)
    names = Names(
        {each.id: each.name for each in history.people()},
        {each.id: each.name for each in history.vehicles()},
        {each.id: each for each in history.chargers()},
    )
    signed = history.signed_counts([each.id for each in sessions])
    return draft(wanted, sessions, costs, book, _fees(book, wanted), names, program, signed)


def _parts(
    history: History, sessions: list[Session], costs: dict[int, Cost], book: Book, wanted: Wanted
) -> tuple[list[Session], dict[int, Cost]]:
    """Of each session what lies in the wanted time, and what that comes to."""
    found, priced = [], {}
    for session in sessions:
        booked = session.booked
        if wanted.since <= booked.started_at and (booked.stopped_at or wanted.until) <= wanted.until:
            part, cost = session, costs.get(session.id)
        else:
            readings = history.readings(session.part_of or session.id)
            usage = usage_of(session, readings, now=wanted.until)
            part, cost = part_of(session, costs.get(session.id), usage, book.zone, wanted.since, wanted.until)
        found.append(part)
        if cost is not None:
            priced[session.id] = cost
    return found, priced


def _fees(book: Book, wanted: Wanted) -> list[Line]:
    """Of what I charge, the fees of every whole calendar month in it; a bill's own fees are no session's."""
    if book.side is Side.PAY:
        return []
    month = month_of(wanted.since.astimezone(ZoneInfo(book.zone)).date())
    lines: list[Line] = []
    while midnight(book.zone, next_month(month)) <= wanted.until:
        if midnight(book.zone, month) >= wanted.since:
            lines.extend(fees_of(book, month))
        month = next_month(month)
    return lines
