"""Statements on a real file: numbered without gaps, never changed, corrected by new ones, and alike in every format."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.interfaces import NotStored
from app.core.papers.batch import StatementRefused, WhyStatement
from app.core.papers.statements_file import StatementFormat
from app.core.prices.books import Book, Component, Dimension, Fixed, Side, Version
from app.core.statements import About, PaymentKind, Standing, Statement
from app.core.values import replace
from app.exports.statement_files import content_of
from tests.core.money_parts import D, Money, at, book, flat, march, money, quarters, refusing, session, spot


def played(folder: Path, story: Callable[[Money], Awaitable[None]], *books: Book) -> None:
    async def all_of_it() -> None:
        async with money(folder, *books) as house:
            await story(house)

    asyncio.run(asyncio.wait_for(all_of_it(), 50))


def numbers(house: Money) -> list[int]:
    return [each.statement.number for each in house.store.history.money.statements()]


async def refused(wish: Awaitable[object]) -> WhyStatement:
    with pytest.raises(StatementRefused) as refusal:
        await wish
    return refusal.value.why


def day(number: int) -> dict[str, object]:
    return {"since": at(number, 0), "until": at(number + 1, 0)}


def test_numbers_have_no_gap_where_one_could_not_be_kept(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(*(session(each, at(each)) for each in (1, 2, 3)))
        assert (await house.statements.issue(march(**day(1)))).number == 1
        for table in ("statements", "statement_sessions"):
            with refusing(tmp_path, table), pytest.raises(NotStored):
                await house.statements.issue(march(**day(2)))
        assert numbers(house) == [1]
        assert (await house.statements.issue(march(**day(3)))).number == 2
        assert (await house.statements.issue(march(**day(2)))).number == 3
        assert numbers(house) == [3, 2, 1]

    played(tmp_path, story, book(flat()))


def test_two_that_are_issued_at_once_have_numbers_of_their_own(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(*(session(each, at(each)) for each in (1, 2, 3)))
        issued = await asyncio.gather(*(house.statements.issue(march(**day(each))) for each in (1, 2, 3)))
        assert [each.number for each in issued] == [1, 2, 3]
        once, again = await asyncio.gather(
            *(house.statements.issue(march(**day(1))) for _ in range(2)), return_exceptions=True
        )
        assert isinstance(once, StatementRefused) and isinstance(again, StatementRefused)

    played(tmp_path, story, book(flat()))


def test_several_are_issued_all_or_none(tmp_path: Path) -> None:
    wanted = [march(**day(each)) for each in (1, 2, 3, 4)]  # nothing ended on the fourth

    async def story(house: Money) -> None:
        await house.ends(*(session(each, at(each)) for each in (1, 2, 3)))
        with refusing(tmp_path, "statements", "NEW.number = 3"), pytest.raises(NotStored):
            await house.statements.issue_all(wanted)
        assert numbers(house) == []
        assert [each.number for each in await house.statements.issue_all(wanted)] == [1, 2, 3]
        assert numbers(house) == [3, 2, 1]

    played(tmp_path, story, book(flat()))


def test_no_session_stands_on_two_of_several(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(1)), session(2, at(2)))
        both = [march(**day(1)), march(about=About(card="04A2B3C4"))]
        assert await refused(house.statements.issue_all(both)) is WhyStatement.TWICE
        assert numbers(house) == []

    played(tmp_path, story, book(flat()))


def test_a_correction_names_the_old_and_reckons_anew(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.put_prices(quarters(at(2), ["1.00"] * 8))
        one = session(1, at(2))
        await house.ends(one)
        first = await house.statements.issue(march())
        await house.put_prices(quarters(at(2), ["3.00"] * 8))  # the first file was wrong
        assert house.gross(1) == [D("8.00")]
        second = await house.statements.correct(1)
        assert (second.number, second.corrects, second.total.gross) == (2, 1, D("24.00"))
        newer, older = house.store.history.money.statements()
        assert (older.statement, older.standing, older.open) == (first, Standing.CORRECTED, 0)
        assert (newer.statement, newer.standing, newer.open) == (second, Standing.ISSUED, D("24.00"))
        assert await refused(house.statements.correct(1)) is WhyStatement.CORRECTED_ALREADY
        assert (await house.statements.correct(2)).corrects == 2
        assert numbers(house) == [3, 2, 1]

    played(tmp_path, story, book(spot()))


def test_what_was_paid_is_not_owed_once_more_after_a_correction(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        await house.statements.issue(march())
        await house.statements.note(1, PaymentKind.PAID, D("10.00"))
        await house.statements.correct(1)
        assert await refused(house.statements.note(1, PaymentKind.PAID)) is WhyStatement.CORRECTED_ALREADY
        newer, older = house.store.history.money.statements()
        assert (newer.paid, newer.open, older.open) == (D("10.00"), D("6.00"), 0)
        assert [each.note for each in newer.payments] == ["1 → 2"]
        await house.statements.note(2, PaymentKind.PAID)
        await house.statements.correct(2)
        assert [(each.paid, each.open) for each in house.store.history.money.statements(3)] == [(D("16.00"), 0)]

    played(tmp_path, story, book(flat()))


def test_a_correction_that_cannot_be_issued_leaves_the_old_and_its_costs(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        await house.statements.issue(march())
        kept = house.costs(1)
        await house.prices.put_version(Side.CHARGE, flat("9.00", since=date(2026, 3, 2)))
        house.now = at(20)  # as if it had been issued before its time was over
        assert await refused(house.statements.correct(1)) is WhyStatement.STILL_RUNNING
        assert (numbers(house), house.costs(1)) == ([1], kept)

    played(tmp_path, story, book(flat()))


def test_an_issued_statement_is_the_same_whatever_is_written_over_its_sessions(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        one = session(1, at(2))
        await house.ends(one)
        issued = await house.statements.issue(march())
        await house.ends(replace(one, amended=replace(one.amended, energy_wh=1_000)))
        (found,) = house.store.history.money.statements(1)
        assert found.statement == issued
        assert found.statement.digest == issued.digest
        assert house.gross(1) == [D("16.00")]
        assert (await house.statements.correct(1)).total.gross == D("2.00")

    played(tmp_path, story, book(flat()))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (day(9), WhyStatement.NOTHING),
        ({"until": at(2, month=6)}, WhyStatement.STILL_RUNNING),
        ({"side": Side.PAY}, WhyStatement.PRICES_MISSING),
    ],
)
def test_what_cannot_be_issued_is_refused(tmp_path: Path, more: dict[str, object], why: WhyStatement) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        assert await refused(house.statements.issue(march(**more))) is why
        assert numbers(house) == []

    played(tmp_path, story, book(flat()), book(spot(), side=Side.PAY))


def test_what_is_paid_is_written_down_in_whole_coins(tmp_path: Path) -> None:
    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        await house.statements.issue(march())
        for amount in ("0.001", "NaN", "Infinity", "1e30"):
            asked = house.statements.note(1, PaymentKind.PAID, D(amount))
            assert await refused(asked) is WhyStatement.NOT_AN_AMOUNT
        assert await refused(house.statements.note(2, PaymentKind.PAID)) is WhyStatement.UNKNOWN_NUMBER
        await house.statements.note(1, PaymentKind.PAID, D("6.00"), "cash")
        with refusing(tmp_path, "payments"), pytest.raises(NotStored):
            await house.statements.note(1, PaymentKind.PAID)
        (issued,) = house.store.history.money.statements(1)
        assert (issued.standing, issued.open) == (Standing.PAID_IN_PART, D("10.00"))
        assert (await house.statements.note(1, PaymentKind.PAID)).standing is Standing.PAID

    played(tmp_path, story, book(flat()))


def test_names_and_checksums_are_copied_from_the_pdf_as_they_are(tmp_path: Path, qapp: object) -> None:
    """A font's joined letters (ﬀ, ﬁ) are others than those that were written, and are not found."""
    issuer = "Staffan Fiffle, Office flat ffi"

    async def story(house: Money) -> None:
        await house.ends(session(1, at(2)))
        statement = await house.statements.draft(march(issuer=issuer))
        pages = PdfReader(io.BytesIO(content_of(statement, StatementFormat.PDF))).pages
        text = " ".join("\n".join(page.extract_text() for page in pages).split())
        assert issuer in text
        assert not set(text) & set("ﬀﬁﬂﬃﬄ")

    played(tmp_path, story, book(flat()))


