"""The stretch of time that History shows: a day, week, month or year by the user's calendar, some days, or all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum, StrEnum

from PySide6.QtCore import QCoreApplication, QLocale

_SHORT = QLocale.FormatType.ShortFormat
_LONG = QLocale.FormatType.LongFormat


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    RANGE = "range"  # from one day to another, both chosen freely


class Grain(Enum):
    """What one bar of a period is."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_GRAINS = {
    Span.DAY: Grain.HOUR,
    Span.WEEK: Grain.DAY,
    Span.MONTH: Grain.DAY,
    Span.YEAR: Grain.MONTH,
    Span.ALL: Grain.YEAR,
}
# A free range has bars of a day, a month, a year as soon as it has more days than the number before.
_RANGE_GRAINS = ((1, Grain.HOUR), (62, Grain.DAY), (3 * 366, Grain.MONTH))


@dataclass(frozen=True, slots=True)
class Slot:
    """One bar's stretch of a period."""

    key: str  # of a day "2026-11-22", a month "2026-11", a year "2026", an hour "17"
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
            case Span.ALL:
                return cls(span, date.min, date.max)
            case Span.RANGE:
                return cls.between(day, day)

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """From the earlier to the later of these two days, both in it."""
        first, last = sorted((first, last))
        return cls(Span.RANGE, first, last + timedelta(days=1))

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def grain(self) -> Grain:
        if self.span is not Span.RANGE:
            return _GRAINS[self.span]
        days = (self.after - self.first).days
        return next((grain for most, grain in _RANGE_GRAINS if days <= most), Grain.YEAR)

    def next(self) -> Period:
        """The one after it; a range as many days later."""
        return self._moved(1)

    def previous(self) -> Period:
        return self._moved(-1)

    def _moved(self, way: int) -> Period:
        if self.span is Span.ALL:
            return self
        if self.span is Span.RANGE:
            by = way * (self.after - self.first)
            return replace(self, first=self.first + by, after=self.after + by)
        day = self.after if way > 0 else self.first - timedelta(days=1)
        return Period.around(self.span, day, self.first.isoweekday())

    def over_years(self, first: int, last: int) -> Period:
        """All of time, cut to these years, so that it has a bar for each."""
        return replace(self, first=date(first, 1, 1), after=date(last + 1, 1, 1))

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after

    def bounds(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """Its first instant and the first one after it, in UTC; None, None for all of time."""
        if self.span is Span.ALL:
            return None, None
        start = datetime.combine(self.first, time(), zone)
        end = datetime.combine(self.after, time(), zone)
        return start.astimezone(UTC), end.astimezone(UTC)

    def title(self, locale: QLocale) -> str:
        """ "November 2026", "2026", "Week 47 · 16–22 Nov 2026", "Sunday 22 November 2026"."""
        match self.span:
            case Span.DAY:
                return f"{_named_day(self.first, locale)} {self.first.year}"
            case Span.WEEK:
                week = QCoreApplication.translate("History", "Week %1").replace("%1", str(self._week_number()))
                return f"{week} · {_days(self.first, self.last, locale)}"
            case Span.MONTH:
                return named_month(self.first, locale)
            case Span.YEAR:
                return str(self.first.year)
            case Span.ALL:
                return QCoreApplication.translate("History", "All years")
            case Span.RANGE:
                return _days(self.first, self.last, locale)

    def slots(self, locale: QLocale) -> tuple[Slot, ...]:
        """One for each bar; of all of time only where it was cut to some years."""
        match self.grain:
            case Grain.HOUR:
                return tuple(Slot(str(hour), str(hour), f"{hour:02}–{hour + 1:02}") for hour in range(24))
            case Grain.DAY:
                days = [self.first + timedelta(days=number) for number in range((self.after - self.first).days)]
                return tuple(Slot(day.isoformat(), self._label(day, locale), _named_day(day, locale)) for day in days)
            case Grain.MONTH:
                return tuple(self._month_slot(first, locale) for first in _months(self.first, self.last))
            case Grain.YEAR:
                years = [str(year) for year in range(self.first.year, self.last.year + 1)]
                return tuple(Slot(year.zfill(4), year, year) for year in years)

    def slot_of(self, day: str) -> str:
        """The key of the slot that a day (YYYY-MM-DD) falls in; not for the hours of a day."""
        return day[: {Grain.MONTH: 7, Grain.YEAR: 4}.get(self.grain, 10)]

    def _month_slot(self, first: date, locale: QLocale) -> Slot:
        """Where there are several years, January bears the year's number."""
        names_year = first.month == 1 and self.first.year != self.last.year
        label = str(first.year) if names_year else short_month(first.month, locale)
        return Slot(first.isoformat()[:7], label, named_month(first, locale))

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


def named_month(day: date, locale: QLocale) -> str:
    """ "November 2026"."""
    return f"{capitalised(locale.standaloneMonthName(day.month, _LONG))} {day.year}"


def _months(first: date, last: date) -> list[date]:
    """The first day of each month from the one that holds `first` to the one that holds `last`."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _named_day(day: date, locale: QLocale) -> str:
    weekday = capitalised(locale.standaloneDayName(day.isoweekday(), _LONG))
    return f"{weekday} {day.day} {locale.monthName(day.month, _LONG)}"


def _days(first: date, last: date, locale: QLocale) -> str:
    end = f"{last.day} {short_month(last.month, locale)} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {short_month(first.month, locale)}{year} – {end}"
