"""A tariff in one short sentence for a charger's display, in the user's language: it must fit on two lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.core.prices.books import minor_unit
from app.core.prices.tariff import ALWAYS, Prices, Tariff, When

# What every version's message takes.
MOST = 512
_SIGNS = {"SEK": "kr", "NOK": "kr", "DKK": "kr", "EUR": "€", "GBP": "£", "USD": "$"}
_FINE = Decimal("0.0001")
_A_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class _Words:
    decimal: str
    days: tuple[str, ...]
    energy: str = "%1/kWh"
    minute: str = "%1/min"
    start: str = "start %1"
    idle: str = "idle %1/min"
    after: str = "after %1 min"
    from_energy: str = "from %1 kWh"
    upto_energy: str = "to %1 kWh"
    free: str = "free"
    total: str = "Total %1"


_LANGUAGES = {
    "en": _Words(".", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
    "sv": _Words(
        ",",
        ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
        idle="efter laddning %1/min",
        after="efter %1 min",
        from_energy="från %1 kWh",
        upto_energy="till %1 kWh",
        free="gratis",
        total="Summa %1",
    ),
}


def price_sentence(tariff: Tariff, language: str) -> str:
    """ "2.00 kr/kWh, 22:00–06:00 1.20 kr/kWh, start 5.00 kr": all with VAT in it."""
    words = _LANGUAGES.get(language, _LANGUAGES["en"])
    kinds: tuple[tuple[Prices | None, str], ...] = (
        (tariff.energy, words.energy),
        (tariff.charging, words.minute),
        (tariff.session, words.start),
        (tariff.idle, words.idle),
    )
    said = [each for prices, shape in kinds if prices is not None for each in _said(prices, shape, tariff, words)]
    sentence = ", ".join(said) or words.free
    return sentence if len(sentence) <= MOST else ""


def total_sentence(cost: Decimal, currency: str, language: str) -> str:
    words = _LANGUAGES.get(language, _LANGUAGES["en"])
    return words.total.replace("%1", _money(cost, currency, words))


def _said(prices: Prices, shape: str, tariff: Tariff, words: _Words) -> list[str]:
    """What always holds comes first: on a small display the rest may be cut off."""
    ordered = sorted(prices.prices, key=lambda each: each.when != ALWAYS)
    found = []
    for each in ordered:
        gross = each.amount * (1 + prices.vat_rate)
        if not each.amount and len(ordered) > 1:
            amount = words.free
        else:
            amount = shape.replace("%1", _money(gross, tariff.currency, words))
        found.append(" ".join(filter(None, (_when(each.when, words), amount))))
    return found


def _when(when: When, words: _Words) -> str:
    parts = []
    if when.weekdays:
        days = sorted(when.weekdays)
        run = len(days) > 2 and days[-1] - days[0] == len(days) - 1
        names = [words.days[day - 1] for day in days]
        parts.append(f"{names[0]}–{names[-1]}" if run else ", ".join(names))
    if when.from_time is not None and when.to_time is not None:
        parts.append(f"{when.from_time:%H:%M}–{when.to_time:%H:%M}")
    numbers: tuple[tuple[int | None, int, str], ...] = (
        (when.least_wh, 1000, words.from_energy),
        (when.most_wh, 1000, words.upto_energy),
        (when.least_idle_s, _A_MINUTE_S, words.after),
        (when.least_charging_s, _A_MINUTE_S, words.after),
        (when.least_s, _A_MINUTE_S, words.after),
    )
    for number, unit, shape in numbers:
        if number is not None:
            parts.append(shape.replace("%1", _plain(Decimal(number) / unit, words)))
    return " ".join(parts)


def _money(amount: Decimal, currency: str, words: _Words) -> str:
    fine = amount.quantize(_FINE, ROUND_HALF_UP).normalize()
    unit = minor_unit(currency)
    shown = fine if fine % unit else fine.quantize(unit)
    return f"{format(shown, 'f').replace('.', words.decimal)} {_SIGNS.get(currency, currency)}"


def _plain(number: Decimal, words: _Words) -> str:
    return format(number.quantize(_FINE).normalize(), "f").replace(".", words.decimal)
