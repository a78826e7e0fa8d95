"""Reads a JSON document strictly: every failure is one sentence and the place it is about.

Figures never pass through binary floating point: they are text, or JSON numbers read as Decimal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TypeVar

_FIGURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,28})?")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_EXPONENT = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+")
# No currency's prices per unit come near it; what is above was typed in the wrong unit.
MOST = Decimal(1_000_000)

_Kind = TypeVar("_Kind", bound=Enum)
_Read = TypeVar("_Read")


class DocumentWrong(ValueError):
    """A document that is refused whole: where, and why in one sentence."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why


class _Object:
    """A JSON object as it was written, with repeated names."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        self.pairs = pairs


class _Number:
    """A JSON number as it was written."""

    def __init__(self, text: str) -> None:
        self.text = text


class Place:
    """A value in the document and the path to it."""

    def __init__(self, value: object, path: str) -> None:
        self._value = value
        self.path = path

    def wrong(self, why: str) -> DocumentWrong:
        return DocumentWrong(self.path or "the document", why)

    @property
    def empty(self) -> bool:
        return self._value is None

    def fields(self, *names: str, needed: tuple[str, ...] = ()) -> dict[str, Place]:
        """The object's fields; one that is not written is an empty place."""
        if not isinstance(self._value, _Object):
            raise self.wrong("It must be an object in braces.")
        found: dict[str, Place] = {}
        for name, value in self._value.pairs:
            place = Place(value, f"{self.path}.{name}" if self.path else name)
            if name not in names:
                raise place.wrong(f"There is no such field. Known here are {', '.join(names)}.")
            if name in found:
                raise place.wrong("It is written twice.")
            found[name] = place
        for name in needed:
            if name not in found or found[name].empty:
                raise self.wrong(f"It needs the field {name}.")
        return {name: found.get(name, Place(None, f"{self.path}.{name}" if self.path else name)) for name in names}

    def each(self) -> Iterator[Place]:
        """The places of a list; none if it is not written."""
        if self.empty:
            return
        if not isinstance(self._value, list):
            raise self.wrong("It must be a list in brackets.")
        for index, value in enumerate(self._value):
            yield Place(value, f"{self.path}[{index}]")

    def or_none(self, read: Callable[[Place], _Read]) -> _Read | None:
        return None if self.empty else read(self)

    def text(self, default: str | None = None) -> str:
        if self.empty and default is not None:
            return default
        if not isinstance(self._value, str):
            raise self.wrong("It must be text in quotation marks.")
        return self._value

    def yes_no(self, default: bool) -> bool:
        if self.empty:
            return default
        if not isinstance(self._value, bool):
            raise self.wrong("It must be true or false.")
        return self._value

    def figure(self, default: Decimal | None = None) -> Decimal:
        """An exact figure, of either sign."""
        if self.empty and default is not None:
            return default
        if isinstance(self._value, _Number):
            text = self._value.text
        elif isinstance(self._value, str):
            text = self._value
        else:
            raise self.wrong('It must be a figure, as in "1.85".')
        if _FIGURE.fullmatch(text):
            found = Decimal(text)
            if abs(found) > MOST:
                raise self.wrong(f"{text} is larger than any price or amount. Is it in another unit?")
            return found
        if text.strip("+-").lower() in {"nan", "inf", "infinity"}:
            raise self.wrong(f"{text} is not a number.")
        if _COMMA.fullmatch(text):
            raise self.wrong(f'{text} has a comma. Write a point: "{text.replace(",", ".")}".')
        if _EXPONENT.fullmatch(text):
            raise self.wrong(f"{text} has an exponent. Write its digits out.")
        raise self.wrong(f'"{text}" is not a figure. Write digits with a point, as in "1.85".')

    def amount(self, default: Decimal | None = None) -> Decimal:
        """A figure that is not negative."""
        found = self.figure(default)
        if found < 0:
            raise self.wrong(f"{found} is negative, which it can never be.")
        return found

    def whole(self, default: int) -> int:
        """A whole number that is not negative."""
        found = self.amount(Decimal(default))
        if found != found.to_integral_value():
            raise self.wrong(f"{found} is not a whole number.")
        return int(found)

    def one_of(self, kind: type[_Kind]) -> _Kind:
        text = self.text()
        for member in kind:
            if member.value == text:
                return member
        raise self.wrong(f'"{text}" is none of {", ".join(str(member.value) for member in kind)}.')

    def day(self) -> date:
        text = self.text()
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise self.wrong(f'"{text}" is not a date. Write it as 2026-10-25.')

    def clock(self) -> time:
        text = self.text()
        try:
            if re.fullmatch(r"[0-9][0-9]:[0-9][0-9](:[0-9][0-9])?", text):
                return time.fromisoformat(text)
        except ValueError:
            pass
        raise self.wrong(f'"{text}" is not a time of day. Write it as 22:00; the end of the day is 00:00.')

    def instant(self) -> datetime:
        text = self.text()
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise self.wrong(f'"{text}" is not an instant. Write it as 2026-10-25T06:00:00Z.') from None
        if found.tzinfo is None:
            raise self.wrong(f'"{text}" does not say its time zone. Add Z for UTC, or an offset.')
        return found.astimezone(UTC)


def parsed(text: str) -> Place:
    """The document's root."""
    try:
        value = json.loads(
            text, parse_float=_Number, parse_int=_Number, parse_constant=_Number, object_pairs_hook=_Object
        )
    except json.JSONDecodeError as error:
        raise DocumentWrong(f"line {error.lineno}, column {error.colno}", f"It is not JSON: {error.msg}.") from None
    except RecursionError:
        raise DocumentWrong("the document", "It is nested too deep.") from None
    return Place(value, "")
