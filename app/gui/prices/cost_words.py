"""What a session came to, in words: its sum, its lines, how far it can be believed, and what is missing of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from app.core.prices.ahead import Ahead
from app.core.prices.books import Dimension, Unit
from app.core.prices.cost import CostQuality, Flag, Line, Missing, Slice
from app.core.prices.kept import CostSum
from app.gui.figures import clock, local, number
from app.gui.prices.words import day_words, dimension_word, known_name, money, percent_words, rate, unit_word

translate = QCoreApplication.translate

_MOST_NAMED = 3
_WHOLE = 10


def sum_words(came_to: CostSum | None) -> str:
    """With VAT; empty where nothing is known."""
    return "" if came_to is None or came_to.gross is None else money(came_to.gross, came_to.currency)


def ahead_words(ahead: Ahead | None, currency: str) -> str:
    """What lies ahead of a session that runs; empty: nothing can be said."""
    said = []
    if ahead is not None and ahead.hour is not None:
        words = translate("Prices", "About %1 in the next hour, at the power now.")
        said.append(words.replace("%1", _about(ahead.hour, currency)))
    if ahead is not None and ahead.at_limit is not None:
        words = translate("Prices", "About %1 in all when it reaches its limit.")
        said.append(words.replace("%1", _about(ahead.at_limit, currency)))
    return " ".join(said)


def ahead_figure(ahead: Ahead | None, currency: str) -> str:
    """The same in one figure, for beside the power."""
    if ahead is not None and ahead.at_limit is not None:
        return translate("Prices", "≈ %1 at its limit").replace("%1", _about(ahead.at_limit, currency))
    if ahead is not None and ahead.hour is not None:
        return translate("Prices", "≈ %1/h").replace("%1", _about(ahead.hour, currency))
    return ""


def _about(amount: Decimal, currency: str) -> str:
    """No more figures than can be foreseen."""
    return money(amount, currency, 0 if abs(amount) >= _WHOLE else 1)


def quality_sentence(quality: CostQuality) -> str:
    match quality:
        case CostQuality.MEASURED:
            return translate("Prices", "Every figure of it is measured.")
        case CostQuality.SPLIT_ESTIMATED:
            return translate("Prices", "The energy is measured; what of it fell under which price is estimated.")
        case CostQuality.ENERGY_ESTIMATED:
            return translate("Prices", "The energy is an estimate, and so is the cost.")
        case CostQuality.PRICE_MISSING:
            return translate("Prices", "Prices are missing for a part of it.")


def missing_words(missing: Sequence[Missing]) -> str:
    """When prices are missing; empty where none are."""
    if not missing:
        return ""
    spans = ", ".join(_span(each) for each in missing[:_MOST_NAMED])
    if len(missing) > _MOST_NAMED:
        spans = f"{spans} …"
    return translate("Prices", "Prices are missing for %1.").replace("%1", spans)


def line_name(line: Line) -> str:
    if Flag.LEAST in line.flags:
        return translate("Prices", "Up to the least of a session")
    if Flag.MOST in line.flags:
        return translate("Prices", "Down to the most of a session")
    return known_name(line.name) or line.part or dimension_word(line.dimension)


def line_quantity(line: Line) -> str:
    if line.dimension is Dimension.SESSION:
        return ""
    decimals = 2 if line.unit in (Unit.KWH, Unit.HOUR, Unit.KW) else 0
    return f"{number(float(line.quantity), decimals)} {unit_word(line.unit)}"


def line_rate(line: Line, currency: str) -> str:
    """That of a line whose price varied is what a unit of it came to on average."""
    if line.rate is not None:
        return rate(line.rate, currency, line.unit)
    if not line.quantity:
        return ""
    mean = Decimal(round(line.exact / Fraction(line.quantity) * 10_000)).scaleb(-4)
    return translate("Prices", "%1 on average").replace("%1", rate(mean, currency, line.unit))


def line_vat(line: Line) -> str:
    return percent_words(line.vat_rate, inside=line.vat_inside)


def slice_words(part: Slice, line: Line, currency: str) -> tuple[str, str, str, str]:
    """When, how much, at which rate, and what it came to before the line was rounded."""
    when = " · ".join(filter(None, (f"{clock(part.start)}–{clock(part.end)}", known_name(part.name))))
    quantity = f"{number(float(part.quantity), 3)} {unit_word(line.unit)}"
    amount = Decimal(round(part.amount * 10_000)).scaleb(-4)
    shown = translate("Prices", "free") if part.free else rate(part.rate, currency, line.unit)
    return when, quantity, shown, money(amount, currency, 4)


def _span(missing: Missing) -> str:
    first, last = local(missing.start), local(missing.end)
    if first.date() == last.date():
        return f"{clock(missing.start)}–{clock(missing.end)}"
    return f"{day_words(first.date())} {clock(missing.start)} – {day_words(last.date())} {clock(missing.end)}"
