"""Books, prices and costs → rows → values, as rows.py does for what chargers tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from app.core.prices.books import Book, Side
from app.core.prices.cost import Cost, CostQuality, written
from app.core.prices.kept import CostSum, KeptCost, PriceImport, SeriesInfo, from_minor, to_minor
from app.core.prices.series import PricePoint
from app.core.statements import Payment, PaymentKind, Statement
from app.core.statements import written as written_statement
from app.store import rows
from app.store.rows import Found, Row


def _fraction(kind: type, value: Any) -> Any:
    if kind is Fraction:
        return Fraction(value)
    raise NotImplementedError(kind)


_book_json = msgspec.json.Encoder().encode
_book_of_json = msgspec.json.Decoder(Book).decode
_cost_of_json = msgspec.json.Decoder(Cost, dec_hook=_fraction).decode
_statement_of_json = msgspec.json.Decoder(Statement, dec_hook=_fraction).decode
_SIDES = rows.codes(Side)
_PAYMENTS = rows.codes(PaymentKind)
_QUALITIES = rows.codes(CostQuality)

SAVE_BOOK = rows.upsert("books", "side", "side, document")
FIND_BOOKS = "SELECT document FROM books ORDER BY side DESC"  # what I pay, then what I charge
SAVE_SERIES = rows.upsert("series", "id", "id, area, currency, resolution_s")
FORGET_SERIES = ("DELETE FROM series WHERE id = ?", "DELETE FROM prices WHERE series_id = ?")
FIND_SERIES = (
    "SELECT id, area, currency, resolution_s,"
    " (SELECT start_us FROM prices WHERE series_id = id ORDER BY start_us LIMIT 1),"
    " (SELECT end_us FROM prices WHERE series_id = id ORDER BY start_us DESC LIMIT 1),"
    " (SELECT count(*) FROM prices WHERE series_id = id) FROM series"
)
# Without its count, which takes as long as it has prices.
FIND_ONE_SERIES = "SELECT area, currency, resolution_s FROM series WHERE id = ?"
# What a newer import says of a span replaces whatever was said of it: (series, end, start, the earliest start).
CLEAR_PRICES = "DELETE FROM prices WHERE series_id = ? AND start_us < ? AND end_us > ? AND start_us > ?"
LONGEST_US = 40 * 86_400_000_000  # of one price: a month's mean is the longest, and the key finds it by its start
ADD_PRICE = "INSERT OR REPLACE INTO prices (series_id, start_us, end_us, value) VALUES (?, ?, ?, ?)"
FIND_PRICES = "SELECT start_us, end_us, value FROM prices WHERE series_id = :series"
_IMPORT = "series_id, name, sha256, prices, first_us, last_us, imported_us"
ADD_IMPORT = f"INSERT INTO price_imports ({_IMPORT}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own words
FIND_IMPORTS = f"SELECT {_IMPORT} FROM price_imports ORDER BY id DESC"  # noqa: S608
SUPERSEDE = "UPDATE costs SET superseded = 1 WHERE session_id = ? AND side = ? AND NOT superseded"
ADD_COST = (
    "INSERT INTO costs (session_id, side, at_us, currency, quality, net_minor, gross_minor, document)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SUM = "session_id, side, at_us, currency, quality, net_minor, gross_minor"
FIND_SUMS = f"SELECT {_SUM} FROM costs"  # noqa: S608
FIND_COSTS = f"SELECT {_SUM}, superseded, document FROM costs"  # noqa: S608
STANDING = "WHERE side = :side AND NOT superseded AND session_id IN (SELECT value FROM json_each(:ids))"


ADD_STATEMENT = "INSERT INTO statements (number, issued_us, corrects, person_id, document) VALUES (?, ?, ?, ?, ?)"
ADD_STATEMENT_SESSION = "INSERT INTO statement_sessions (session_id, number) VALUES (?, ?)"
_CORRECTED_BY = "(SELECT max(number) FROM statements AS newer WHERE newer.corrects = statements.number)"
FIND_STATEMENTS = f"SELECT number, document, {_CORRECTED_BY} FROM statements"  # noqa: S608
ADD_PAYMENT = "INSERT INTO payments (number, at_us, kind, amount_minor, note) VALUES (?, ?, ?, ?, ?)"
FIND_PAYMENTS = "SELECT number, at_us, kind, amount_minor, note, id FROM payments"
ON_STATEMENTS = " ".join(
    (
        "SELECT session_id, number FROM statement_sessions JOIN statements USING (number)",
        "WHERE session_id IN (SELECT value FROM json_each(:ids)) AND",
        _CORRECTED_BY,
        "IS NULL AND json_extract(document, '$.wanted.side') = :side",
    )
)


def statement_row(statement: Statement) -> Row:
    if statement.issued_at is None:
        raise ValueError("A draft is not kept.")
    about = statement.wanted.about
    document = written_statement(statement).decode()
    return statement.number, rows.us(statement.issued_at), statement.corrects, about.person_id, document


def statement_session_rows(statement: Statement) -> list[Row]:
    return [(row.session_id, statement.number) for row in statement.rows]


def statement_of(document: str) -> Statement:
    return _statement_of_json(document)


def payment_row(payment: Payment, currency: str) -> Row:
    amount = to_minor(payment.amount, currency)
    return payment.number, rows.us(payment.at), payment.kind.value, amount, payment.note


def payment_of(found: Found, currency: str) -> Payment:
    amount = from_minor(found[3], currency)
    return Payment(found[0], rows.at_us(found[1]), _PAYMENTS[found[2]], amount, found[4], found[5])


def book_row(book: Book) -> Row:
    return book.side.value, _book_json(book).decode()


def book_of(found: Found) -> Book:
    return _book_of_json(found[0])


def series_row(info: SeriesInfo) -> Row:
    return info.id, info.area, info.currency, info.resolution_s


def series_of(found: Found) -> SeriesInfo:
    return SeriesInfo(
        id=found[0],
        area=found[1],
        currency=found[2],
        resolution_s=found[3],
        first=rows.maybe_at_us(found[4]),
        last=rows.maybe_at_us(found[5]),
        prices=found[6],
    )


def clear_row(series_id: str, start: datetime, end: datetime) -> Row:
    return series_id, rows.us(end), rows.us(start), rows.us(start) - LONGEST_US


def price_rows(series_id: str, points: Sequence[PricePoint]) -> list[Row]:
    return [(series_id, rows.us(point.start), rows.us(point.end), str(point.value)) for point in points]


def point_of(found: Found) -> PricePoint:
    return PricePoint(rows.at_us(found[0]), rows.at_us(found[1]), Decimal(found[2]))


def import_row(done: PriceImport) -> Row:
    span = (rows.us(done.first), rows.us(done.last), rows.us(done.imported_at))
    return done.series_id, done.name, done.sha256, done.prices, *span


def import_of(found: Found) -> PriceImport:
    return PriceImport(*found[:4], *map(rows.at_us, found[4:7]))


def cost_row(session_id: int, side: Side, cost: Cost, at: datetime) -> Row:
    total = cost.total
    return (
        session_id,
        side.value,
        rows.us(at),
        cost.currency,
        cost.quality.value,
        None if total is None else to_minor(total.net, cost.currency),
        None if total is None else to_minor(total.gross, cost.currency),
        written(cost).decode(),
    )


def sum_of(found: Found) -> CostSum:
    session_id, side, at_us, currency, quality, net, gross = found[:7]
    return CostSum(
        session_id,
        _SIDES[side],
        currency,
        _QUALITIES[quality],
        None if net is None else from_minor(net, currency),
        None if gross is None else from_minor(gross, currency),
        rows.at_us(at_us),
    )


def cost_of(document: str) -> Cost:
    return _cost_of_json(document)


def kept_of(found: Found) -> KeptCost:
    return KeptCost(sum_of(found), cost_of(found[8]), bool(found[7]))
