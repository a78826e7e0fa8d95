"""A price book as a JSON document, both ways: what is exported, kept beside the accounts, and loaded again whole.

    {"format": "laddvakt price book 1",
     "side": "charge",                     or "pay"
     "name": "Guests", "currency": "SEK", "zone": "Europe/Stockholm", "vat_inside": true,
     "versions": [{
       "valid_from": "2026-01-01", "valid_to": null, "note": "", "source": "", "entered_at": "2025-12-20T10:00:00Z",
       "components": [{
         "dimension": "energy",            session, charge_time, idle_time, calendar_day, calendar_month, peak_power
         "rate": {"fixed": "3.20"},        or {"tiers": {"scope": "month_house", "steps": [{"upto": "300", "amount":
                                           "0.32"}, {"amount": "0.40"}]}}, or {"series": {"id": "SE3", "multiplier":
                                           "1", "adder": "0.05", "floor": null, "cap": null}}
         "name": "", "part": "", "unit": "kWh", "vat_rate": "0.25", "vat_inside": false, "priority": 0,
         "when": [{"from": "22:00", "to": "06:00", "weekdays": [1, 7], "months": [1], "from_date": …, "to_date": …,
                   "holidays": "SE", "only_holidays": false, "winter_time": false, "min_energy_kwh": …,
                   "max_energy_kwh": …, "min_duration_s": …, "max_duration_s": …, "chargers": […], "groups": […],
                   "cards": […]}],
         "quiet": [ as in "when" ], "free": {"amount": "5", "scope": "session"}, "grace_s": 900,
         "floor": null, "cap": "40.00", "step": 1,
         "peak": {"peaks": 3, "distinct_days": true, "resolution_min": 60, "month_offset": 0,
                  "windows": [{"when": { as above }, "weight": "0.5"}]}}],
       "least": {"amount": "10", "vat_rate": "0.25", "vat_inside": true}, "most": …,
       "holiday_sets": [{"name": "SE", "days": ["2026-12-24"]}]}]}

Figures are text with a point, or JSON numbers. Only format, side, currency, zone, versions, valid_from, components,
dimension and rate must be written; what is left out has the value it has in books.py. Components of one dimension and
one part are alternatives: of those whose conditions hold that of the highest priority applies, of equals the first.
What adds up (spot, transfer, tax) has a part of its own each. Tiers end at kWh, or at seconds of time. A field that is
not known is refused, so that no condition is lost unseen.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from zoneinfo import available_timezones

from app.core.prices.books import (
    TIMED,
    UNITS,
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    Free,
    HolidaySet,
    Limit,
    PeakRule,
    Rate,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Unit,
    Version,
    Window,
    is_currency,
)
from app.core.prices.reading import DocumentWrong, Place, parsed
from app.core.prices.writing import written_book

FORMAT = "laddvakt price book 1"
# Prices of these can be below nothing: a market's, a rebate's.
_MAY_BE_NEGATIVE = (Dimension.ENERGY, Dimension.SESSION, Dimension.CALENDAR_DAY, Dimension.CALENDAR_MONTH)


def document_of(book: Book) -> str:
    """The book as text, complete but for the store's numbers; the same text for the same book."""
    return json.dumps({"format": FORMAT, **written_book(book)}, ensure_ascii=False, indent=2) + "\n"


def book_of(text: str, *, currency: str | None = None) -> Book:
    """The book that a document holds, or DocumentWrong. `currency`: what it must be in, where that is settled."""
    root = parsed(text)
    fields = root.fields(
        *("format", "side", "name", "currency", "zone", "vat_inside", "versions"),
        needed=("format", "side", "currency", "zone", "versions"),
    )
    if fields["format"].text() != FORMAT:
        raise fields["format"].wrong(f'It must be "{FORMAT}".')
    versions = tuple(map(_version, fields["versions"].each()))
    places = list(fields["versions"].each())
    for place, earlier, later in zip(places[1:], versions, versions[1:], strict=False):
        if later.valid_from <= earlier.valid_from:
            raise place.wrong(f"It begins on {later.valid_from}, not after the one before it.")
    return Book(
        side=fields["side"].one_of(Side),
        currency=_currency(fields["currency"], currency),
        zone=_zone(fields["zone"]),
        versions=versions,
        name=fields["name"].text(""),
        vat_inside=fields["vat_inside"].yes_no(True),
    )


def never_reached(book: Book) -> list[str]:
    """What never comes to anything, because one before it of its dimension and part always applies, in sentences."""
    said = []
    for v, version in enumerate(book.versions):
        always: dict[tuple[Dimension, str], list[int]] = {}
        for c in sorted(range(len(version.components)), key=lambda place: -version.components[place].priority):
            component = version.components[c]
            before = always.setdefault((component.dimension, component.part), [])
            if before:
                said.append(
                    f"versions[{v}].components[{c}] never applies, for components[{before[0]}] of the same dimension "
                    "and part always does. What adds up needs a part of its own."
                )
            elif not component.when:
                before.append(c)
    return said


