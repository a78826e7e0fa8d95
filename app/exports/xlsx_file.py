"""Sessions → an Excel workbook: a sheet of real numbers and dates with its total, and one that says what was exported.

Rows go to disk as they come, so a workbook of any length needs no more memory than a short one.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from app.core.interfaces import SessionQuery
from app.core.model import Session
from app.core.papers.sessions_file import Column, SessionsFile, Wording
from app.exports.cells import cell
from app.exports.for_people import Shown, columns, facts, kwh
from app.exports.names import Names

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Of one cell, in UTF-16 units; and of one sheet.
_MOST_TEXT = 32_767
_MOST_ROWS = 1_048_576
# Excel's calendar begins in 1900 and has a day in it that never was.
_FIRST_YEAR = 1901
_WIDTHS = {
    Column.CHARGER: 22,
    Column.OUTLET: 10,
    Column.PERSON: 22,
    Column.VEHICLE: 18,
    Column.CARD: 20,
    Column.NOTE: 40,
    Column.TRANSACTION: 16,
}
_WIDTH = 17
_AT = {column: place for place, column in enumerate(Column)}


def write_xlsx(
    sessions: Iterable[Session], names: Names, query: SessionQuery, into: SessionsFile, file: BinaryIO
) -> None:
    wording = into.wording
    if wording is None:
        raise ValueError("a workbook is for people and needs their words")
    # Only whoever wants a workbook waits for this to load.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    sink = _Sink(file)
    with tempfile.TemporaryDirectory(prefix="laddvakt-export-", ignore_cleanup_errors=True) as scratch:
        workbook = Workbook(sink, {"constant_memory": True, "tmpdir": scratch})
        try:
            book = _Book(workbook, into, wording)
            count = book.write_sessions(sessions, names)
            book.write_about(query, names, count)
            workbook.close()
        except XlsxFileError as failure:
            told = failure.args[0]  # it wraps what the system said
            raise told if isinstance(told, OSError) else OSError(str(failure)) from None
        except BaseException:
            sink.deaf = True
            with contextlib.suppress(Exception):
                workbook.close()  # which closes its scratch files
            raise
        finally:
            sink.deaf = True
    if sink.failure is not None:
        raise sink.failure


class _Sink:
    """A file whose failure is kept for later: the zip in the workbook would try again and complain to the console.

    What comes after a failure goes nowhere, and the zip is none the wiser.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self.failure: OSError | None = None
        self.deaf = False

    @property
    def _over(self) -> bool:
        return self.deaf or self.failure is not None

    def write(self, data: bytes) -> int:
        self._at += len(data)
        self._try(lambda: self._file.write(data))
        return len(data)

    def tell(self) -> int:
        if not self._over:
            self._at = self._file.tell()  # of a pipe this raises, and the zip does without
        return self._at

    def seek(self, offset: int) -> int:
        self._at = offset
        self._try(lambda: self._file.seek(offset))
        return offset

    def flush(self) -> None:
        """Whoever opened the file will."""

    def _try(self, act: Callable[[], object]) -> None:
        if not self._over:
            try:
                act()
            except OSError as failure:
                self.failure = failure