AMOUNTS = st.decimals(0, 9, places=4)
RATES = st.sampled_from([D(0), D("0.05"), D("0.21"), D("0.25")])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    energies_wh=st.lists(st.integers(0, 90_000), min_size=1, max_size=8),
    amount=AMOUNTS,
    fee=AMOUNTS,
    monthly=AMOUNTS,
    vat=RATES,
    inside=st.booleans(),
    language=st.sampled_from(["en", "sv", "de"]),
)
def test_the_sums_of_every_file_are_the_statements_own(
    tmp_path_factory: pytest.TempPathFactory,
    energies_wh: list[int],
    amount: Decimal,
    fee: Decimal,
    monthly: Decimal,
    vat: Decimal,
    inside: bool,
    language: str,
) -> None:
    dimensions = ((Dimension.ENERGY, amount), (Dimension.SESSION, fee), (Dimension.CALENDAR_MONTH, monthly))
    components = tuple(Component(each, Fixed(rate), vat_rate=vat, vat_inside=inside) for each, rate in dimensions)
    sessions = [session(n, at(1) + timedelta(hours=3 * n), wh) for n, wh in enumerate(energies_wh, 1)]

    async def story(house: Money) -> None:
        await house.ends(*sessions)
        wanted = march(language=language, since=at(1, 0) - timedelta(hours=1), until=at(1, 0, month=4))
        check(await house.statements.issue(wanted))

    def check(statement: Statement) -> None:
        assert len(statement.rows) == len(sessions)
        assert [line.dimension for line in statement.fees] == [Dimension.CALENDAR_MONTH]
        lines = sum((row.amount or D(0) for row in statement.rows), D(0)) + sum(each.amount for each in statement.fees)
        assert lines == (statement.total.gross if inside else statement.total.net), "a reader who adds gets the sum"
        assert statement.total.net + statement.total.vat == statement.total.gross
        assert statement.energy_wh == sum(energies_wh)
        of_json(statement)
        of_csv(statement)
        of_xlsx(statement)

    played(tmp_path_factory.mktemp("sums"), story, book(Version(date(2026, 1, 1), components)))


