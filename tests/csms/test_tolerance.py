"""Values and JSON as chargers really write them."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.csms.repair import MOST_CHARACTERS, Hopeless, load
from app.csms.tolerance import as_bool, as_int, as_list, as_number, as_object, as_text, read_time

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def at(value: object) -> tuple[datetime, list[str]]:
    notes: list[str] = []
    return read_time(value, NOW, notes), notes


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22T09:30:00Z",
        "2026-11-22T09:30:00.000Z",
        "2026-11-22T09:30:00.0000000Z",
        "2026-11-22T10:30:00+01:00",
        "2026-11-22T10:30:00+0100",
        "2026-11-22T10:30:00+01",
        "2026-11-22T19:30:00.000+10:00",
        "2026-11-22 09:30:00Z",
        "2026-11-22t09:30:00z",
        " 2026-11-22T09:30:00Z ",
        "2026-11-22T05:00:00-04:30",
        "1795339800",
        "1795339800000",
        1795339800,
        1795339800000,
        1795339800.0,
    ],
)
def test_an_instant_is_read_however_it_is_written(written: object) -> None:
    assert at(written)[0] == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert at(written)[0].tzinfo is UTC


def test_a_time_without_zone_is_taken_as_utc_or_local_whichever_is_nearer() -> None:
    read, notes = at("2026-11-22T09:59:58.377")
    assert read == datetime(2026, 11, 22, 9, 59, 58, 377_000, tzinfo=UTC)
    assert notes == ["time without zone"]


@pytest.mark.parametrize("written", ["1970-01-01T00:00:00.740Z", "0001-01-01T00:00:00Z", "2036-01-01T00:00:00Z", 5])
def test_an_impossible_clock_is_replaced_by_the_time_of_receipt(written: object) -> None:
    read, notes = at(written)
    assert read is NOW
    assert any("clock" in note for note in notes)


@pytest.mark.parametrize("written", ["", "0", "now", [], {}, True, "2026-13-45T99:99:99Z", "9" * 14, float("nan")])
def test_junk_is_replaced_by_the_time_of_receipt(written: object) -> None:
    assert at(written)[0] is NOW
    assert at(written)[1]


def test_a_missing_time_is_named_so() -> None:
    assert at(None) == (NOW, ["no timestamp"])


def test_an_old_time_is_believed_for_it_comes_from_an_offline_queue() -> None:
    assert at("2020-05-05T05:05:05Z") == (datetime(2020, 5, 5, 5, 5, 5, tzinfo=UTC), [])


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.datetimes().map(str), st.none()))
def test_nothing_written_as_a_time_raises(written: object) -> None:
    read = at(written)[0]
    assert read.tzinfo is UTC
    assert read <= NOW + timedelta(days=1)


@given(
    st.integers(1_300_000_000, 1_790_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(min_value=-14, max_value=14),
)
def test_every_offset_means_the_same_instant(instant: datetime, hours: int) -> None:
    assert at(instant.astimezone(timezone(timedelta(hours=hours))).isoformat())[0] == instant


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (3, 3.0),
        ("   3.2", 3.2),
        ("230,5", 230.5),
        ("1.2E3", 1200.0),
        ("-4", -4.0),
        (".5", 0.5),
        ("1.234,5", None),
        ("1,234,5", None),
        ("NaN", None),
        ("inf", None),
        (float("inf"), None),
        ("-", None),
        ("", None),
        (None, None),
        (True, None),
        ("1_000", None),
        ("9" * 400, None),
        (10**400, None),
        ("1e999", None),
        ("٣", None),
    ],
)
def test_a_number_is_read_or_skipped_never_guessed(written: object, number: float | None) -> None:
    assert as_number(written) == number


@pytest.mark.parametrize(
    ("written", "whole"),
    [("1200", 1200), (2034698.4, 2034698), ("12.6", 13), (7, 7), ("x", None), (None, None), (True, None)],
)
def test_a_whole_number_is_rounded(written: object, whole: int | None) -> None:
    assert as_int(written) == whole


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("BA86I250\x10\x0e", "BA86I250"),
        ("  x ", "x"),
        ("null", ""),
        ("", ""),
        (None, ""),
        (17, "17"),
        (True, "true"),
        ([], ""),
        ("a\ud800b", "ab"),
        ("åäö", "åäö"),
    ],
)
def test_text_is_cleaned(written: object, text: str) -> None:
    assert as_text(written) == text


def test_text_is_cut_and_a_monstrous_number_is_no_text() -> None:
    assert as_text("x" * 100_000, 20) == "x" * 20
    assert as_text(10**5000) == ""


def test_a_single_thing_is_a_list_of_one() -> None:
    assert as_list({"a": 1}) == [{"a": 1}]
    assert as_list([1]) == [1]
    assert as_list(None) == []
    assert as_object("x") == {}
    assert as_bool("True") is True
    assert as_bool("no") is False
    assert as_bool("perhaps") is None


@pytest.mark.parametrize(
    ("broken", "sound", "repair"),
    [
        ('[3,"64b4",{"configurationKey":[]', [3, "64b4", {"configurationKey": []}], "cut off"),
        ('[2,"1","A",{"v":[,{"x":"1"}]}]', [2, "1", "A", {"v": [{"x": "1"}]}], "comma too many"),
        ('[2,"1","A",{"v":[1,],}]', [2, "1", "A", {"v": [1]}], "comma too many"),
        ('[2,"1","A",{"transactionId":,"b":1}]', [2, "1", "A", {"transactionId": None, "b": 1}], "value missing"),
        ('[2,"1","A",{"b":}]', [2, "1", "A", {"b": None}], "value missing"),
        ('[2,"1","A",{"b":"x\x00y"}]', [2, "1", "A", {"b": "xy"}], "control characters"),
        ('[2,"1","A",{"b":"x\ny"}]', [2, "1", "A", {"b": "x y"}], "line breaks in a text"),
        ('\ufeff[2,"1","A",{}]', [2, "1", "A", {}], "byte order mark"),
        ('[2,"1","A",{}]\x00\n', [2, "1", "A", {}], "NUL around the message"),
        (b'[2,"1","A",{"b":"\xff"}]', [2, "1", "A", {"b": "\ufffd"}], "not UTF-8"),
        ('[2,"1","A",{"b":"\\ud800"}]', [2, "1", "A", {"b": "\ufffd"}], "half characters"),
        ('[2,"1","A",{"b":NaN}]', [2, "1", "A", {"b": None}], "not a number"),
        ('[2,"1","A",{"b":1e999}]', [2, "1", "A", {"b": None}], "number out of range"),
        ('[2,"1","A",{"b":[1,{"c":2]}]', [2, "1", "A", {"b": [1, {"c": 2}]}], "bracket missing"),
        ('[2,"1","A",{}]]', [2, "1", "A", {}], "text after the end"),
        ('[2 "1" "A" {}]', [2, "1", "A", {}], "comma missing"),
    ],
)
def test_broken_json_is_mended_and_the_repair_named(broken: str | bytes, sound: object, repair: str) -> None:
    repairs: list[str] = []
    assert load(broken, repairs) == sound
    assert repair in repairs


@pytest.mark.parametrize("broken", ['[2,"1","A",{"card":"04AB', '[2,"1","A",{"card":123', '[2,"1","A",{"card":'])
def test_half_a_value_is_no_value(broken: str) -> None:
    assert load(broken, []) == [2, "1", "A", {"card": None}]


def test_sound_json_needs_no_repair_whatever_its_blanks() -> None:
    repairs: list[str] = []
    assert load(b' [2 ,\r\n "1", "A",\t{}]\n', repairs) == [2, "1", "A", {}]
    assert repairs == []


@pytest.mark.parametrize(
    "hopeless", ["", "ping", "HTTP/1.1 400 Bad Request", "[" * 100_000, '{"a":' * 5_000, b"\x00\x01", "]", "[,"[:0]]
)
def test_the_hopeless_is_said_to_be_so(hopeless: str | bytes) -> None:
    with pytest.raises(Hopeless):
        load(hopeless, [])


def test_what_is_long_and_broken_is_not_worth_mending() -> None:
    with pytest.raises(Hopeless, match="too long"):
        load("[" + '"x",' * MOST_CHARACTERS, [])


@given(st.one_of(st.text(), st.binary(), st.text(alphabet='[]{},:"\\ 01ae\x00', max_size=60)))
def test_no_bytes_raise_anything_else(junk: str | bytes) -> None:
    with suppress(Hopeless):
        load(junk, [])


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(_json, min_size=1, max_size=4), st.data())
def test_however_a_message_is_cut_off_it_is_mended_or_refused(message: list[Any], data: st.DataObject) -> None:
    text = json.dumps(message)
    cut = text[: data.draw(st.integers(1, len(text)))]
    assert isinstance(load(cut, []), list)
