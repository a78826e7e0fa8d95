"""Numbers, times and durations as the user's language writes them; units always stand beside the number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime, QTimeZone

_SHORT = QLocale.FormatType.ShortFormat


@lru_cache(maxsize=1)
def zone_name() -> str:
    """The name of this computer's time zone, e.g. "Europe/Stockholm"; "UTC" where it has none that is known."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name


@lru_cache(maxsize=1)
def local_zone() -> tzinfo:
    """This computer's time zone, with its clock changes."""
    return ZoneInfo(zone_name())


def local(at: datetime) -> datetime:
    """An instant on the user's clock."""
    return at.astimezone(local_zone())


def midnight(day: date) -> datetime:
    """When that local day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=local_zone()).astimezone(UTC)


def number(value: float, decimals: int = 0) -> str:
    """Half up, as it is on paper: a float's own half goes either way."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return QLocale().toString(float(rounded), "f", decimals)


def kilowatts(power_w: float) -> str:
    """The figure alone, for beside "kW": "7.2"; "0" where nothing flows."""
    return "0" if abs(power_w) < 50 else number(power_w / 1000, 1)


def kilowatt_hours(energy_wh: float) -> str:
    """The figure alone, for beside "kWh": two decimals below one, one below a hundred, none above."""
    energy_kwh = energy_wh / 1000
    if energy_wh == 0:
        return "0"
    return number(energy_kwh, 2 if abs(energy_kwh) < 0.995 else 1 if abs(energy_kwh) < 99.95 else 0)


def power(power_w: float) -> str:
    """ "7.2 kW"."""
    return f"{kilowatts(power_w)} kW"


def energy(energy_wh: float) -> str:
    """ "8.4 kWh"."""
    return f"{kilowatt_hours(energy_wh)} kWh"


def current(amps: float) -> str:
    """ "16 A", "6.5 A"."""
    return f"{number(amps, 0 if float(amps).is_integer() else 1)} A"


def size(size_bytes: int) -> str:
    """ "3.4 MB": what a file manager would say."""
    for unit, least in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= least:
            value = size_bytes / least
            return f"{number(value, 1 if value < 100 else 0)} {unit}"
    return f"{number(size_bytes)} B"


def duration(span: timedelta) -> str:
    """ "1 h 12 min", "4 min", "35 s"; a span below zero is none."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return QCoreApplication.translate("Figures", "%1 s").replace("%1", number(seconds))
    minutes = seconds // 60
    if minutes < 60:
        return QCoreApplication.translate("Figures", "%1 min").replace("%1", number(minutes))
    if minutes < 48 * 60:
        words = QCoreApplication.translate("Figures", "%1 h %2 min")
        return words.replace("%1", number(minutes // 60)).replace("%2", number(minutes % 60))
    words = QCoreApplication.translate("Figures", "%1 d %2 h")
    return words.replace("%1", number(minutes // 1440)).replace("%2", number(minutes % 1440 // 60))


def clock(at: datetime) -> str:
    """The time of day on the user's clock, hours and minutes."""
    there = local(at)
    return QLocale().toString(QTime(there.hour, there.minute), _SHORT)


def exact_clock(at: datetime, *, thousandths: bool = False) -> str:
    """The time of day with its seconds, in the order and with the signs of the language: "18:41:30", "6:41:30 PM"."""
    there = local(at)
    shape = QLocale().timeFormat(_SHORT)
    before_minutes = shape[shape.find("mm") - 1]
    seconds = f"{before_minutes}ss" + (".zzz" if thousandths else "")
    instant = QTime(there.hour, there.minute, there.second, there.microsecond // 1000)
    return QLocale().toString(instant, shape.replace("mm", f"mm{seconds}"))


def exact_moment(at: datetime, now: datetime) -> str:
    """Today with the seconds, otherwise as `moment` names it."""
    return exact_clock(at) if local(at).date() == local(now).date() else moment(at, now)


def day(at: datetime) -> str:
    """ "22 November"; with the year where the language writes it so is for lists, not here."""
    there = local(at)
    return f"{there.day} {QLocale().monthName(there.month)}"


def weekday_and_day(at: datetime) -> str:
    """ "Sunday 22 November", its first letter capital as at the start of a line."""
    there = local(at)
    name = QLocale().dayName(there.isoweekday())
    return f"{name[:1].upper()}{name[1:]} {day(at)}"


def month(at: datetime) -> str:
    """ "November", as a heading."""
    name = QLocale().standaloneMonthName(local(at).month)
    return f"{name[:1].upper()}{name[1:]}"


def moment(at: datetime, now: datetime) -> str:
    """The shortest words that name an instant: "14:05", "yesterday 21:04", "Friday 08:10", "3 November"."""
    days = (local(now).date() - local(at).date()).days
    if days == 0:
        return clock(at)
    if days == 1:
        return QCoreApplication.translate("Figures", "yesterday %1").replace("%1", clock(at))
    if 1 < days < 7:
        return f"{QLocale().dayName(local(at).isoweekday())} {clock(at)}"
    if -200 < days < 200:
        return day(at)
    return short_date(at)


def short_date(at: datetime) -> str:
    """The date in figures, as the language writes it short."""
    there = local(at)
    return QLocale().toString(QDate(there.year, there.month, there.day), _SHORT)


def date_and_clock(at: datetime) -> str:
    """ "2026-11-22 18:42" as the language writes both short, for lists and details."""
    return f"{short_date(at)} {clock(at)}"
