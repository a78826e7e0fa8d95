"""What is kept of money: the books, the price series and the files they came from, and the cost of every session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from app.core.prices.ahead import Ahead
from app.core.prices.books import Book, Side, minor_unit
from app.core.prices.cost import Cost, CostQuality
from app.core.prices.series import PriceSeries
from app.core.statements import Issued
from app.core.values import Value


class SeriesInfo(Value, frozen=True):
    """A price series without its prices."""

    id: str
    area: str = ""
    currency: str = ""
    resolution_s: int = 900
    first: datetime | None = None
    last: datetime | None = None  # the end of its last price
    prices: int = 0


class PriceImport(Value, frozen=True):
    """A file that prices came from."""

    series_id: str
    name: str
    sha256: str
    prices: int
    first: datetime
    last: datetime
    imported_at: datetime


class CostSum(Value, frozen=True):
    """What a session came to, without how."""

    session_id: int
    side: Side
    currency: str
    quality: CostQuality
    net: Decimal | None  # None: prices are missing
    gross: Decimal | None
    at: datetime  # when it was reckoned
    final: bool = True  # False: the session runs
    ahead: Ahead | None = None  # of one that runs


class KeptCost(Value, frozen=True):
    """One reckoning of a session, whole; an older one is kept when a newer takes its place."""

    sum: CostSum
    cost: Cost
    superseded: bool = False


class MoneyTotal(Value, frozen=True):
    """Of several sessions in one currency: their rounded sums added."""

    currency: str
    gross: Decimal
    unpriced: int  # whose prices are missing, or that were never reckoned


class DayCost(Value, frozen=True):
    """What one part's sessions of a local day, or of an hour, came to."""

    day: str
    part: str  # as History.energy_by_day names it
    gross_minor: int  # in the currency's smallest unit
    priced: int = 0  # the sessions that came to it
    unpriced: int = 0  # sessions that are over and whose prices are missing, or that were never reckoned
    running: int = 0  # sessions without a cost yet


def sum_of(
    session_id: int, side: Side, cost: Cost, at: datetime, *, final: bool = True, ahead: Ahead | None = None
) -> CostSum:
    net = None if cost.total is None else cost.total.net
    gross = None if cost.total is None else cost.total.gross
    return CostSum(session_id, side, cost.currency, cost.quality, net, gross, at, final, ahead)


def to_minor(amount: Decimal, currency: str) -> int:
    """In the currency's smallest unit, as it is kept: 12.50 kr is 1250."""
    return int(amount / minor_unit(currency))


def from_minor(amount: int, currency: str) -> Decimal:
    return amount * minor_unit(currency)


class MoneyHistory(Protocol):
    """What is read of money, as interfaces.History reads the rest: plain calls that may take a while."""

    def books(self) -> list[Book]: ...

    def all_series(self) -> list[SeriesInfo]: ...

    def series(self, series_id: str, since: datetime | None = None, until: datetime | None = None) -> PriceSeries:
        """With the prices that touch [since, until); of an id that nobody knows, an empty one."""

    def imports(self) -> list[PriceImport]:
        """The newest first."""

    def sums(self, session_ids: Sequence[int], side: Side) -> dict[int, CostSum]:
        """By session, as they stand; of those that were ever reckoned."""

    def any_known(self, side: Side) -> bool:
        """Whether any session came to something, as they stand."""

    def costs(self, session_id: int, side: Side) -> list[KeptCost]:
        """Every reckoning of this session, the newest first."""

    def costs_of(self, session_ids: Sequence[int], side: Side) -> dict[int, Cost]:
        """As they stand, whole."""

    def statements(self, number: int | None = None) -> list[Issued]:
        """Those that were issued, the newest first; with a number that one alone."""

    def on_statements(self, session_ids: Sequence[int], side: Side) -> dict[int, int]:
        """By session the number of the issued statement of this side that it stands on, corrected ones left out."""

    def all_statements_of(self, session_ids: Sequence[int], side: Side) -> dict[int, tuple[int, ...]]:
        """As `on_statements`, of a session that is divided at a month's end every one."""

    def last_statement(self) -> int:
        """The number given last; 0 where none was."""