def _currency(place: Place, wanted: str | None) -> str:
    text = place.text()
    if not is_currency(text):
        raise place.wrong(f'"{text}" is not a currency. Write its three capital letters, as in SEK.')
    if wanted is not None and text != wanted:
        raise place.wrong(f"The book is in {text}, and it must be in {wanted}.")
    return text


def _zone(place: Place) -> str:
    text = place.text()
    if text not in available_timezones():
        raise place.wrong(f'"{text}" is not a time zone. Write one as Europe/Stockholm.')
    return text


def _version(place: Place) -> Version:
    fields = place.fields(
        *("valid_from", "valid_to", "note", "source", "entered_at", "components", "least", "most", "holiday_sets"),
        needed=("valid_from", "components"),
    )
    valid_from, valid_to = fields["valid_from"].day(), fields["valid_to"].or_none(Place.day)
    if valid_to is not None and valid_to <= valid_from:
        raise fields["valid_to"].wrong(f"It ends on {valid_to}, before it begins.")
    sets = tuple(map(_holiday_set, fields["holiday_sets"].each()))
    names = {each.name for each in sets}
    return Version(
        valid_from=valid_from,
        valid_to=valid_to,
        components=tuple(_component(each, names) for each in fields["components"].each()),
        note=fields["note"].text(""),
        source=fields["source"].text(""),
        entered_at=fields["entered_at"].or_none(Place.instant),
        least=fields["least"].or_none(_limit),
        most=fields["most"].or_none(_limit),
        holiday_sets=sets,
    )


def _holiday_set(place: Place) -> HolidaySet:
    fields = place.fields("name", "days", needed=("name", "days"))
    return HolidaySet(fields["name"].text(), frozenset(each.day() for each in fields["days"].each()))


def _limit(place: Place) -> Limit:
    fields = place.fields("amount", "vat_rate", "vat_inside", needed=("amount",))
    return Limit(fields["amount"].amount(), _vat_rate(fields["vat_rate"]), fields["vat_inside"].yes_no(False))


def _vat_rate(place: Place) -> Decimal:
    found = place.amount(Decimal(0))
    if found >= 1:
        raise place.wrong(f"{found} would be {found * 100} %. Write 25 % as 0.25.")
    return found


def _component(place: Place, holidays: set[str]) -> Component:
    fields = place.fields(
        *("dimension", "rate", "name", "part", "unit", "vat_rate", "vat_inside", "when", "priority", "quiet", "free"),
        *("grace_s", "floor", "cap", "step", "peak"),
        needed=("dimension", "rate"),
    )
    dimension = fields["dimension"].one_of(Dimension)
    unit = fields["unit"].or_none(lambda each: each.one_of(Unit))
    if unit is not None and unit not in UNITS[dimension]:
        raise fields["unit"].wrong(f"{dimension.value} is priced per {' or '.join(e.value for e in UNITS[dimension])}.")
    floor, cap = fields["floor"].or_none(Place.figure), fields["cap"].or_none(Place.figure)
    if floor is not None and cap is not None and cap < floor:
        raise fields["cap"].wrong(f"The most, {cap}, is less than the least, {floor}.")
    step = fields["step"].whole(1)
    if step < 1:
        raise fields["step"].wrong("A step is at least 1.")
    if not fields["peak"].empty and dimension is not Dimension.PEAK_POWER:
        raise fields["peak"].wrong("Only peak_power has a rule for peaks.")
    return Component(
        dimension=dimension,
        rate=_rate(fields["rate"], dimension),
        name=fields["name"].text(""),
        part=fields["part"].text(""),
        unit=unit,
        vat_rate=_vat_rate(fields["vat_rate"]),
        vat_inside=fields["vat_inside"].yes_no(False),
        when=tuple(_condition(each, holidays) for each in fields["when"].each()),
        priority=fields["priority"].whole(0),
        quiet=tuple(_condition(each, holidays) for each in fields["quiet"].each()),
        free=fields["free"].or_none(lambda each: _free(each, dimension)),
        grace_s=fields["grace_s"].whole(0),
        floor=floor,
        cap=cap,
        step=step,
        peak=fields["peak"].or_none(lambda each: _peak(each, holidays)),
    )


def _rate(place: Place, dimension: Dimension) -> Rate:
    fields = place.fields("fixed", "tiers", "series")
    told = [name for name, each in fields.items() if not each.empty]
    if len(told) != 1:
        raise place.wrong("It must be one of fixed, tiers and series.")
    if told == ["fixed"]:
        return Fixed(_price(fields["fixed"], dimension))
    if told == ["series"]:
        if dimension is not Dimension.ENERGY:
            raise fields["series"].wrong("Only energy can follow a price series.")
        return _series(fields["series"])
    if dimension is not Dimension.ENERGY and dimension not in TIMED:
        raise fields["tiers"].wrong("Only energy and time can have tiers.")
    return _tiers(fields["tiers"], dimension)


def _price(place: Place, dimension: Dimension) -> Decimal:
    return place.figure() if dimension in _MAY_BE_NEGATIVE else place.amount()


