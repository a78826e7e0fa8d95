"""A price book as a document: read as it was written, or refused whole with the place that is wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

import pytest

from app.core.prices.books import (
    Book,
    Component,
    Condition,
    Dimension,
    Fixed,
    Free,
    HolidaySet,
    Limit,
    PeakRule,
    Scope,
    Series,
    Side,
    Tier,
    Tiers,
    Unit,
    Version,
    Window,
)
from app.core.prices.document import FORMAT, DocumentWrong, book_of, document_of
from app.core.prices.reading import parsed
from tests.core.prices.parts import D

EVERYTHING = Book(
    side=Side.CHARGE,
    currency="SEK",
    zone="Europe/Stockholm",
    name="Gäster",
    vat_inside=False,
    versions=(
        Version(
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 7, 1),
            note="first",
            source="the meeting",
            entered_at=datetime(2025, 12, 20, 10, tzinfo=UTC),
            least=Limit(D("10"), D("0.25"), vat_inside=True),
            most=Limit(D("500")),
            holiday_sets=(HolidaySet("SE", frozenset({date(2026, 12, 24), date(2026, 1, 6)})),),
            components=(
                Component(
                    Dimension.ENERGY,
                    Series("SE3", D("1.0"), D("-0.05"), D("0"), D("0")),
                    name="spot",
                    part="spot",
                    unit=Unit.KWH,
                    vat_rate=D("0.25"),
                    vat_inside=True,
                    when=(
                        Condition(
                            from_time=time(22),
                            to_time=time(0),
                            weekdays=frozenset({1, 7}),
                            months=frozenset({1, 12}),
                            from_date=date(2026, 1, 1),
                            to_date=date(2026, 2, 1),
                            holidays="SE",
                            only_holidays=True,
                            winter_time=True,
                            min_energy_kwh=D("0"),
                            max_energy_kwh=D("40.5"),
                            min_duration_s=0,
                            max_duration_s=3600,
                            chargers=frozenset({"A"}),
                            groups=frozenset({"guests"}),
                            cards=frozenset({"04A1"}),
                        ),
                    ),
                    priority=3,
                    free=Free(D("5"), Scope.MONTH_CARD),
                    floor=D("0"),
                    cap=D("0"),
                    step=100,
                ),
                Component(Dimension.ENERGY, Tiers(Scope.MONTH_HOUSE, (Tier(D("300"), D("0.32")), Tier(None, D("0"))))),
                Component(
                    Dimension.IDLE_TIME,
                    Fixed(D("0.80")),
                    grace_s=900,
                    quiet=(Condition(from_time=time(22), to_time=time(7)),),
                ),
                Component(
                    Dimension.PEAK_POWER,
                    Fixed(D("45")),
                    peak=PeakRule(3, True, 15, 1, (Window(Condition(from_time=time(22)), D("0.5")),)),
                ),
            ),
        ),
        Version(date(2026, 7, 1), ()),
    ),
)

RATE = '{"fixed": "3.20"}'


def _document(rate: str = RATE, **more: str) -> str:
    """The smallest book; `more` are further fields of its component, as JSON."""
    extra = "".join(f', "{name}": {value}' for name, value in more.items())
    dimension = "" if "dimension" in more else '"dimension": "energy", '
    return (
        f'{{"format": "{FORMAT}", "side": "pay", "currency": "SEK", "zone": "Europe/Stockholm",\n'
        f' "versions": [{{"valid_from": "2026-01-01", "components": [{{{dimension}"rate": {rate}{extra}}}]}}]}}'
    )


def test_every_field_survives_the_way_there_and_back() -> None:
    text = document_of(EVERYTHING)
    assert book_of(text) == EVERYTHING
    assert document_of(book_of(text)) == text
    assert "Gäster" in text


def test_a_short_book_has_the_usual_values() -> None:
    (version,) = book_of(_document()).versions
    assert version == Version(date(2026, 1, 1), (Component(Dimension.ENERGY, Fixed(D("3.20"))),))


def test_figures_stay_exact_also_where_they_are_json_numbers() -> None:
    component = book_of(_document('{"fixed": 0.1000000000000000055511151231}')).versions[0].components[0]
    assert component.rate == Fixed(D("0.1000000000000000055511151231"))


@pytest.mark.parametrize("zero", ["0", '"0"', '"0.00"'])
def test_a_nought_is_something_that_was_said(zero: str) -> None:
    component = book_of(_document(cap=zero)).versions[0].components[0]
    assert component.cap == 0


FIXED = "versions[0].components[0].rate.fixed"
COMPONENT = "versions[0].components[0]"


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        (_document('{"fixed": "3,20"}'), FIXED, "comma"),
        (_document('{"fixed": 1e9}'), FIXED, "exponent"),
        (_document('{"fixed": "1e9"}'), FIXED, "exponent"),
        (_document('{"fixed": 1000000000}'), FIXED, "larger"),
        (_document('{"fixed": NaN}'), FIXED, "not a number"),
        (_document('{"fixed": "NaN"}'), FIXED, "not a number"),
        (_document('{"fixed": -Infinity}'), FIXED, "not a number"),
        (_document('{"fixed": ""}'), FIXED, "not a figure"),
        (_document('{"fixed": "٣"}'), FIXED, "not a figure"),
        (_document('{"fixed": true}'), FIXED, "must be a figure"),
        (_document('{"fixed": "-1"}', dimension='"idle_time"'), FIXED, "negative"),
        (_document('{"fixed": "1", "series": {"id": "SE3"}}'), f"{COMPONENT}.rate", "one of"),
        (_document('{"series": {"id": "SE3"}}', dimension='"session"'), f"{COMPONENT}.rate.series", "Only energy"),
        (_document('{"tiers": {"scope": "session", "steps": [{"upto": "3", "amount": "1"}]}}'),
         f"{COMPONENT}.rate.tiers.steps", "last tier"),
        (_document(vat_rate='"25"'), f"{COMPONENT}.vat_rate", "0.25"),
        (_document(vat_rate='"-0.1"'), f"{COMPONENT}.vat_rate", "negative"),
        (_document(unit='"hour"'), f"{COMPONENT}.unit", "kWh"),
        (_document(grace_s='"1.5"'), f"{COMPONENT}.grace_s", "whole"),
        (_document(colour='"red"'), f"{COMPONENT}.colour", "no such field"),
        (_document(name='"a", "name": "b"'), f"{COMPONENT}.name", "twice"),
        (_document(when='{"from": "22:00"}'), f"{COMPONENT}.when", "list"),
        (_document(when='[{"from": "24:00"}]'), f"{COMPONENT}.when[0].from", "22:00"),
        (_document(when='[{"weekdays": [0]}]'), f"{COMPONENT}.when[0].weekdays[0]", "Monday"),
        (_document(when='[{"holidays": "SE"}]'), f"{COMPONENT}.when[0].holidays", "no holiday set"),
        (_document(when='[{"from_date": "2026-02-30"}]'), f"{COMPONENT}.when[0].from_date", "not a date"),
        (_document(floor='"2"', cap='"1"'), f"{COMPONENT}.cap", "less than"),
        (_document(step="0"), f"{COMPONENT}.step", "at least 1"),
        (_document(peak='{"peaks": 3}'), f"{COMPONENT}.peak", "Only peak_power"),
        (_document(dimension='"fuel"'), f"{COMPONENT}.dimension", "fuel"),
        (_document().replace('"SEK"', '"kr"'), "currency", "capital letters"),
        (_document().replace("Europe/Stockholm", "Stockholm"), "zone", "time zone"),
        (_document().replace("2026-01-01", "1 Jan"), "versions[0].valid_from", "not a date"),
        (_document().replace(FORMAT, "something else"), "format", FORMAT),
        (_document().replace('"side": "pay", ', ""), "the document", "side"),
        (_document()[:-3], "line 2", "not JSON"),
        ("[" * 100_000, "the document", "too deep"),
        ("[]", "the document", "braces"),
        ("", "line 1", "not JSON"),
    ],
)  # fmt: skip
def test_a_document_that_is_wrong_is_refused_whole_at_its_place(text: str, place: str, why: str) -> None:
    with pytest.raises(DocumentWrong) as refused:
        book_of(text)
    assert refused.value.place.startswith(place)
    assert why in refused.value.why
    assert "\n" not in str(refused.value)


def test_a_book_in_the_wrong_currency_is_refused() -> None:
    assert book_of(_document(), currency="SEK").currency == "SEK"
    with pytest.raises(DocumentWrong, match="currency: The book is in SEK, and it must be in EUR"):
        book_of(_document(), currency="EUR")


def test_versions_must_be_in_order() -> None:
    told = json.loads(_document())
    told["versions"] *= 2
    with pytest.raises(DocumentWrong, match=r"versions\[1\]"):
        book_of(json.dumps(told))


def test_a_number_keeps_every_digit_it_was_written_with() -> None:
    assert parsed("1.10").figure() == D("1.10")
    assert str(parsed("1.10").figure()) == "1.10"
