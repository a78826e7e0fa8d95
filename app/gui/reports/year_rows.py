"""The rows of the year's tables, in words."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.papers.registers import Shown
from app.core.papers.year import RegisterMonth, WhyUnknown, YearLine, YearOverview
from app.gui.figures import date_and_clock, number
from app.gui.prices.words import money
from app.gui.reports.rows_model import Row
from app.gui.reports.rows_table import Filled

translate = QCoreApplication.translate


def named(line: YearLine) -> str:
    """Of a person or a charger."""
    return line.name or (translate("Reports", "An erased person") if line.key else translate("Reports", "Nobody"))


def line_rows(seen: YearOverview, lines: tuple[YearLine, ...], what: str, locale: QLocale) -> Filled:
    """Months, persons or chargers, with their sum at the foot."""
    first = {
        "months": translate("Reports", "Month"),
        "people": translate("Reports", "Person"),
        "chargers": translate("Reports", "Charger"),
    }[what]
    titles = [first, translate("Reports", "Sessions"), translate("Reports", "Energy")]
    pay, charge = seen.pay_currency, seen.charge_currency
    if pay:
        titles.append(translate("Reports", "What I pay"))
    if charge:
        titles.append(translate("Reports", "What I charge"))
    both = bool(pay) and pay == charge
    if both:
        titles.append(translate("Reports", "Difference"))

    def row(name: str, line: YearLine) -> Row:
        cells = [name, number(line.sessions), _kwh(line.energy_wh)]
        if pay:
            cells.append(_money(line, line.pay, pay, line.pay_unpriced))
        if charge:
            cells.append(_money(line, line.charge, charge, line.charge_unpriced))
        if both:
            difference = seen.difference(line) if line.sessions else None
            cells.append("" if difference is None else money(difference, pay))
        return tuple(cells)

    def name_of(line: YearLine) -> str:
        return _month(line.name, locale) if what == "months" else named(line)

    rows = [row(name_of(line), line) for line in lines]
    rows.append(row(translate("Reports", "The year"), seen.total))
    about = [translate("Reports", "A session counts in the month it ends in.")]
    if pay or charge:
        about.append(
            translate(
                "Reports",
                "Amounts are the sessions' own, with VAT, added; statements reckon VAT once for all their sessions and "
                "have the fees of the month beside.",
            )
        )
    return Filled(
        tuple(titles), rows, frozenset(range(1, len(titles))), makes_way=(1,), least_px=110, about=" ".join(about)
    )


def register_rows(seen: YearOverview, locale: QLocale) -> Filled:
    """What each outlet's register showed at the months' ends, held against its sessions."""
    titles = (
        translate("Reports", "Charger"),
        translate("Reports", "Month"),
        translate("Reports", "Last in it (kWh)"),
        translate("Reports", "Read"),
        translate("Reports", "First after"),
        translate("Reports", "Read"),
        translate("Reports", "Counted"),
        translate("Reports", "Sessions"),
        translate("Reports", "Difference"),
    )
    outlets = {(each.charger_id, each.outlet) for each in seen.registers}
    several = {charger_id for charger_id, _ in outlets if sum(one == charger_id for one, _ in outlets) > 1}
    rows = [
        (
            f"{each.charger} · {each.outlet}" if each.charger_id in several else each.charger,
            _month(each.month, locale),
            *_shown(each.end.before),
            *_shown(each.end.after),
            _counted(each),
            _figure(each.sessions_wh),
            "" if each.difference_wh is None else _figure(each.difference_wh),
        )
        for each in seen.registers
    ]
    about = [
        translate(
            "Reports",
            "All in kWh. What the register counted lies between the last readings before either end of the month. What "
            "it counted and no session has may be another use of the outlet, or a session that was never told.",
        )
    ]
    unknown = {each.unknown for each in seen.registers}
    if WhyUnknown.NO_READING in unknown:
        about.append(translate("Reports", "Unknown: nothing was read before the month began or ended."))
    if WhyUnknown.FELL in unknown:
        about.append(translate("Reports", "Fell: the register showed less at the end than at the beginning."))
    if any(each.across for each in seen.registers):
        about.append(translate("Reports", "* A session ran over an end of the month."))
    if not rows:
        about = [translate("Reports", "No month of this year is over yet, or no register was read.")]
    return Filled(titles, rows, frozenset((2, 4, 6, 7, 8)), makes_way=(5, 4, 3), least_px=110, about=" ".join(about))


def _shown(shown: Shown | None) -> tuple[str, str]:
    return ("", "") if shown is None else (_figure(shown.energy_wh), date_and_clock(shown.at))


def _counted(month: RegisterMonth) -> str:
    match month.unknown:
        case WhyUnknown.NO_READING:
            return translate("Reports", "unknown")
        case WhyUnknown.FELL:
            return translate("Reports", "fell")
    return f"{_figure(month.counted_wh or 0)}{' *' if month.across else ''}"


def _month(month: str, locale: QLocale) -> str:
    return locale.standaloneMonthName(int(month[-2:])).capitalize()


def _figure(energy_wh: int) -> str:
    return number(energy_wh / 1000, 2)


def _kwh(energy_wh: int) -> str:
    return f"{_figure(energy_wh)} kWh"


def _money(line: YearLine, amount: Decimal, currency: str, unpriced: int) -> str:
    """With a mark where some of the sessions have no price."""
    if not line.sessions or unpriced == line.sessions:
        return ""
    words = money(amount, currency)
    return f"{words} *" if unpriced else words
