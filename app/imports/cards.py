"""A CSV file of cards and people → what the card book takes in; the first wrong line refuses the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.core import card_numbers
from app.core.card_book import MOST_GROUP, MOST_NAME, Handed
from app.core.cards import COLOURS, Allowance, AtTheEnd, Budget, Card
from app.core.cards_file import BadLine, CardColumn, WhyLine, read_hours
from app.core.prices.limits import read_amount
from app.core.prices.typed import typed_amount
from app.imports.content import content_of

# Ten thousand cards with everything said of each.
MOST_BYTES = 2_000_000
_CLIPPED = 60
# What other programs and people write at the head of a column.
_HEADS = {
    **{column.value: column for column in CardColumn},
    **{column.value.replace("_", " "): column for column in CardColumn},
    "uid": CardColumn.NUMBER,
    "card": CardColumn.NUMBER,
    "card number": CardColumn.NUMBER,
    "idtag": CardColumn.NUMBER,
    "id tag": CardColumn.NUMBER,
    "kort": CardColumn.NUMBER,
    "kortnummer": CardColumn.NUMBER,
    "nummer": CardColumn.NUMBER,
    "namn": CardColumn.NAME,
    "description": CardColumn.NAME,
    "förare": CardColumn.PERSON,
    "driver": CardColumn.PERSON,
    "user": CardColumn.PERSON,
    "fordon": CardColumn.VEHICLE,
    "bil": CardColumn.VEHICLE,
    "grupp": CardColumn.GROUP,
    "parentidtag": CardColumn.GROUP,
    "status": CardColumn.STATE,
    "expiry": CardColumn.EXPIRES,
    "expiry date": CardColumn.EXPIRES,
    "giltigt till": CardColumn.EXPIRES,
    "laddare": CardColumn.CHARGERS,
    "tider": CardColumn.HOURS,
    "färg": CardColumn.COLOUR,
    "color": CardColumn.COLOUR,
}
_BLOCKED = {
    **dict.fromkeys(("", "allowed", "accepted", "active", "tillåtet", "0", "no", "false"), False),
    **dict.fromkeys(("blocked", "inactive", "spärrat", "1", "yes", "true"), True),
}
_YES_OR_NO = {
    **dict.fromkeys(("", "no", "nej", "false", "0"), False),
    **dict.fromkeys(("yes", "ja", "true", "1", "x"), True),
}

_LIMITS = (CardColumn.LIMIT_KWH, CardColumn.LIMIT_MONEY, CardColumn.LIMIT_SESSIONS, CardColumn.LIMIT_DAYS)

_Cells = Mapping[CardColumn, str]


def read_cards(content: bytes, now: datetime) -> list[Handed]:
    """The lines of the file, in order. Raises BadLine."""
    lines = csv.reader(io.StringIO(_text(content), newline=""), delimiter=_delimiter(content))
    handed: list[Handed] = []
    seen: set[str] = set()
    columns: list[CardColumn] | None = None
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, lines.line_num)
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise BadLine(WhyLine.CELLS, lines.line_num)
        given = {column: _plain(cell.strip()) for column, cell in zip(columns, cells, strict=False)}
        handed.append(_handed(given, lines.line_num, seen, now))
    if columns is None:
        raise BadLine(WhyLine.NOT_A_TABLE, 0)
    return handed


def read_cards_file(file: Path, now: datetime) -> list[Handed]:
    """Like `read_cards`, of no more of a file than any list of cards has. Raises BadLine, OSError."""
    return read_cards(content_of(file, MOST_BYTES), now)


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadLine(WhyLine.TOO_LARGE, 0)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # how some spreadsheets write "Unicode text"
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise BadLine(WhyLine.NOT_UTF8, 1) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise BadLine(WhyLine.NOT_UTF8, content.count(b"\n", 0, failure.start) + 1) from None
    if "\0" in text:
        raise BadLine(WhyLine.NOT_A_TABLE, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _delimiter(content: bytes) -> str:
    """What stands most often in the first line that says anything."""
    for line in _text(content).splitlines():
        if line.strip():
            return max(";,\t|", key=line.count)
    raise BadLine(WhyLine.NOT_A_TABLE, 0)


def _columns(cells: list[str], line: int) -> list[CardColumn]:
    columns = []
    for cell in cells:
        column = _HEADS.get(cell.strip().strip("\ufeff").casefold())
        if column is None:
            raise BadLine(WhyLine.NO_SUCH_COLUMN, line, _clipped(cell))
        if column in columns:
            raise BadLine(WhyLine.COLUMN_TWICE, line, _clipped(cell))
        columns.append(column)
    if CardColumn.NUMBER not in columns and CardColumn.PERSON not in columns:
        raise BadLine(WhyLine.NUMBER_COLUMN_MISSING, line)
    return columns


def _handed(given: _Cells, line: int, seen: set[str], now: datetime) -> Handed:
    for column in (CardColumn.NAME, CardColumn.PERSON, CardColumn.VEHICLE):
        if len(given.get(column, "")) > MOST_NAME:
            raise BadLine(WhyLine.TEXT_TOO_LONG, line, _clipped(given[column]))
    number, person, vehicle = (
        given.get(column, "") for column in (CardColumn.NUMBER, CardColumn.PERSON, CardColumn.VEHICLE)
    )
    if not number and not person:
        raise BadLine(WhyLine.NO_NUMBER, line)
    if not number:
        keeps = CardColumn.BUDGET_MONEY not in given
        return Handed(person=person, vehicle=vehicle, budget=_budget(given, line), keeps_budget_money=keeps, line=line)
    card, said = _card(number, given, line, now)
    for each in (card.uid, *card.also):
        if card_numbers.key(each) in seen:
            raise BadLine(WhyLine.NUMBER_TWICE, line, card_numbers.masked(each))
        seen.add(card_numbers.key(each))
    return Handed(
        card,
        said,
        person,
        vehicle,
        _budget(given, line),
        keeps_limit_money=CardColumn.LIMIT_MONEY not in given,
        keeps_budget_money=CardColumn.BUDGET_MONEY not in given,
        line=line,
    )


def _card(number: str, given: _Cells, line: int, now: datetime) -> tuple[Card, tuple[str, ...]]:
    """The card, and which of its fields the file speaks of: the others stay as they are known."""
    fields: dict[str, object] = {}
    for column, text in given.items():
        match column:
            case CardColumn.NAME:
                fields["name"] = text
            case CardColumn.GROUP:
                if len(text) > MOST_GROUP:
                    raise BadLine(WhyLine.TEXT_TOO_LONG, line, _clipped(text))
                fields["group"] = text
            case CardColumn.STATE:
                fields["blocked"] = _one_of(_BLOCKED, text, WhyLine.STATE, line)
            case CardColumn.MASTER:
                fields["master"] = _one_of(_YES_OR_NO, text, WhyLine.YES_OR_NO, line)
            case CardColumn.ONE_AT_A_TIME:
                fields["alone"] = _one_of(_YES_OR_NO, text, WhyLine.YES_OR_NO, line)
            case CardColumn.EXPIRES:
                fields["expires_at"] = _expiry(text, line)
            case CardColumn.CHARGERS:
                fields["chargers"] = tuple(text.split())
            case CardColumn.COLOUR:
                if text and text.lower() not in COLOURS:
                    raise BadLine(WhyLine.COLOUR, line, _clipped(text))
                fields["colour"] = text.lower()
            case CardColumn.OTHER_NUMBERS:
                fields["also"] = tuple(_number(each, line) for each in text.split())
            case CardColumn.HOURS:
                try:
                    fields["hours"] = read_hours(text)
                except ValueError:
                    raise BadLine(WhyLine.HOURS, line, _clipped(text)) from None
    if any(column in given for column in _LIMITS):
        fields["allowance"] = _allowance(given, line, now)
    said = tuple(name for name in fields)
    return Card(_number(number, line), **fields), said  # type: ignore[arg-type] # each is of its field's kind


def _number(text: str, line: int) -> str:
    if len(text) > card_numbers.MOST_NUMBER or not text.isprintable():
        raise BadLine(WhyLine.NUMBER, line, _clipped(text))
    return text


def _one_of(words: Mapping[str, bool], text: str, why: WhyLine, line: int) -> bool:
    found = words.get(text.casefold())
    if found is None:
        raise BadLine(why, line, _clipped(text))
    return found


def _expiry(text: str, line: int) -> datetime | None:
    """A date alone means that the whole of that day counts, here."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadLine(WhyLine.DATE, line, _clipped(text)) from None
    if len(text) <= len("2026-10-01"):
        at += timedelta(days=1)
    try:
        return at.astimezone(UTC)
    except (OverflowError, OSError):  # a year that no clock reaches
        raise BadLine(WhyLine.DATE, line, _clipped(text)) from None


