"""Files of cards and people: what is taken in, what is refused with its line, and that one written is read the same."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.cards import COLOURS, WEEK, Allowance, AtTheEnd, Budget, Card, Hours
from app.core.cards_file import BadLine, WhyLine, hours_text, read_hours
from app.core.model import Person, Vehicle
from app.core.values import replace
from app.exports.cards import cards_csv
from app.imports.cards import MOST_BYTES, read_cards

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def read(text: str) -> list[Card | None]:
    return [each.card for each in read_cards(text.encode(), NOW)]


def refused(content: bytes | str) -> tuple[WhyLine, int, str]:
    with pytest.raises(BadLine) as wrong:
        read_cards(content.encode() if isinstance(content, str) else content, NOW)
    return wrong.value.why, wrong.value.line, wrong.value.detail


def test_a_list_of_numbers_alone_is_enough() -> None:
    assert read("number\n04A2B3C4\n04A2B3C5\n") == [Card("04A2B3C4"), Card("04A2B3C5")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_first_line(delimiter: str) -> None:
    text = "kortnummer,namn,förare\n04A2,Blå bricka,Anna\n".replace(",", delimiter)
    (handed,) = read_cards(text.encode("utf-8-sig"), NOW)
    assert (handed.card, handed.person) == (Card("04A2", "Blå bricka"), "Anna")


def test_a_spreadsheets_unicode_text_is_read() -> None:
    assert read_cards("number\tperson\n04A2\tÅsa\n".encode("utf-16"), NOW)[0].person == "Åsa"


def test_what_a_file_does_not_speak_of_is_not_meant() -> None:
    (handed,) = read_cards(b"number,name\n04A2,Blue\n", NOW)
    assert handed.said == ("name",)


def test_a_line_may_name_a_person_who_has_no_card() -> None:
    (handed,) = read_cards(b"number,person,vehicle,budget_kwh,budget_then\n,Bo,ID.3,300,stop\n", NOW)
    assert (handed.card, handed.person, handed.vehicle) == (None, "Bo", "ID.3")
    assert handed.budget == Budget(300_000, at_the_end=AtTheEnd.STOP)


def test_limits_in_money_are_read_with_a_comma_or_a_point() -> None:
    text = "number;limit_kwh;limit_money;person;budget_money;budget_then\n04A2;;19,50;Bo;1 200.5;refuse\n"
    (handed,) = read_cards(text.encode(), NOW)
    assert handed.card == Card("04A2", allowance=Allowance(NOW, money=Decimal("19.50")))
    assert handed.budget == Budget(None, Decimal("1200.5"), AtTheEnd.REFUSE)


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        (b"", WhyLine.NOT_A_TABLE, 0),
        (b"\n \n", WhyLine.NOT_A_TABLE, 0),
        ("number,shoe size\n04A2,42\n", WhyLine.NO_SUCH_COLUMN, 1),
        ("name,group\nBlue,1\n", WhyLine.NUMBER_COLUMN_MISSING, 1),
        ("number,uid\n1,2\n", WhyLine.COLUMN_TWICE, 1),
        ("number,name\n04A2,Blå\n".encode("latin-1"), WhyLine.NOT_UTF8, 2),
        (b"\xff\xfen\x00u\x00\x00\xd8", WhyLine.NOT_UTF8, 1),
        (b"PK\x03\x04\x00\x00 a workbook", WhyLine.NOT_A_TABLE, 1),
        (b"number\n" + b"0" * MOST_BYTES, WhyLine.TOO_LARGE, 0),
        ("number,name\n04A2,Blue,and more\n", WhyLine.CELLS, 2),
        ("number,name\n04A2,Blue\n\n,Nobody's\n", WhyLine.NO_NUMBER, 4),
        ("number\n" + "A" * 200 + "\n", WhyLine.NUMBER, 2),
        ("number\n04\x07A2\n", WhyLine.NUMBER, 2),
        ("number,name\n04A2,One\n04a2,Two\n", WhyLine.NUMBER_TWICE, 3),
        ("number,other_numbers\n04A2,\n04B2,04A2\n", WhyLine.NUMBER_TWICE, 3),
        ("number,state\n04A2,perhaps\n", WhyLine.STATE, 2),
        ("number,expires\n04A2,tomorrow\n", WhyLine.DATE, 2),
        ("number,hours\n04A2,mornings\n", WhyLine.HOURS, 2),
        ("number,hours\n04A2,8:00-8:00\n", WhyLine.HOURS, 2),
        ("number,colour\n04A2,mauve\n", WhyLine.COLOUR, 2),
        ("number,master\n04A2,sometimes\n", WhyLine.YES_OR_NO, 2),
        ("number,limit_kwh\n04A2,-3\n", WhyLine.AMOUNT, 2),
        ("number,limit_kwh\n04A2,NaN\n", WhyLine.AMOUNT, 2),
        ("number,limit_sessions\n04A2,2.5\n", WhyLine.AMOUNT, 2),
        ("number,limit_money\n04A2,20\n04A3,-20\n", WhyLine.MONEY, 3),
        ("number,limit_money\n04A2,0\n", WhyLine.MONEY, 2),
        ("number,limit_money\n04A2,NaN\n", WhyLine.MONEY, 2),
        ("number,limit_money\n04A2,1e9\n", WhyLine.MONEY, 2),
        ("number,limit_money\n04A2,1000000.01\n", WhyLine.MONEY, 2),
        ("number,limit_money\n04A2,twenty\n", WhyLine.MONEY, 2),
        ("person,budget_money\nBo,Infinity\n", WhyLine.MONEY, 2),
        ("person,budget_kwh,budget_then\nBo,300,explode\n", WhyLine.THEN, 2),
        ("number,name\n04A2," + "x" * 121 + "\n", WhyLine.TEXT_TOO_LONG, 2),
    ],
)
def test_the_first_wrong_line_is_named(content: bytes | str, why: WhyLine, line: int) -> None:
    assert refused(content)[:2] == (why, line)


def test_a_number_that_stands_there_twice_is_told_masked() -> None:
    assert refused("number\n04A2B3C4D5\n04A2B3C4D5\n")[2] == "••••4D5"


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_refuse(content: bytes) -> None:
    try:
        read_cards(content, NOW)
    except BadLine as wrong:
        assert wrong.line >= 0


days = st.sets(st.sampled_from(WEEK), min_size=1).map(lambda found: tuple(sorted(found)))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
spans = st.builds(Hours, times, times, days).filter(lambda hours: hours.since != hours.until)


@given(st.lists(spans, max_size=4).map(tuple))
def test_hours_are_read_as_they_are_written(hours: tuple[Hours, ...]) -> None:
    assert read_hours(hours_text(hours)) == hours


def test_hours_are_written_as_people_would() -> None:
    hours = (Hours(time(8), time(17), (0, 1, 2, 3, 4)), Hours(time(22), time(6), (4, 6)), Hours(time(0), time(5)))
    assert hours_text(hours) == "mon-fri 08:00-17:00; fri,sun 22:00-06:00; 00:00-05:00"
    assert read_hours("08:00-24:00") == (Hours(time(8), time(0)),)


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
amounts = st.decimals("0.01", 1_000_000, places=2)
numbers = st.text("0123456789ABCDEF", min_size=2, max_size=20)


@given(
    st.lists(
        st.builds(
            Card,
            uid=numbers,
            name=words,
            colour=st.sampled_from(("", *COLOURS)),
            person_id=st.sampled_from((None, 1, 2)),
            group=words,
            blocked=st.booleans(),
            master=st.booleans(),
            alone=st.booleans(),
            expires_at=st.none() | st.integers(1, 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds)),
            chargers=st.lists(numbers, max_size=2).map(tuple),
            hours=st.lists(spans, max_size=2).map(tuple),
            allowance=st.none()
            | st.builds(
                Allowance, st.just(NOW), st.none() | st.integers(1, 10**9), st.just(3), money=st.none() | amounts
            ),
        ),
        max_size=5,
        unique_by=lambda card: card.uid.casefold(),
    )
)
def test_what_is_written_is_read_the_same(cards: list[Card]) -> None:
    budgets = {"=SUM(A1)": Budget(5_000), "Nobody's card": Budget(None, Decimal("99.90"), AtTheEnd.STOP)}
    people = [Person(1, "Anna"), *(Person(number, *each) for number, each in enumerate(budgets.items(), 2))]
    handed = read_cards(cards_csv(cards, people, [Vehicle(1, "XC40", 1)]), NOW)
    names = {1: "Anna", 2: "=SUM(A1)", None: ""}
    read_again = [each for each in handed if each.card is not None]
    assert [each.person for each in read_again] == [names[card.person_id] for card in cards]
    assert [each.card for each in read_again] == [_without_person(card) for card in cards]
    assert {"Nobody's card"} <= {each.person for each in handed}
    assert all(each.budget == budgets.get(each.person) for each in handed)


def _without_person(card: Card) -> Card:
    return replace(card, person_id=None)
