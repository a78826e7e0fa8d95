"""A year at a glance on a real file: months by the local clock, sums that agree everywhere, registers at their ends."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.model import MeterHabit, Person, Reading
from app.core.papers.statements_file import StatementFormat
from app.core.papers.year import WhyUnknown, YearOverview, year_overview
from app.core.prices.books import Book, Side
from app.core.values import replace
from app.exports.year_file import year_content
from tests.core.money_parts import CHARGER, ZONE, D, Money, at, book, flat, money, session

NOW = datetime(2027, 2, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("qapp")  # files are written as PDF too


def played(folder: Path, story: Callable[[Money], Awaitable[None]], *books: Book) -> None:
    async def all_of_it() -> None:
        async with money(folder, *books) as house:
            await story(house)

    asyncio.run(asyncio.wait_for(all_of_it(), 50))


def seen(house: Money, year: int = 2026, now: datetime = NOW) -> YearOverview:
    return year_overview(house.store.history, year, ZONE, now)


PAY, CHARGE = book(flat("1.50"), side=Side.PAY), book(flat("2.00"))


def test_a_session_counts_in_the_local_month_it_ends_in(tmp_path: Path) -> None:
    """22:30 to 23:30 UTC on the 31st of January ends at half past midnight in Stockholm."""

    async def story(house: Money) -> None:
        night = datetime(2026, 1, 31, 22, 30, tzinfo=UTC)
        await house.ends(
            session(1, night, 6_000, 1),
            session(2, at(3), 4_000),
            session(3, datetime(2026, 12, 31, 22, 30, tzinfo=UTC), 1_000, 1),
        )
        year = seen(house)
        energy = {line.name: line.energy_wh for line in year.months if line.sessions}
        assert energy == {"2026-02": 6_000, "2026-03": 4_000}
        assert seen(house, 2027).months[0].energy_wh == 1_000

    played(tmp_path, story, PAY, CHARGE)


def test_what_is_paid_and_charged_and_the_difference_by_month_person_and_charger(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        house.records.save_person(Person(1, "Anna"))
        house.records.save_person(Person(2, "Anna"))  # another of the same name stays another
        await house.ends(
            session(1, at(2), 10_000, card_person_id=1),
            session(2, at(3), 20_000, card_person_id=2),
            session(3, at(4), 5_000, charger_id="EH9"),
        )
        year = seen(house)
        assert (year.total.pay, year.total.charge) == (D("52.50"), D("70.00"))
        assert year.difference(year.total) == D("17.50")
        march = year.months[2]
        assert (march.sessions, march.energy_wh, march.pay, march.charge) == (3, 35_000, D("52.50"), D("70.00"))
        people = [(line.name, line.key, line.energy_wh, year.difference(line)) for line in year.people]
        assert people == [
            ("Anna", "2", 20_000, D("10.00")),
            ("Anna", "1", 10_000, D("5.00")),
            ("", "", 5_000, D("2.50")),
        ]
        assert [(line.name, line.energy_wh) for line in year.chargers] == [("Garage", 30_000), ("EH9", 5_000)]
        assert year.people[0].energy_by_month[2] == 20_000

    played(tmp_path, story, PAY, CHARGE)


def test_where_a_price_is_missing_or_the_currencies_differ_no_difference_is_told(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        # Before the first day that what I charge has prices for.
        await house.ends(session(1, at(2)), session(2, at(2, month=1)))
        year = seen(house)
        assert year.total.charge_unpriced == 1
        assert year.difference(year.total) is None
        assert year.difference(year.months[2]) == D("4.00")

    from datetime import date

    played(tmp_path / "missing", story, PAY, book(flat("2.00", since=date(2026, 2, 1))))

    async def abroad(house: Money) -> None:
        await house.ends(session(1, at(2)))
        assert seen(house).difference(seen(house).total) is None

    played(tmp_path / "abroad", abroad, PAY, book(flat("0.30"), currency="EUR"))


def test_the_sums_agree_in_every_file(tmp_path: Path, qapp: object) -> None:
    async def story(house: Money) -> None:
        await house.ends(*(session(day, at(day), 1_337 * day) for day in range(1, 20)))
        year = seen(house)
        files = {form: year_content(year, form, "en", "Laddvakt of the tests", NOW) for form in StatementFormat}
        assert files == {form: year_content(year, form, "en", "Laddvakt of the tests", NOW) for form in StatementFormat}
        told = json.loads(files[StatementFormat.JSON])
        charge, pay = year.total.charge, year.total.pay
        assert (Decimal(told["total"]["charge"]), Decimal(told["total"]["pay"])) == (charge, pay)
        assert sum(Decimal(row["charge"]) for row in told["months"]) == charge
        lines = list(csv.reader(io.StringIO(files[StatementFormat.CSV].decode("utf-8-sig"))))
        (total, *_) = [line for line in lines if line and line[0] == "Total"]
        assert [Decimal(each) for each in total[3:6]] == [pay, charge, charge - pay]
        assert Decimal(total[2]) * 1000 == year.total.energy_wh
        sheet = load_workbook(io.BytesIO(files[StatementFormat.XLSX])).worksheets[0]
        assert [sheet.cell(14, column).value for column in (4, 5)] == [float(pay), float(charge)]
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files[StatementFormat.PDF])).pages)
        assert f"{charge}" in text and f"{charge - pay}" in text

    played(tmp_path, story, PAY, CHARGE)


def registers(house: Money, now: datetime = NOW) -> dict[str, tuple[int | None, int, int | None, bool]]:
    """By month: counted, of sessions, the difference, and whether a session ran over an end."""
    return {
        each.month: (each.counted_wh, each.sessions_wh, each.difference_wh, each.across)
        for each in seen(house, now=now).registers
    }


def metered(number: int, began: datetime, start_wh: int, energy_wh: int, hours: float = 2, **more: object) -> object:
    return session(number, began, energy_wh, hours, meter_start_wh=start_wh, meter_stop_wh=start_wh + energy_wh, **more)


def test_the_register_is_held_against_the_sessions_of_each_month(tmp_path: Path) -> None:
    """In March 3 kWh went through the outlet that no session has; February begins before anything was read."""

    async def story(house: Money) -> None:
        await house.ends(
            metered(1, at(10, month=2), 100_000, 8_000),
            metered(2, at(5), 108_000, 7_000),
            metered(3, at(6, month=4), 118_000, 2_000),
        )
        reading = Reading(at(31, 21), 118_000)
        house.records.add_readings(CHARGER, 1, None, [reading])
        await house.kept()
        found = registers(house, at(1, 1, month=5))
        assert found["2026-02"] == (None, 8_000, None, False)
        assert found["2026-03"] == (10_000, 7_000, 3_000, False)
        assert found["2026-04"] == (2_000, 2_000, 0, False)
        assert "2026-05" not in found
        march = next(each for each in seen(house).registers if each.month == "2026-03")
        assert march.end.before is not None and march.end.before.at == reading.at
        assert march.end.after is not None and march.end.after.energy_wh == 118_000

    played(tmp_path, story)


def test_a_register_that_fell_is_unknown_and_a_session_over_the_end_is_said(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(
            metered(1, at(10, month=2), 900_000, 8_000),
            metered(2, at(5), 0, 7_000),  # another meter
            metered(3, at(31, 20), 7_000, 9_000, 5),  # over the end of March, and read on the way
            readings=[Reading(at(31, 21), 10_000)],
        )
        await house.kept()
        found = {each.month: each for each in seen(house).registers}
        assert found["2026-03"].unknown is WhyUnknown.FELL
        assert found["2026-02"].unknown is WhyUnknown.NO_READING
        assert found["2026-03"].across and found["2026-04"].across
        assert (found["2026-04"].counted_wh, found["2026-04"].sessions_wh) == (6_000, 9_000)

    played(tmp_path, story)


def test_a_meter_that_counts_each_session_from_nothing_is_read_at_starts_and_stops_alone(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.kept()
        charger = next(each for each in house.store.history.chargers() if each.id == CHARGER)
        house.records.save_charger(replace(charger, meter_habit=MeterHabit.SESSION_SAMPLES))
        sample = Reading(at(31, 20) + timedelta(minutes=5), 353)
        await house.ends(
            metered(1, at(20, month=2), 4_000_000, 1_000),
            metered(2, at(31, 19), 4_001_000, 2_000),
            readings=[sample],
        )
        await house.kept()
        assert registers(house)["2026-03"] == (2_000, 2_000, 0, False)

    played(tmp_path, story)