def _allowance(given: _Cells, line: int, now: datetime) -> Allowance | None:
    energy_wh = _wh(given, CardColumn.LIMIT_KWH, line)
    sessions = _whole(given, CardColumn.LIMIT_SESSIONS, line)
    days = _whole(given, CardColumn.LIMIT_DAYS, line)
    money = _money(given, CardColumn.LIMIT_MONEY, line)
    if energy_wh is None and sessions is None and days is None and money is None:
        return None
    return Allowance(now, energy_wh, sessions, days, money)


def _budget(given: _Cells, line: int) -> Budget | None:
    energy_wh, money = _wh(given, CardColumn.BUDGET_KWH, line), _money(given, CardColumn.BUDGET_MONEY, line)
    then = given.get(CardColumn.BUDGET_THEN, "").casefold()
    at_the_end = next((each for each in AtTheEnd if each.value == then), None)
    if then and at_the_end is None:
        raise BadLine(WhyLine.THEN, line, _clipped(then))
    if energy_wh is None and money is None:
        return None
    return Budget(energy_wh, money, at_the_end or AtTheEnd.WARN)


def _wh(given: _Cells, column: CardColumn, line: int) -> int | None:
    text = given.get(column, "")
    if not text:
        return None
    kwh = typed_amount(text)
    if kwh is None or not 0 < kwh <= 1_000_000:
        raise BadLine(WhyLine.AMOUNT, line, _clipped(text))
    return max(1, int(kwh * 1000))


def _money(given: _Cells, column: CardColumn, line: int) -> Decimal | None:
    text = given.get(column, "")
    amount = read_amount(text)
    if text and amount is None:
        raise BadLine(WhyLine.MONEY, line, _clipped(text))
    return amount


def _whole(given: _Cells, column: CardColumn, line: int) -> int | None:
    text = given.get(column, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:10]) <= 1_000_000:
        raise BadLine(WhyLine.AMOUNT, line, _clipped(text))
    return int(text)


def _plain(text: str) -> str:
    """Without the sign that an export sets before what a spreadsheet would compute."""
    return text[1:] if len(text) > 1 and text[0] == "'" and not text[1].isalnum() else text


def _clipped(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "·" for sign in text.strip())
    return text if len(text) <= _CLIPPED else text[: _CLIPPED - 1] + "…"
