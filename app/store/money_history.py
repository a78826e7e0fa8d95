"""What is read of money: books, prices and costs, on the history's own connections."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost
from app.core.prices.kept import CostSum, KeptCost, PriceImport, SeriesInfo
from app.core.prices.series import PriceSeries
from app.core.statements import Issued
from app.store import money_rows, rows
from app.store.queries import listed
from app.store.rows import Cell

_Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]


class SqliteMoney:
    """kept.MoneyHistory on the connections that `reading` gives."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading

    def books(self) -> list[Book]:
        with self._reading() as connection:
            return books(connection)

    def all_series(self) -> list[SeriesInfo]:
        with self._reading() as connection:
            return [money_rows.series_of(found) for found in connection.execute(money_rows.FIND_SERIES)]

    def series(self, series_id: str, since: datetime | None = None, until: datetime | None = None) -> PriceSeries:
        with self._reading() as connection:
            found = connection.execute(money_rows.FIND_ONE_SERIES, (series_id,)).fetchone()
            if found is None:
                return PriceSeries(series_id, ())
            points = _prices(connection, series_id, since, until)
        area, currency, resolution_s = found
        return PriceSeries(
            series_id, map(money_rows.point_of, points), area=area, currency=currency, resolution_s=resolution_s
        )

    def imports(self) -> list[PriceImport]:
        with self._reading() as connection:
            return [money_rows.import_of(found) for found in connection.execute(money_rows.FIND_IMPORTS)]

    def sums(self, session_ids: Sequence[int], side: Side) -> dict[int, CostSum]:
        asked = {"side": side.value, "ids": listed(session_ids)}
        with self._reading() as connection:
            found = connection.execute(f"{money_rows.FIND_SUMS} {money_rows.STANDING}", asked)
            return {row[0]: money_rows.sum_of(row) for row in found}

    def any_known(self, side: Side) -> bool:
        sql = "SELECT EXISTS (SELECT 1 FROM costs WHERE side = ? AND NOT superseded AND gross_minor IS NOT NULL)"
        with self._reading() as connection:
            return bool(connection.execute(sql, (side.value,)).fetchone()[0])

    def costs(self, session_id: int, side: Side) -> list[KeptCost]:
        which = "WHERE session_id = ? AND side = ? ORDER BY id DESC"
        with self._reading() as connection:
            found = connection.execute(f"{money_rows.FIND_COSTS} {which}", (session_id, side.value))
            return [money_rows.kept_of(row) for row in found]

    def costs_of(self, session_ids: Sequence[int], side: Side) -> dict[int, Cost]:
        asked = {"side": side.value, "ids": listed(session_ids)}
        with self._reading() as connection:
            found = connection.execute(f"{money_rows.FIND_COSTS} {money_rows.STANDING}", asked)
            return {row[0]: money_rows.cost_of(row[8]) for row in found}

    def statements(self, number: int | None = None) -> list[Issued]:
        one = "" if number is None else "WHERE number = :number"
        asked = {"number": number}
        with self._reading() as connection:
            payments: dict[int, list[rows.Found]] = {}
            for found in connection.execute(f"{money_rows.FIND_PAYMENTS} {one} ORDER BY id", asked):
                payments.setdefault(found[0], []).append(found)
            issued = connection.execute(f"{money_rows.FIND_STATEMENTS} {one} ORDER BY number DESC", asked).fetchall()
        listed_ones = []
        for known, document, corrected_by in issued:
            statement = money_rows.statement_of(document)
            theirs = (money_rows.payment_of(each, statement.currency) for each in payments.get(known, ()))
            listed_ones.append(Issued(statement, tuple(theirs), corrected_by))
        return listed_ones

    def on_statements(self, session_ids: Sequence[int], side: Side) -> dict[int, int]:
        asked = {"side": side.value, "ids": listed(session_ids)}
        with self._reading() as connection:
            return dict(connection.execute(money_rows.ON_STATEMENTS, asked).fetchall())

    def all_statements_of(self, session_ids: Sequence[int], side: Side) -> dict[int, tuple[int, ...]]:
        asked = {"side": side.value, "ids": listed(session_ids)}
        with self._reading() as connection:
            found: dict[int, tuple[int, ...]] = {}
            for session_id, number in connection.execute(money_rows.ON_STATEMENTS, asked):
                found[session_id] = (*found.get(session_id, ()), number)
            return found

    def last_statement(self) -> int:
        with self._reading() as connection:
            found: int = connection.execute("SELECT coalesce(max(number), 0) FROM statements").fetchone()[0]
            return found


def books(connection: sqlite3.Connection) -> list[Book]:
    return [money_rows.book_of(found) for found in connection.execute(money_rows.FIND_BOOKS)]


def _prices(
    connection: sqlite3.Connection, series_id: str, since: datetime | None, until: datetime | None
) -> list[rows.Found]:
    """Those that touch the time."""
    conditions = []
    asked: dict[str, Cell] = {"series": series_id}
    if since is not None:
        conditions.append("AND start_us > :before AND end_us > :since")
        asked |= {"since": rows.us(since), "before": rows.us(since) - money_rows.LONGEST_US}
    if until is not None:
        conditions.append("AND start_us < :until")
        asked["until"] = rows.us(until)
    sql = " ".join((money_rows.FIND_PRICES, *conditions, "ORDER BY start_us"))
    return connection.execute(sql, asked).fetchall()
