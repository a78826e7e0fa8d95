"""Mends JSON that chargers break in known ways, and names each repair; what cannot be mended stays broken."""

from __future__ import annotations

import re
from typing import Any

import msgspec

# Longer broken texts are not worth the loop's time: the scan below walks them token by token.
MOST_CHARACTERS = 16_384
MOST_DEPTH = 64

_decode = msgspec.json.Decoder().decode

_LONE_SURROGATE = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BREAK = re.compile(r"[\t\r\n]+")
# A string (perhaps cut off at the end), a sign of structure, a bare word or number. Blanks fall through.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?$)|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_UNENDED = re.compile(r'"(?:[^"\\]|\\.)*\\?', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_WORDS = {"true": "true", "false": "false", "null": "null", "True": "true", "False": "false", "None": "null"}
_NOT_NUMBERS = frozenset({"nan", "inf", "infinity", "undefined"})
_CLOSERS = {"[": "]", "{": "}"}


class Hopeless(ValueError):
    """The text is not JSON, and no known repair makes it so."""


def load(raw: bytes | str, repairs: list[str]) -> Any:
    """The JSON value in `raw`; each repair it needed is added to `repairs`.

    Raises Hopeless and nothing else. Sound text costs no more than decoding it.
    """
    try:
        value = _decode(raw)
    except RecursionError:
        raise Hopeless("nested too deeply") from None
    except ValueError:  # broken JSON or broken UTF-8
        pass
    else:
        brackets = raw.count("[") + raw.count("{") if isinstance(raw, str) else raw.count(b"[") + raw.count(b"{")
        if brackets > MOST_DEPTH and _too_deep(value):
            raise Hopeless("nested too deeply")
        return value
    if len(raw) > MOST_CHARACTERS:
        raise Hopeless("not JSON, and too long to mend")
    text = _clean(raw, repairs)
    if not text.startswith(("[", "{")):
        raise Hopeless("not JSON")
    try:
        return _decode(text)
    except RecursionError:
        raise Hopeless("nested too deeply") from None
    except ValueError:
        pass
    mended = _Mender(repairs).mend(text)
    try:
        return _decode(mended)
    except (ValueError, RecursionError) as failure:
        raise Hopeless(str(failure)) from None


def _too_deep(value: Any) -> bool:
    """Whether the value nests deeper than any message does: what comes after us walks it by recursion."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _clean(raw: bytes | str, repairs: list[str]) -> str:
    """Text without what stands around or between the JSON: byte order marks, NULs, control and half characters."""
    if isinstance(raw, str):
        text = raw.encode("utf-8", "replace").decode("utf-8")
        if text != raw:
            repairs.append("half characters")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "replace")
            repairs.append("not UTF-8")
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        repairs.append("byte order mark")
    trimmed = text.strip(" \t\r\n\x00")
    if trimmed != text.strip():
        repairs.append("NUL around the message")
    text = trimmed
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
        repairs.append("control characters")
    whole = _LONE_SURROGATE.sub(lambda match: match[1] or r"\ufffd", text)
    if whole != text:
        repairs.append("half characters")
    return whole


class _Mender:
    """Walks the tokens once, keeping what JSON allows in each place and putting in what is missing."""

    def __init__(self, repairs: list[str]) -> None:
        self._repairs = repairs
        self._out: list[str] = []
        self._open: list[str] = []  # the brackets we are inside of
        self._last = ""  # the kind of the last token: one of [ { , : or "value" or "key"

    def mend(self, text: str) -> str:
        """Raises Hopeless where brackets nest absurdly."""
        for match in _TOKEN.finditer(text):
            token = match[0]
            if token == ",":
                self._comma()
            elif token == ":":
                self._colon()
            elif token in "[{":
                self._before_value()
                if len(self._open) >= MOST_DEPTH:
                    raise Hopeless("nested too deeply")
                self._open.append(token)
                self._put(token, token)
            elif token in "]}":
                self._close(token)
            else:
                self._scalar(token, at_end=match.end() == len(text))
            if not self._open:
                if text[match.end() :].strip():
                    self._note("text after the end")
                break
        if self._open:
            self._note("cut off")
            while self._open:
                self._end_of(self._open.pop())
        return "".join(self._out)

    def _put(self, text: str, kind: str) -> None:
        self._out.append(text)
        self._last = kind

    def _note(self, repair: str) -> None:
        if repair not in self._repairs:
            self._repairs.append(repair)

    def _comma(self) -> None:
        if self._last in ("[", "{", ","):
            self._note("comma too many")
            return
        self._fill()
        self._put(",", ",")

    def _colon(self) -> None:
        if self._last == "key":
            self._put(":", ":")
        else:
            self._note("colon too many")

    def _fill(self) -> None:
        """Give a name that has no value the value null."""
        if self._last == "key":
            self._put(":", ":")
        if self._last == ":":
            self._note("value missing")
            self._put("null", "value")

    def _before_value(self) -> None:
        if self._last in ("value", "key"):
            self._note("comma missing")
            self._fill()
            self._put(",", ",")

    def _close(self, token: str) -> None:
        wanted = "[" if token == "]" else "{"
        if wanted not in self._open:
            self._note("bracket too many")
            return
        while self._open[-1] != wanted:
            self._note("bracket missing")
            self._end_of(self._open.pop())
        self._end_of(self._open.pop())

    def _end_of(self, bracket: str) -> None:
        if self._last == ",":
            self._note("comma too many")
            self._out.pop()
        self._fill()
        self._put(_CLOSERS[bracket], "value")

    def _scalar(self, token: str, *, at_end: bool) -> None:
        self._before_value()
        is_name = self._open[-1] == "{" and self._last in ("{", ",")
        if token.startswith('"'):
            if _UNENDED.fullmatch(token):
                # Half a value is worse than none: half a number of a card, half a meter's.
                self._note("cut off")
                if is_name:
                    return
                token = "null"
            elif _BREAK.search(token):
                self._note("line breaks in a text")
                token = _BREAK.sub(" ", token)
        elif is_name:
            self._note("name without quotes")
            token = msgspec.json.encode(token).decode()
        else:
            token = "null" if at_end else self._word(token)
        self._put(token, "key" if is_name else "value")

    def _word(self, token: str) -> str:
        if token in _WORDS:
            if token != _WORDS[token]:
                self._note(f"{token} for {_WORDS[token]}")
            return _WORDS[token]
        if _NUMBER.fullmatch(token):
            try:
                _decode(token)
            except ValueError:
                self._note("number out of range")
                return "null"
            return token
        if token.lstrip("+-").lower() in _NOT_NUMBERS:
            self._note("not a number")
            return "null"
        self._note("text without quotes")
        return msgspec.json.encode(token).decode()
