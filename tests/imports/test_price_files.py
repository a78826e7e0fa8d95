"""Price files of every known make → points: units, offsets, clock changes, and what is refused in which words."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.prices.series import PricePoint, PriceSeries
from app.core.prices.series_file import BadPrices, PriceFormat, PriceUnit, SeriesAnswers, SeriesRead, WhyPrices
from app.core.prices.survey import survey
from app.imports.price_table import unit_of
from app.imports.prices import MOST_BYTES, read_prices

STOCKHOLM = "Europe/Stockholm"
ORE = PriceUnit("SEK", hundredths=True)
KR = PriceUnit("SEK")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type] # year, month, day, hour, minute


def values(read: SeriesRead) -> list[str]:
    return [str(point.value) for point in read.points]


def refused(content: str | bytes, answers: SeriesAnswers = SeriesAnswers()) -> BadPrices:  # noqa: B008 - frozen
    with pytest.raises(BadPrices) as wrong:
        read_prices(content.encode() if isinstance(content, str) else content, answers)
    return wrong.value


def as_json(thing: Any) -> bytes:
    return json.dumps(thing).encode()


ELPRISET = [
    {"SEK_per_kWh": 0.10123, "EUR_per_kWh": 0.009, "EXR": 11.2, "time_start": "2026-10-25T02:00:00+02:00",
     "time_end": "2026-10-25T02:15:00+02:00"},
    {"SEK_per_kWh": -0.2, "EUR_per_kWh": -0.018, "EXR": 11.2, "time_start": "2026-10-25T02:00:00+01:00",
     "time_end": "2026-10-25T02:15:00+01:00"},
]  # fmt: skip
NORD_POOL = {
    "deliveryDateCET": "2026-10-25", "currency": "EUR",
    "multiAreaEntries": [
        {"deliveryStart": "2026-10-25T00:00:00Z", "deliveryEnd": "2026-10-25T00:15:00Z",
         "entryPerArea": {"SE3": 45.12, "SE4": 61.5}},
        {"deliveryStart": "2026-10-25T00:15:00Z", "deliveryEnd": "2026-10-25T00:30:00Z",
         "entryPerArea": {"SE3": -3.01, "SE4": 60.0}},
    ],
}  # fmt: skip
TIBBER = {
    "data": {"viewer": {"homes": [{"currentSubscription": {"priceInfo": {
        "today": [
            {"total": 1.5, "energy": 0.9, "tax": 0.6, "startsAt": "2026-11-27T00:00:00.000+01:00", "currency": "SEK"},
            {"total": 1.25, "energy": 0.7, "tax": 0.55, "startsAt": "2026-11-27T00:15:00.000+01:00", "currency": "SEK"},
        ], "tomorrow": [],
    }}}]}}
}  # fmt: skip
OCTOPUS = {
    "count": 2,
    "results": [
        {"value_exc_vat": 12.0, "value_inc_vat": 12.6, "valid_from": "2026-11-27T00:30:00Z",
         "valid_to": "2026-11-27T01:00:00Z"},
        {"value_exc_vat": -2.0, "value_inc_vat": -2.1, "valid_from": "2026-11-27T00:00:00Z",
         "valid_to": "2026-11-27T00:30:00Z"},
    ],
}  # fmt: skip
ENTSO_E = """<?xml version="1.0" encoding="UTF-8"?>
<Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
  <type>A44</type>
  <TimeSeries>
    <in_Domain.mRID codingScheme="A01">10Y1001A1001A46L</in_Domain.mRID>
    <currency_Unit.name>EUR</currency_Unit.name>
    <price_Measure_Unit.name>MWH</price_Measure_Unit.name>
    <curveType>A03</curveType>
    <Period>
      <timeInterval><start>2026-10-24T22:00Z</start><end>2026-10-24T23:00Z</end></timeInterval>
      <resolution>PT15M</resolution>
      <Point><position>1</position><price.amount>20.5</price.amount></Point>
      <Point><position>4</position><price.amount>-1</price.amount></Point>
    </Period>
  </TimeSeries>
