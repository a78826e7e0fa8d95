"""The stretch of time that History shows: a day, a week, a month or a year, by the user's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QLocale

_SHORT = QLocale.FormatType.ShortFormat
_LONG = QLocale.FormatType.LongFormat


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Slot:
    """One bar's stretch of a period."""

    key: str  # "2026-11-22", for a year "2026-11", for a day the hour "17"
    label: str  # under the bar
    name: str  # whole, in the read-out


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` up to, not including, `after`."""

    span: Span
    first: date
    after: date

    @classmethod
    def around(cls, span: Span, day: date, first_weekday: int = 1) -> Period:
        """The period of that kind that holds `day`; weeks begin at first_weekday, 1 is Monday."""
        match span:
            case Span.DAY:
                return cls(span, day, day + timedelta(days=1))
            case Span.WEEK:
                first = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
                return cls(span, first, first + timedelta(days=7))
            case Span.MONTH:
                first = day.replace(day=1)
                return cls(span, first, (first + timedelta(days=32)).replace(day=1))
            case Span.YEAR:
                return cls(span, date(day.year, 1, 1), date(day.year + 1, 1, 1))

    def next(self) -> Period:
        return Period.around(self.span, self.after, self.first.isoweekday())

    def previous(self) -> Period:
        return Period.around(self.span, self.first - timedelta(days=1), self.first.isoweekday())

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first instant and the first one after it, in UTC."""
        start = datetime.combine(self.first, time(), zone)
        end = datetime.combine(self.after, time(), zone)
        return start.astimezone(UTC), end.astimezone(UTC)

    def title(self, locale: QLocale) -> str:
        """ "November 2026", "2026", "Week 47 · 16–22 Nov 2026", "Sunday 22 November 2026"."""
        match self.span:
            case Span.DAY:
                return f"{_named_day(self.first, locale)} {self.first.year}"
            case Span.WEEK:
                last = self.after - timedelta(days=1)
                week = QCoreApplication.translate("History", "Week %1").replace("%1", str(self._week_number()))
                return f"{week} · {_days(self.first, last, locale)}"
            case Span.MONTH:
                return f"{capitalised(locale.standaloneMonthName(self.first.month, _LONG))} {self.first.year}"
            case Span.YEAR:
                return str(self.first.year)

    def slots(self, locale: QLocale) -> tuple[Slot, ...]:
        """A bar for each hour of a day, day of a week or month, month of a year."""
        match self.span:
            case Span.DAY:
                return tuple(Slot(str(hour), str(hour), f"{hour:02}–{hour + 1:02}") for hour in range(24))
            case Span.YEAR:
                return tuple(
                    Slot(
                        f"{self.first.year:04}-{month:02}",
                        short_month(month, locale),
                        f"{capitalised(locale.standaloneMonthName(month, _LONG))} {self.first.year}",
                    )
                    for month in range(1, 13)
                )
        days = [self.first + timedelta(days=number) for number in range((self.after - self.first).days)]
        return tuple(Slot(day.isoformat(), self._label(day, locale), _named_day(day, locale)) for day in days)

    def slot_of(self, day: str) -> str:
        """The key of the slot that a day (YYYY-MM-DD) falls in; not for the hours of a day."""
        return day[:7] if self.span is Span.YEAR else day

    def _label(self, day: date, locale: QLocale) -> str:
        if self.span is Span.WEEK:
            return f"{locale.standaloneDayName(day.isoweekday(), _SHORT)} {day.day}"
        return str(day.day)

    def _week_number(self) -> int:
        """By ISO 8601: the week that holds this one's Thursday."""
        thursday = self.first + timedelta(days=(4 - self.first.isoweekday()) % 7)
        return thursday.isocalendar().week


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def short_month(month: int, locale: QLocale) -> str:
    """ "Nov"; without the full stop that some languages put there."""
    return locale.standaloneMonthName(month, _SHORT).rstrip(".")


def _named_day(day: date, locale: QLocale) -> str:
    weekday = capitalised(locale.standaloneDayName(day.isoweekday(), _LONG))
    return f"{weekday} {day.day} {locale.monthName(day.month, _LONG)}"


def _days(first: date, last: date, locale: QLocale) -> str:
    end = f"{last.day} {short_month(last.month, locale)} {last.year}"
    if first.month == last.month:
        return f"{first.day}–{end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {short_month(first.month, locale)}{year} – {end}"