def _series(place: Place) -> Series:
    fields = place.fields("id", "multiplier", "adder", "floor", "cap", needed=("id",))
    floor, cap = fields["floor"].or_none(Place.figure), fields["cap"].or_none(Place.figure)
    if floor is not None and cap is not None and cap < floor:
        raise fields["cap"].wrong(f"The most, {cap}, is less than the least, {floor}.")
    multiplier, adder = fields["multiplier"].figure(Decimal(1)), fields["adder"].figure(Decimal(0))
    return Series(fields["id"].text(), multiplier, adder, floor, cap)


def _tiers(place: Place, dimension: Dimension) -> Tiers:
    fields = place.fields("scope", "steps", needed=("scope", "steps"))
    steps: list[Tier] = []
    for each in fields["steps"].each():
        parts = each.fields("upto", "amount", needed=("amount",))
        upto = parts["upto"].or_none(Place.amount)
        if steps and steps[-1].upto is None:
            raise each.wrong("The tier before it has no end, so it is never reached.")
        if steps and upto is not None and steps[-1].upto is not None and upto <= steps[-1].upto:
            raise parts["upto"].wrong(f"It ends at {upto}, not after the one before it.")
        steps.append(Tier(upto, _price(parts["amount"], dimension)))
    if not steps or steps[-1].upto is not None:
        raise fields["steps"].wrong("The last tier has no upto: it goes on without end.")
    return Tiers(_scope(fields["scope"], dimension), tuple(steps))


def _free(place: Place, dimension: Dimension) -> Free:
    fields = place.fields("amount", "scope", needed=("amount",))
    if dimension is not Dimension.ENERGY and dimension not in TIMED:
        raise place.wrong("Only energy and time can be free at first.")
    return Free(fields["amount"].amount(), fields["scope"].or_none(lambda e: _scope(e, dimension)) or Scope.SESSION)


def _scope(place: Place, dimension: Dimension) -> Scope:
    found = place.one_of(Scope)
    if dimension in TIMED and found is not Scope.SESSION:
        raise place.wrong("Time is counted in each session alone: write session.")
    return found


def _peak(place: Place, holidays: set[str]) -> PeakRule:
    fields = place.fields("peaks", "distinct_days", "resolution_min", "month_offset", "windows")
    peaks, resolution = fields["peaks"].whole(1), fields["resolution_min"].whole(60)
    if peaks not in (1, 3):
        raise fields["peaks"].wrong("It must be 1 or 3.")
    if resolution not in (15, 60):
        raise fields["resolution_min"].wrong("It must be 15 or 60.")
    windows = []
    for each in fields["windows"].each():
        parts = each.fields("when", "weight", needed=("when",))
        windows.append(Window(_condition(parts["when"], holidays), parts["weight"].amount(Decimal(1))))
    offset = fields["month_offset"].whole(0)
    return PeakRule(peaks, fields["distinct_days"].yes_no(False), resolution, offset, tuple(windows))


def _condition(place: Place, holidays: set[str]) -> Condition:
    fields = place.fields(
        *("from", "to", "weekdays", "months", "from_date", "to_date", "holidays", "only_holidays", "winter_time"),
        *("min_energy_kwh", "max_energy_kwh", "min_duration_s", "max_duration_s", "chargers", "groups", "cards"),
    )
    named = fields["holidays"].or_none(Place.text)
    if named is not None and named not in holidays:
        raise fields["holidays"].wrong(f'There is no holiday set "{named}" in this version.')
    from_date, to_date = fields["from_date"].or_none(Place.day), fields["to_date"].or_none(Place.day)
    _check_order(fields["to_date"], from_date, to_date)
    return Condition(
        from_time=fields["from"].or_none(Place.clock),
        to_time=fields["to"].or_none(Place.clock),
        weekdays=_numbers(fields["weekdays"], 7, "a weekday: 1 is Monday, 7 Sunday"),
        months=_numbers(fields["months"], 12, "a month"),
        from_date=from_date,
        to_date=to_date,
        holidays=named,
        only_holidays=fields["only_holidays"].yes_no(False),
        winter_time=fields["winter_time"].yes_no(False),
        min_energy_kwh=fields["min_energy_kwh"].or_none(Place.amount),
        max_energy_kwh=fields["max_energy_kwh"].or_none(Place.amount),
        min_duration_s=fields["min_duration_s"].or_none(lambda each: each.whole(0)),
        max_duration_s=fields["max_duration_s"].or_none(lambda each: each.whole(0)),
        chargers=_names(fields["chargers"]),
        groups=_names(fields["groups"]),
        cards=_names(fields["cards"]),
    )


def _check_order(place: Place, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last <= first:
        raise place.wrong(f"It ends on {last}, before it begins.")


def _numbers(place: Place, most: int, what: str) -> frozenset[int]:
    found = set()
    for each in place.each():
        number = each.whole(0)
        if not 1 <= number <= most:
            raise each.wrong(f"{number} is not {what}.")
        found.add(number)
    return frozenset(found)


def _names(place: Place) -> frozenset[str]:
    return frozenset(each.text() for each in place.each())


__all__ = ["FORMAT", "DocumentWrong", "book_of", "document_of", "never_reached"]