def of_json(statement: Statement) -> None:
    told = json.loads(content_of(statement, StatementFormat.JSON))
    assert [told[name] for name in ("net", "vat", "gross")] == [
        str(each) for each in (statement.total.net, statement.total.vat, statement.total.gross)
    ]
    added = sum(D(each["amount"]) for each in [*told["sessions"], *told["fees"]])
    assert added in (statement.total.net, statement.total.gross)
    assert told["energy_wh"] == sum(each["energy_wh"] for each in told["sessions"])


def of_csv(statement: Statement) -> None:
    plain = csv.DictReader(io.StringIO(content_of(statement, StatementFormat.CSV, for_people=False).decode()))
    assert [D(each["amount"]) for each in plain] == [each.amount for each in statement.rows]
    text = content_of(statement, StatementFormat.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    *_, last = (figure(row[-1]) for row in rows[1:] if row[-1])
    assert last == statement.total.gross
    shown = [figure(row[9]) for row in rows[1 : 1 + len(statement.rows)]]
    assert shown == [each.amount for each in statement.rows]


def figure(text: str) -> Decimal:
    """As a person of any of the languages reads it: the last sign but one parts the decimals."""
    digits = "".join(each for each in text if each.isdigit() or each == "-")
    return D(digits).scaleb(-2)


def of_xlsx(statement: Statement) -> None:
    sheet = load_workbook(io.BytesIO(content_of(statement, StatementFormat.XLSX))).worksheets[0]
    amounts = [row[9].value for row in sheet.iter_rows(min_row=2) if row[9].value is not None]
    cents = [round(D(str(each)), 2) for each in amounts]
    assert cents[: len(statement.rows)] == [each.amount for each in statement.rows]
    assert cents[-1] == statement.total.gross
    assert round(sum(D(str(row[7].value or 0)) for row in sheet.iter_rows(min_row=2)) * 1000) == statement.energy_wh
