"""The commands of prices: what is there, a price set or loaded, series taken in, and a quote for any readings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import DONE, Wrong, complain, failed, guarded, history_of, print_json, right
from app.commands.lists import listed
from app.commands.wishes import wish

# Of a price book or a list of readings: years of quarters are less.
MOST_DOCUMENT_BYTES = 20_000_000

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse
    from decimal import Decimal

    from app.core.interfaces import History
    from app.core.prices.bill import Bill
    from app.core.prices.books import Book
    from app.core.prices.series_file import SeriesRead
    from app.exports.rows import Row


def prices(given: argparse.Namespace) -> int:
    from app.exports.prices import component_rows, series_row

    if given.series:
        columns: tuple[str, ...] = ("id", "area", "currency", "resolution_s", "first", "last", "prices")
        return listed(
            given,
            lambda history: [series_row(each) for each in history.money.all_series()],
            columns,
            "No price series was taken in yet.",
        )

    def rows(history: History) -> list[Row]:
        return [row for book in history.money.books() for row in component_rows(book)]

    columns = ("book", "valid_from", "valid_to", "name", "dimension", "rate", "unit", "currency", "vat_rate", "used")
    return listed(given, rows, columns, "There are no prices yet.")


def price(given: argparse.Namespace) -> int:
    return _ACTIONS[given.action](given)


def _set(given: argparse.Namespace) -> int:
    chosen = [given.flat is not None, given.day is not None or given.night is not None, given.spot is not None]
    if sum(chosen) != 1 or (given.day is None) != (given.night is None):
        raise Wrong("Say either --flat, or --day and --night, or --spot with the name of a series.")
    night_from, night_to = right(_night, given.night_hours) if given.night_hours else (None, None)
    asked = {
        "book": given.book,
        "currency": given.currency,
        "zone": given.zone,
        "own_zone": _own_zone(),
        "valid_from": right(_day, given.valid_from) if given.valid_from else _today(),
        "series_id": given.spot,
        "vat_rate": right(_percent, given.vat),
        "vat_inside": not given.vat_on_top,
        "night_from": night_from,
        "night_to": night_to,
        "note": given.note,
    }
    for name in ("flat", "day", "night", "markup", "fees", "session_fee", "month_fee"):
        value = getattr(given, name)
        asked[name] = None if value is None else right(amount_of, value)
    return wish(given, "price set", asked)


def _load(given: argparse.Namespace) -> int:
    try:
        document = _text(Path(_file(given)))
    except (OSError, ValueError) as failure:
        return failed(f"{given.file} cannot be read: {getattr(failure, 'strerror', None) or failure}.")

    def show(_given: argparse.Namespace, answer: Any) -> int:
        count = answer["versions"]
        print(f"The book “{answer['book']}” has {count} {'version' if count == 1 else 'versions'} of its prices.")
        for sentence in answer["never_reached"]:
            complain(sentence)
        return DONE

    return wish(given, "price load", {"document": document}, show)


def _export(given: argparse.Namespace) -> int:
    from app.core.prices.document import document_of
    from app.exports.files import write_whole

    def write() -> int:
        book = _book(given)
        if book is None:
            return failed(f"The book “{given.book}” has no prices yet.")
        text = document_of(book)
        if given.file in (None, "-"):
            print(text, end="")
        else:
            write_whole(Path(given.file), text.encode())
            print(f"The book “{given.book}” is written to {given.file}")
        return DONE

    return guarded(write, given.data)


def _quote(given: argparse.Namespace) -> int:
    import json
    from decimal import Decimal

    from app.core.prices.costing import cost
    from app.core.reckoning import series_of
    from app.exports.prices import cost_rows
    from app.exports.rows import table
    from app.imports.readings import BadReadings, usage_from

    if given.readings is None:
        raise Wrong("Say with --readings which file of meter readings is to be priced.")

    def quote() -> int:
        try:
            text = _text(given.readings)
        except (OSError, ValueError) as failure:
            why = getattr(failure, "strerror", None) or failure
            return failed(f"{given.readings} cannot be read: {why}.")
        try:
            usage = usage_from(json.loads(text, parse_float=Decimal))
        except BadReadings as wrong:
            return failed(str(wrong))
        except RecursionError:
            return failed(f"{given.readings} is nested too deep.")
        except ValueError as wrong:
            return failed(f"{given.readings} is not JSON: {wrong}.")
        book, history = _book(given), history_of(given)
        if book is None or history is None:
            return failed(f"The book “{given.book}” has no prices yet.")
        series = [history.money.series(each) for each in series_of(book)]
        rows = cost_rows(cost(usage, book, series))
        if given.json:
            print_json(rows)
        else:
            columns = ("dimension", "name", "quantity", "unit", "rate", "net", "vat_rate", "vat", "gross", "currency")
            print(table(rows, columns))
            for sentence in filter(None, (row["note"] for row in rows)):
                print(sentence)
        return DONE

    return guarded(quote, given.data)


def _import(given: argparse.Namespace) -> int:
    import hashlib

    from app.control.price_sentences import prices_sentence, survey_sentences
    from app.core.prices.series_file import BadPrices, SeriesAnswers
    from app.core.prices.survey import survey
    from app.imports.content import content_of
    from app.imports.price_table import unit_of
    from app.imports.prices import MOST_BYTES, read_prices

    unit = unit_of(given.unit) if given.unit else None
    if given.unit and unit is None:
        raise Wrong(f"“{given.unit}” is no unit of prices, for example öre/kWh, SEK/kWh or EUR/MWh.")
    zone = given.zone or _own_zone()
    answers = SeriesAnswers(
        given.area or "",
        unit,
        given.zone or "",
        given.time_column or "",
        given.price_column or "",
        given.with_tax or None,
    )
    file = Path(_file(given))
    try:
        content = content_of(file, MOST_BYTES)
        read = read_prices(content, answers, file.name)
    except OSError as failure:
        return failed(f"{file} cannot be read: {failure.strerror or failure}.")
    except BadPrices as wrong:
        return failed(f"{prices_sentence(wrong)} Nothing was imported.")
    found = survey(read, zone)
    doubts = survey_sentences(found, zone)
    if doubts and not given.anyway:
        return failed(f"{' '.join(doubts)} Nothing was imported; --anyway imports it as it is.")
    asked = {
        "series": given.name or read.area or file.stem,
        "area": read.area,
        "currency": read.unit.currency,
        "resolution_s": read.resolution_s,
        "name": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "points": _points(read),
    }

    def show(_given: argparse.Namespace, answer: Any) -> int:
        print(
            f"{answer['prices']} prices of {asked['series']} taken in, from {found.first.isoformat()} to "
            f"{found.last.isoformat()}; {answer['sessions']} sessions reckoned anew."
        )
        return DONE

    return wish(given, "price import", asked, show)


def _reckon(given: argparse.Namespace) -> int:
    from app.commands.common import bounds

    since, until = bounds(given)
    asked = {name: None if at is None else at.isoformat() for name, at in (("since", since), ("until", until))}

    def show(_given: argparse.Namespace, count: Any) -> int:
        print(f"{count} {'session' if count == 1 else 'sessions'} reckoned anew.")
        return DONE

    return wish(given, "price reckon", asked, show)


def _check(given: argparse.Namespace) -> int:
    from app.control.bill_sentences import check_sentences
    from app.core.bill_reading import checked
    from app.core.interfaces import utc_now
    from app.core.prices.books import Side
    from app.core.prices.costing import WrongCurrency
    from app.exports.bill_rows import bill_row

    bill = _bill(given)

    def check() -> int:
        history = history_of(given)
        try:
            side = Side(given.book)
            found = None if history is None else checked(history, side, bill, _starters(), utc_now())
        except WrongCurrency as failure:
            return failed(str(failure))
        if found is None:
            return failed(f"The book “{given.book}” has no prices yet.")
        sentences = check_sentences(found)
        if found.expected is None:
            return failed(" ".join(sentences))
        if given.json:
            print_json([bill_row(found, sentences)])
        else:
            print("\n".join(sentences))
        return DONE

    return guarded(check, given.data)


def _bill(given: argparse.Namespace) -> Bill:
    from datetime import date

    from app.core.prices.bill import Bill, Part
    from app.exports.periods import month

    if None in (given.month, given.kwh, given.sum):
        raise Wrong("Say --month, --kwh and --sum as they stand on the bill, for example --month 2026-10 --kwh 812.")
    right(month, given.month)  # that it is one
    kwh = right(_billed, given.kwh)
    if kwh < 0:
        raise Wrong("A month's kWh are not less than nothing.")
    words = ((Part.ENERGY, given.energy), (Part.GRID, given.grid), (Part.TAX, given.tax), (Part.FEE, given.fee))
    entered = [(part, right(_billed, text)) for part, text in (*words, (Part.VAT, given.vat_sum)) if text is not None]
    first = date.fromisoformat(f"{given.month[:4]}-{int(given.month[5:]):02d}-01")
    return Bill(first, round(kwh, 3), right(_billed, given.sum), tuple(entered))


def _billed(text: str) -> Decimal:
    from app.core.prices.typed import typed_amount

    found = typed_amount(text)
    if found is None:
        raise ValueError(f"“{text}” is not an amount.")
    return found


def _starters() -> list[Book]:
    """The books that come with the program."""
    from app.core.prices.document import book_of
    from app.settings import resources_folder

    folder = resources_folder() / "prices"
    return [book_of(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


_ACTIONS = {
    "import": _import,
    "set": _set,
    "export": _export,
    "load": _load,
    "quote": _quote,
    "reckon": _reckon,
    "check": _check,
}


def _points(read: SeriesRead) -> list[tuple[int, int, str]]:
    return [(int(each.start.timestamp()), int(each.end.timestamp()), str(each.value)) for each in read.points]


def _book(given: argparse.Namespace) -> Book | None:
    history = history_of(given)
    books = [] if history is None else history.money.books()
    return next((book for book in books if book.side.value == given.book), None)


def _text(file: Path) -> str:
    """A document's. Raises OSError; ValueError with what is wrong."""
    from app.imports.content import content_of

    content = content_of(file, MOST_DOCUMENT_BYTES)
    if len(content) > MOST_DOCUMENT_BYTES:
        raise ValueError(f"it is larger than {MOST_DOCUMENT_BYTES // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None


def _file(given: argparse.Namespace) -> str:
    if given.file is None:
        raise Wrong("Say which file.")
    return str(given.file)


def amount_of(text: str) -> str:
    return str(_decimal(text))


def _percent(text: str) -> str:
    percent = _decimal(text)
    if not 0 <= percent < 100:
        raise ValueError(f"“{text}” is not a VAT rate in per cent.")
    return str(percent / 100)


def _decimal(text: str) -> Decimal:
    from app.core.prices.reading import MOST
    from app.core.prices.typed import typed_amount

    found = typed_amount(text)
    if found is None or abs(found) > MOST:
        raise ValueError(f"“{text}” is not an amount.")
    return found


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"“{text}” is not a date, for example 2026-10-01.") from None


def _today() -> str:
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


def _night(text: str) -> tuple[str, str]:
    from datetime import time

    try:
        since, _, until = text.partition("-")
        begin, end = (time.fromisoformat(each.strip().zfill(2)).isoformat() for each in (since, until))
    except ValueError:
        raise ValueError(f"“{text}” are no hours, for example 22:00-06:00.") from None
    return begin, end


def _own_zone() -> str:
    """This computer's, by its name where the system tells it."""
    from app.exports.periods import own_zone

    return own_zone()