class _Book:
    def __init__(self, workbook: Workbook, into: SessionsFile, wording: Wording) -> None:
        self._into = into
        self._wording = wording
        created = into.written_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": wording.sessions, "comments": "Laddvakt", "created": created})
        workbook.set_custom_property("Language", wording.language, "text")
        self._sessions: Worksheet = workbook.add_worksheet(wording.sessions)
        self._about: Worksheet = workbook.add_worksheet(wording.about)
        self._bold: Format = workbook.add_format({"bold": True})
        self._head: Format = workbook.add_format({"bold": True, "bottom": 1})
        self._time: Format = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._energy: Format = workbook.add_format({"num_format": "0.000"})
        # A spreadsheet knows no decimals; what it shows of them it rounds to the same two.
        self._forms = {_AT[Column.COST]: workbook.add_format({"num_format": "0.00"})}
        self._text: Format = workbook.add_format({"num_format": "@"})
        self._energy_sum: Format = workbook.add_format({"num_format": "0.000", "bold": True, "top": 1})
        self._money_sum: Format = workbook.add_format({"num_format": "0.00", "bold": True, "top": 1})
        self._sum: Format = workbook.add_format({"num_format": "0", "bold": True, "top": 1})

    def write_sessions(self, sessions: Iterable[Session], names: Names) -> int:
        """How many they were."""
        sheet, count, energy_wh, minutes = self._sessions, 0, 0, 0
        money: dict[str, Decimal] = {}
        sheet.freeze_panes(1, 0)
        for column, place in _AT.items():
            sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH))
            self._write(sheet, 0, place, self._wording.columns[column], self._head)
        for count, session in enumerate(sessions, 1):
            if count + 3 > _MOST_ROWS:
                raise OSError(errno.EFBIG, f"a workbook holds {_MOST_ROWS - 3} sessions at most")
            shown = columns(session, names, self._wording, self._into.zone)
            for column, place in _AT.items():
                self._write(sheet, count, place, shown[column])
            if not session.amended.excluded:
                energy_wh += session.booked.energy_wh
                duration = shown[Column.DURATION]
                minutes += duration if isinstance(duration, int) else 0
                cost = names.costs.get(session.id)
                if cost is not None and cost.gross is not None:
                    money[cost.currency] = money.get(cost.currency, Decimal(0)) + cost.gross
        sheet.autofilter(0, 0, count, len(_AT) - 1)
        # A row of its own lies between, so that sorting and filtering leave the total alone.
        self._write(sheet, count + 2, 0, self._wording.total, self._bold)
        self._add_up(count, Column.ENERGY, float(kwh(energy_wh)), self._energy_sum)
        self._add_up(count, Column.DURATION, minutes, self._sum)
        if len(money) == 1:  # several currencies have no sum
            self._add_up(count, Column.COST, float(*money.values()), self._money_sum)
        return count

    def _add_up(self, count: int, column: Column, value: float, form: Format) -> None:
        """What people left out is listed, and counts in no total."""
        added, left_out = _span(column, count), _span(Column.LEFT_OUT, count)
        yes = cell(self._wording.yes).replace('"', '""')
        formula = f'=SUM({added})-SUMIF({left_out},"{yes}",{added})'
        self._sessions.write_formula(count + 2, _AT[column], formula, form, value)

    def write_about(self, query: SessionQuery, names: Names, count: int) -> None:
        self._about.set_column(0, 0, 26)
        self._about.set_column(1, 1, 44)
        told = facts(query, names, self._into, self._wording, count)
        for row, (fact, value) in enumerate(told.items()):
            self._write(self._about, row, 0, self._wording.facts[fact], self._bold)
            self._write(self._about, row, 1, value)

    def _write(self, sheet: Worksheet, row: int, place: int, value: Shown, form: Format | None = None) -> None:
        """Each value as what it is; a text is never a number, a formula or a link."""
        match value:
            case None:
                pass
            case datetime() if value.year >= _FIRST_YEAR:
                sheet.write_datetime(row, place, value, form or self._time)
            case datetime():
                sheet.write_string(row, place, value.isoformat(" ", "minutes"), form or self._text)
            case Decimal():
                sheet.write_number(row, place, float(value), form or self._forms.get(place, self._energy))
            case int():
                sheet.write_number(row, place, value, form)
            case str():
                sheet.write_string(row, place, _text(value), form or self._text)


def _text(text: str) -> str:
    text = cell(text)
    if text.startswith("<r>"):  # the library would take it for markup of its own
        text = f"'{text}"
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MOST_TEXT:
        return text
    return units[: 2 * (_MOST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _span(column: Column, count: int) -> str:
    """The cells of the column's sessions; of none, the empty one beneath the title."""
    letter = chr(ord("A") + _AT[column])
    return f"{letter}2:{letter}{max(count, 1) + 1}"