</Publication_MarketDocument>
"""


def test_elprisetjustnu_is_kronor_without_vat_and_its_offsets_are_heeded() -> None:
    read = read_prices(as_json(ELPRISET), name="10-25_SE3.json")
    assert (read.format, read.area, read.unit, read.resolution_s) == (PriceFormat.ELPRISET_JUST_NU, "SE3", KR, 900)
    assert [point.start for point in read.points] == [utc(2026, 10, 25, 0), utc(2026, 10, 25, 1)]
    assert values(read) == ["0.10123", "-0.2"]


def test_nord_pool_is_per_mwh_and_of_one_area() -> None:
    assert (refused(as_json(NORD_POOL)).why, refused(as_json(NORD_POOL)).detail) == (WhyPrices.AREA, "SE3, SE4")
    read = read_prices(as_json(NORD_POOL), SeriesAnswers(area="SE3"))
    assert (values(read), read.unit, read.area) == (["0.04512", "-0.00301"], PriceUnit("EUR", per_mwh=True), "SE3")


def test_entso_e_repeats_what_it_leaves_out() -> None:
    read = read_prices(ENTSO_E.encode())
    assert (read.format, read.area, read.resolution_s) == (PriceFormat.ENTSO_E, "SE3", 900)
    assert values(read) == ["0.0205", "0.0205", "0.0205", "-0.001"]
    assert read.points[0].start == utc(2026, 10, 24, 22)


def test_entso_e_of_another_curve_leaves_gaps() -> None:
    assert values(read_prices(ENTSO_E.replace("A03", "A01").encode())) == ["0.0205", "-0.001"]


def test_tibber_is_taken_without_tax_or_with_it_and_never_both() -> None:
    without, with_tax = read_prices(as_json(TIBBER)), read_prices(as_json(TIBBER), SeriesAnswers(with_tax=True))
    assert (values(without), without.with_tax) == (["0.9", "0.7"], False)
    assert (values(with_tax), with_tax.with_tax) == (["1.5", "1.25"], True)
    assert without.points[1].end == utc(2026, 11, 26, 23, 30)


def test_octopus_is_pence_newest_first() -> None:
    read = read_prices(as_json(OCTOPUS))
    assert (values(read), read.resolution_s, read.unit.currency) == (["-0.020", "0.120"], 1800, "GBP")
    assert values(read_prices(as_json(OCTOPUS), SeriesAnswers(with_tax=True))) == ["-0.021", "0.126"]


def table(head: str, *lines: str) -> str:
    return "\n".join((head, *lines)) + "\n"


def test_a_table_says_its_unit_in_its_head_and_its_zone_in_its_times() -> None:
    read = read_prices(table("Tid;Pris öre/kWh", "2026-11-27 00:00+01:00;45,5", "2026-11-27 01:00+01:00;−3").encode())
    assert (values(read), read.unit, read.resolution_s) == (["0.455", "-0.03"], ORE, 3600)


def test_a_table_without_offsets_is_asked_about() -> None:
    text = table("start,price kr/kWh", "2026-11-27 00:00,1.5", "2026-11-27 01:00,1.6")
    assert refused(text).why is WhyPrices.ZONE
    read = read_prices(text.encode(), SeriesAnswers(zone=STOCKHOLM))
    assert read.points[0].start == utc(2026, 11, 26, 23)


def test_a_table_without_a_unit_is_asked_about() -> None:
    text = table("start,price", "2026-11-27T00:00Z,1.5")
    assert refused(text).why is WhyPrices.UNIT
    assert values(read_prices(text.encode(), SeriesAnswers(unit=ORE))) == ["0.015"]


def test_two_columns_of_prices_are_asked_about() -> None:
    text = table("start,price kr/kWh,spot kr/kWh", "2026-11-27T00:00Z,1.5,1.2")
    wrong = refused(text)
    assert (wrong.why, wrong.line, wrong.detail) == (WhyPrices.COLUMNS, 1, "start, price kr/kWh, spot kr/kWh")
    assert values(read_prices(text.encode(), SeriesAnswers(price_column="spot kr/kWh"))) == ["1.2"]


AUTUMN = [f"2026-10-25 {hour:02d}:00" for hour in (0, 1, 2, 2, 3)]


def test_the_hour_that_is_there_twice_is_summer_time_first() -> None:
    lines = [f"{time},{place}" for place, time in enumerate(AUTUMN)]
    read = read_prices(table("time,kr/kWh", *lines).encode(), SeriesAnswers(zone=STOCKHOLM))
    assert [point.start.hour for point in read.points] == [22, 23, 0, 1, 2]
    assert values(read) == ["0", "1", "2", "3", "4"]


def test_the_hour_that_is_there_twice_and_given_once_is_refused() -> None:
    lines = [f"{time},1" for time in dict.fromkeys(AUTUMN)]
    wrong = refused(table("time,kr/kWh", *lines), SeriesAnswers(zone=STOCKHOLM))
    assert (wrong.why, wrong.line, wrong.detail) == (WhyPrices.SAID_ONCE, 4, "2026-10-25 02:00")


def test_the_hour_that_never_was_is_refused() -> None:
    wrong = refused(table("time,kr/kWh", "2026-03-29 02:00,1"), SeriesAnswers(zone=STOCKHOLM))
    assert (wrong.why, wrong.line) == (WhyPrices.NEVER_WAS, 2)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", WhyPrices.EMPTY),
        (b"  \n ", WhyPrices.EMPTY),
        (b"hello", WhyPrices.NOT_RECOGNISED),
        (b"%PDF-1.7\n\x00\x01", WhyPrices.NOT_TEXT),
        (b"{}", WhyPrices.NOT_RECOGNISED),
        (b"[", WhyPrices.NOT_RECOGNISED),
        (b"[" * 5000, WhyPrices.NOT_RECOGNISED),
        (b"<html></html>", WhyPrices.NOT_RECOGNISED),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Publication_MarketDocument/>', WhyPrices.NOT_RECOGNISED),
        (b"<Publication_MarketDocument/>", WhyPrices.NO_PRICES),
        (b"time,kr/kWh\n", WhyPrices.NO_PRICES),
        (b"time,kr/kWh\n2026-11-27T00:00Z,dear\n", WhyPrices.PRICE),
        (b"time,kr/kWh\n2026-11-27T00:00Z,NaN\n", WhyPrices.PRICE),
        (b"time,kr/kWh\n2026-11-27T00:00Z,Infinity\n", WhyPrices.PRICE),
        (b"time,kr/kWh\n2026-11-27T00:00Z,1e9\n", WhyPrices.IMPOSSIBLE),
        (b"time,kr/kWh\nyesterday,1\n", WhyPrices.TIME),
        (b"time,kr/kWh\n2026-11-27T00:00Z,1\n2026-11-27T00:00Z,2\n", WhyPrices.OVERLAP),
        (as_json([{**ELPRISET[0], "SEK_per_kWh": None}]), WhyPrices.PRICE),
        (json.dumps([{**ELPRISET[0], "SEK_per_kWh": float("nan")}]).encode(), WhyPrices.PRICE),
        (as_json([{"SEK_per_kWh": 1}]), WhyPrices.NOT_RECOGNISED),
    ],
)
def test_what_is_no_file_of_prices_is_refused_in_its_own_words(content: bytes, why: WhyPrices) -> None:
    assert refused(content).why is why


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    assert refused(b"0" * (MOST_BYTES + 1)).why is WhyPrices.TOO_LARGE


def test_a_bad_zone_is_no_path_into_the_computer() -> None:
    text = table("time,kr/kWh", "2026-11-27 00:00,1")
    for zone in ("Mars/Olympus", "../../etc/passwd", "/etc/passwd"):
        assert refused(text, SeriesAnswers(zone=zone)).why is WhyPrices.ZONE


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("öre/kWh", ORE),
        ("Spot (SEK/MWh)", PriceUnit("SEK", per_mwh=True)),
        ("SEK_per_kWh", KR),
        ("EUR/MWh", PriceUnit("EUR", per_mwh=True)),
        ("ct/kWh", PriceUnit("EUR", hundredths=True)),
        ("p/kWh", PriceUnit("GBP", hundredths=True)),
        ("price", None),
        ("zl/kWh", None),
    ],
)
def test_units_are_read_as_they_are_written(words: str, unit: PriceUnit | None) -> None:
    assert unit_of(words) == unit


def day_of(first: datetime, count: int, minutes: int = 15) -> list[PricePoint]:
    step = timedelta(minutes=minutes)
    return [
        PricePoint(first + place * step, first + (place + 1) * step, Decimal(place) / 100) for place in range(count)
    ]


def read_of(points: list[PricePoint]) -> SeriesRead:
    return SeriesRead(PriceFormat.CSV, tuple(points), KR, 900)


@pytest.mark.parametrize(
    ("first", "count"), [(utc(2026, 3, 28, 23), 92), (utc(2026, 10, 24, 22), 100), (utc(2026, 11, 26, 23), 96)]
)
def test_a_whole_day_of_quarters_is_not_odd(first: datetime, count: int) -> None:
    found = survey(read_of(day_of(first, count)), STOCKHOLM)
    assert (found.odd_days, found.gaps, found.doubtful) == ((), (), False)


def test_a_day_of_95_quarters_is_told() -> None:
    points = day_of(utc(2026, 11, 26, 23), 96)
    del points[9]
    found = survey(read_of(points), STOCKHOLM)
    assert [(odd.day.isoformat(), odd.prices, odd.expected) for odd in found.odd_days] == [("2026-11-27", 95, 96)]
    assert found.gaps == ((utc(2026, 11, 27, 1, 15), utc(2026, 11, 27, 1, 30)),)


def test_a_gap_of_three_days_and_an_odd_price_are_told() -> None:
    points = [*day_of(utc(2026, 11, 1, 23), 96), *day_of(utc(2026, 11, 5, 23), 96)]
    points[3] = PricePoint(points[3].start, points[3].end, Decimal(25))
    found = survey(read_of(points), STOCKHOLM)
    assert found.gaps == ((utc(2026, 11, 2, 23), utc(2026, 11, 5, 23)),)
    assert [point.value for point in found.unusual] == [Decimal(25)]
    assert f"{found.samples[0].start:%a %d %b %H:%M}" == "Mon 02 Nov 00:00"


def test_hours_that_become_quarters_are_no_fault() -> None:
    points = [*day_of(utc(2025, 9, 29, 22), 24, 60), *day_of(utc(2025, 9, 30, 22), 96)]
    assert survey(read_of(points), STOCKHOLM).odd_days == ()


@given(st.randoms(use_true_random=False))
def test_a_reordered_file_is_the_same_series(dice: random.Random) -> None:
    rows = [*ELPRISET, *({**ELPRISET[0], "time_start": f"2026-10-26T0{hour}:00:00+01:00",
                          "time_end": f"2026-10-26T0{hour}:15:00+01:00"} for hour in range(9))]  # fmt: skip
    mixed = dice.sample(rows, len(rows))
    one, other = (PriceSeries("x", read_prices(as_json(each)).points) for each in (rows, mixed))
    assert one == other


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_refuse(content: bytes) -> None:
    try:
        read_prices(content)
    except BadPrices as wrong:
        assert wrong.line >= 0


NAMES = ("startsAt", "results", "multiAreaEntries", "SEK_per_kWh", "valid_from", "time_start", "currency", "energy")
leaves = st.none() | st.booleans() | st.text(max_size=5) | st.floats()


@given(
    st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner), max_leaves=8)
)
def test_no_json_does_more_than_refuse(thing: object) -> None:
    try:
        read_prices(json.dumps(thing).encode())
    except BadPrices as wrong:
        assert wrong.line >= 0


TABLE = "start;SEK/kWh\n2026-10-01T00:00Z;1\n2026-10-01T01:00Z;{}\n"


@pytest.mark.parametrize("price", ["1E+999999999", "1E-999999999", "0." + "3" * 5000])
def test_a_figure_of_endless_digits_is_no_price_wherever_it_stands(price: str) -> None:
    """Reckoned exactly, one of them would keep the program busy for ever."""
    wrong = refused(TABLE.format(price))
    assert (wrong.why, wrong.line) == (WhyPrices.PRICE, 3)
    day = as_json(ELPRISET).replace(b"-0.2", price.encode())
    wrong = refused(day)
    assert (wrong.why, wrong.line) == (WhyPrices.PRICE, 2)


@pytest.mark.parametrize("time", ["0001-01-01T00:00+12:00", "9999-12-31T23:00-12:00"])
def test_a_time_at_the_end_of_all_times_is_refused_with_its_line(time: str) -> None:
    wrong = refused(TABLE.format(1).replace("2026-10-01T00:00Z", time))
    assert (wrong.why, wrong.line) == (WhyPrices.TIME, 2)


@pytest.mark.parametrize("cell", ["9" * 200_000, '"' + "x" * 200_000])
def test_a_cell_without_end_is_no_table(cell: str) -> None:
    assert refused(TABLE.format(cell)).why is WhyPrices.NOT_RECOGNISED


def test_a_price_that_never_was_is_refused_with_its_line_in_the_table() -> None:
    wrong = refused(TABLE.format("1e9"))
    assert (wrong.why, wrong.line) == (WhyPrices.IMPOSSIBLE, 3)
