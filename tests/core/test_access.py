"""May this card charge here, now: every policy, state of a card, charger and time in one table; what always holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import card_numbers
from app.core.access import Circumstances, Question, ends_at, may_charge, may_stop, must_end, within
from app.core.cards import (
    OUR_CARD,
    Allowance,
    AtTheEnd,
    Budget,
    Card,
    Hours,
    Openness,
    Policy,
    Reason,
    Used,
    Verdict,
)
from app.core.values import replace
from app.csms.dialects import v16_cards, v201_cards

NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Stockholm
NIGHT = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)  # midnight in Stockholm, already Thursday
ZONE = ZoneInfo("Europe/Stockholm")

EVERYONE, KNOWN, ASK = (Policy(each) for each in (Openness.EVERYONE, Openness.KNOWN, Openness.ASK))
PLUGGED = Policy(Openness.PLUGGED, person_id=3)
LOCKED = Policy(Openness.EVERYONE, locked=True)
DAYTIME = (Hours(time(6), time(22)),)
NIGHTS = (Hours(time(22), time(6)),)
OPEN_BY_DAY = Policy(Openness.EVERYONE, hours=DAYTIME)

ANNA = Card("04A2B3C4", person_id=1)
BLOCKED = replace(ANNA, blocked=True)
EXPIRED = replace(ANNA, expires_at=NOON - timedelta(days=1))
EXPIRES_NOW = replace(ANNA, expires_at=NOON)
MASTER = replace(ANNA, master=True)
ELSEWHERE = replace(ANNA, chargers=("EH2",))
HERE = replace(ANNA, chargers=("eh1",))
BY_DAY = replace(ANNA, hours=DAYTIME)
BY_NIGHT = replace(ANNA, hours=NIGHTS)
ALONE = replace(ANNA, alone=True)
GUEST = replace(ANNA, allowance=Allowance(NOON - timedelta(days=9), energy_wh=10_000, sessions=3, days=7))
STRANGER = None

FRESH = Circumstances()
CHARGING = Circumstances(charging=True)
SPENT = Circumstances(used=Used(energy_wh=10_000, sessions=1, first_at=NOON))
THRICE = Circumstances(used=Used(energy_wh=1, sessions=3, first_at=NOON))
A_WEEK_AGO = Circumstances(used=Used(energy_wh=1, sessions=1, first_at=NOON - timedelta(days=7)))
IN_MONEY = replace(ANNA, allowance=Allowance(NOON, money=Decimal("20")))
SPENT_MONEY = Circumstances(used=Used(energy_wh=1, sessions=1, first_at=NOON, money=Decimal("20.00")))
SOME_MONEY = Circumstances(used=Used(energy_wh=1, sessions=1, first_at=NOON, money=Decimal("19.99"), unpriced=1))
NO_PRICES = Circumstances(used=Used(energy_wh=10**9, sessions=9, first_at=NOON))
OVER = {
    end: Circumstances(budget=Budget(energy_wh=100, at_the_end=end), used_of_budget=Used(energy_wh=100))
    for end in AtTheEnd
}

# who may charge here, the card, what is known of it, when → the answer, why, its word in 1.6 (to a start) and in 2.x
TABLE = [
    (EVERYONE, STRANGER, FRESH, NOON, Verdict.ACCEPTED, Reason.OPEN_TO_ALL, "Accepted", "Accepted"),
    (KNOWN, STRANGER, FRESH, NOON, Verdict.UNKNOWN, Reason.UNKNOWN, "Invalid", "Unknown"),
    (ASK, STRANGER, FRESH, NOON, Verdict.UNKNOWN, Reason.ASKED, "Invalid", "Unknown"),
    (PLUGGED, STRANGER, FRESH, NOON, Verdict.ACCEPTED, Reason.PLUGGED_IN, "Accepted", "Accepted"),
    (LOCKED, STRANGER, FRESH, NOON, Verdict.NOT_HERE, Reason.CHARGER_LOCKED, "Blocked", "NotAtThisLocation"),
    (OPEN_BY_DAY, STRANGER, FRESH, NOON, Verdict.ACCEPTED, Reason.OPEN_TO_ALL, "Accepted", "Accepted"),
    (OPEN_BY_DAY, STRANGER, FRESH, NIGHT, Verdict.NOT_NOW, Reason.CHARGER_CLOSED, "Blocked", "NotAtThisTime"),
    (LOCKED, ANNA, FRESH, NOON, Verdict.NOT_HERE, Reason.CHARGER_LOCKED, "Blocked", "NotAtThisLocation"),
    (OPEN_BY_DAY, ANNA, FRESH, NIGHT, Verdict.NOT_NOW, Reason.CHARGER_CLOSED, "Blocked", "NotAtThisTime"),
    (LOCKED, BLOCKED, FRESH, NOON, Verdict.NOT_HERE, Reason.CHARGER_LOCKED, "Blocked", "NotAtThisLocation"),
] + [
    (policy, *row)
    for policy in (EVERYONE, KNOWN, ASK, PLUGGED)  # a known card's own rules are the same wherever it is shown
    for row in [
        (ANNA, FRESH, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (ANNA, FRESH, NIGHT, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (BLOCKED, FRESH, NOON, Verdict.BLOCKED, Reason.BLOCKED, "Blocked", "Blocked"),
        (EXPIRED, FRESH, NOON, Verdict.EXPIRED, Reason.EXPIRED, "Expired", "Expired"),
        (EXPIRES_NOW, FRESH, NOON, Verdict.EXPIRED, Reason.EXPIRED, "Expired", "Expired"),
        (EXPIRES_NOW, FRESH, NOON - timedelta(seconds=1), Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (MASTER, FRESH, NOON, Verdict.BLOCKED, Reason.MASTER_STARTS_NONE, "Blocked", "Blocked"),
        (ELSEWHERE, FRESH, NOON, Verdict.NOT_HERE, Reason.OTHER_CHARGERS, "Blocked", "NotAtThisLocation"),
        (HERE, FRESH, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (BY_DAY, FRESH, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (BY_DAY, FRESH, NIGHT, Verdict.NOT_NOW, Reason.OUTSIDE_ITS_HOURS, "Blocked", "NotAtThisTime"),
        (BY_NIGHT, FRESH, NIGHT, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (BY_NIGHT, FRESH, NOON, Verdict.NOT_NOW, Reason.OUTSIDE_ITS_HOURS, "Blocked", "NotAtThisTime"),
        (ALONE, CHARGING, NOON, Verdict.BUSY, Reason.ALREADY_CHARGING, "ConcurrentTx", "ConcurrentTx"),
        (ALONE, FRESH, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (ANNA, CHARGING, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (GUEST, FRESH, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (GUEST, SPENT, NOON, Verdict.NO_CREDIT, Reason.ENERGY_USED_UP, "Blocked", "NoCredit"),
        (IN_MONEY, SPENT_MONEY, NOON, Verdict.NO_CREDIT, Reason.MONEY_USED_UP, "Blocked", "NoCredit"),
        (IN_MONEY, SOME_MONEY, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (IN_MONEY, NO_PRICES, NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (GUEST, THRICE, NOON, Verdict.NO_CREDIT, Reason.SESSIONS_USED_UP, "Blocked", "NoCredit"),
        (GUEST, A_WEEK_AGO, NOON, Verdict.NO_CREDIT, Reason.DAYS_USED_UP, "Blocked", "NoCredit"),
        (ANNA, OVER[AtTheEnd.WARN], NOON, Verdict.ACCEPTED, Reason.KNOWN, "Accepted", "Accepted"),
        (ANNA, OVER[AtTheEnd.STOP], NOON, Verdict.NO_CREDIT, Reason.BUDGET_USED_UP, "Blocked", "NoCredit"),
        (ANNA, OVER[AtTheEnd.REFUSE], NOON, Verdict.NO_CREDIT, Reason.BUDGET_USED_UP, "Blocked", "NoCredit"),
    ]
]


def asked(at: datetime, number: str | None = ANNA.uid) -> Question:
    return Question(number, "EH1", at, at.astimezone(ZONE))


@pytest.mark.parametrize(("policy", "card", "known", "at", "verdict", "reason", "word_16", "word_2x"), TABLE)
def test_every_card_gets_the_answer_of_the_table(
    policy: Policy,
    card: Card | None,
    known: Circumstances,
    at: datetime,
    verdict: Verdict,
    reason: Reason,
    word_16: str,
    word_2x: str,
) -> None:
    decision = may_charge(asked(at), policy, replace(known, card=card))
    assert (decision.verdict, decision.reason, decision.card) == (verdict, reason, card)
    assert v16_cards.VERDICTS_AT_START[verdict] == word_16
    assert v201_cards.VERDICTS[verdict] == word_2x


@pytest.mark.parametrize("policy", [EVERYONE, KNOWN, ASK, PLUGGED, LOCKED, OPEN_BY_DAY])
def test_a_start_from_this_computer_is_never_refused(policy: Policy) -> None:
    decision = may_charge(replace(asked(NIGHT, OUR_CARD.lower()), ours=True), policy, FRESH)
    assert decision.allowed
    assert decision.person_id == (3 if policy is PLUGGED else None)


@pytest.mark.parametrize("policy", [KNOWN, ASK, LOCKED])
def test_its_number_alone_opens_nothing(policy: Policy) -> None:
    """It stands in the source for everyone to read, and a card can be made of it."""
    assert not may_charge(asked(NIGHT, OUR_CARD), policy, FRESH).allowed
    assert may_stop(OUR_CARD, None, "AA", Card("AA")).reason is Reason.ANOTHERS_SESSION


def test_who_may_stop_a_session() -> None:
    anna, berit = Card("AA", group="Flat 2"), Card("BB", group="Flat 2")
    stranger, master = Card("CC"), Card("DD", master=True)
    assert may_stop("aa", anna, "AA", anna).reason is Reason.OWN_SESSION
    assert may_stop("BB", berit, "AA", anna).reason is Reason.SAME_GROUP
    assert may_stop("DD", master, "AA", anna).reason is Reason.MASTER
    assert may_stop("CC", stranger, "AA", anna).verdict is Verdict.NOT_HERE
    assert may_stop("EE", None, "AA", None).verdict is Verdict.NOT_HERE
    joined = Card("AA", also=("A2",))
    assert may_stop("A2", joined, "AA", joined).reason is Reason.OWN_SESSION


def test_only_what_is_counted_ends_a_session_under_way() -> None:
    assert must_end(replace(SPENT, card=GUEST)) is Reason.ENERGY_USED_UP
    assert must_end(replace(SPENT_MONEY, card=IN_MONEY)) is Reason.MONEY_USED_UP
    assert [must_end(replace(known, card=IN_MONEY)) for known in (SOME_MONEY, NO_PRICES)] == [None, None]
    assert must_end(replace(THRICE, card=GUEST)) is None
    assert must_end(replace(A_WEEK_AGO, card=GUEST)) is None
    assert [must_end(OVER[end]) for end in AtTheEnd] == [None, Reason.BUDGET_USED_UP, None]


HOURS = st.builds(
    Hours,
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
).filter(lambda each: each.since != each.until)
ZONES = st.sampled_from(["Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
INSTANTS = st.integers(0, 4 * 365 * 86_400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(HOURS, INSTANTS, ZONES)
def test_hours_hold_from_their_beginning_up_to_and_without_their_end(hours: Hours, at: datetime, zone: str) -> None:
    local = at.astimezone(ZoneInfo(zone))
    minutes, since, until = (each.hour * 60 + each.minute for each in (local, hours.since, hours.until))
    today, yesterday = local.weekday() in hours.days, (local.weekday() - 1) % 7 in hours.days
    if since < until:
        expected = today and since <= minutes < until
    else:  # over midnight: the evening of a day, and the morning after it
        expected = (today and minutes >= since) or (yesterday and minutes < until)
    assert within((hours,), local) is expected


@given(HOURS, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_the_first_instant_is_within_and_the_last_is_not(hours: Hours, day: date) -> None:
    every_day = replace(hours, days=(0, 1, 2, 3, 4, 5, 6))
    assert within((every_day,), datetime.combine(day, hours.since, tzinfo=ZONE))
    assert not within((every_day,), datetime.combine(day, hours.until, tzinfo=ZONE))


@given(HOURS, INSTANTS, ZONES)
def test_an_answer_holds_no_longer_than_the_hours_do_also_when_clocks_change(
    hours: Hours, at: datetime, zone: str
) -> None:
    local = at.astimezone(ZoneInfo(zone))
    until = ends_at((hours,), Question("AA", "EH1", at, local))
    assert (until is not None) is within((hours,), local)
    if until is not None:
        assert at < until <= at + timedelta(days=1)


NUMBERS = st.text(min_size=1, max_size=40) | st.from_regex(r"[0-9A-Fa-f:;_ -]{1,24}", fullmatch=True)


@given(NUMBERS, NUMBERS)
def test_likeness_is_mutual_and_never_of_a_number_with_itself(one: str, other: str) -> None:
    assert card_numbers.likeness(one, other) is card_numbers.likeness(other, one)
    assert card_numbers.likeness(one, one) is None


@given(st.from_regex(r"([0-9A-F]{2}){4,7}", fullmatch=True))
def test_a_number_is_like_itself_with_separators_a_suffix_or_the_other_way_round(number: str) -> None:
    pairs = [number[at : at + 2] for at in range(0, len(number), 2)]
    for other in (":".join(pairs), f"TERMINAL;{number}", f"{number}_123456", "".join(reversed(pairs))):
        same = card_numbers.key(other) == card_numbers.key(number)
        assert same or card_numbers.likeness(number, other) is not None


@given(NUMBERS)
def test_a_key_is_its_own_key(number: str) -> None:
    assert card_numbers.key(card_numbers.key(number)) == card_numbers.key(number)


@given(NUMBERS)
def test_a_masked_number_shows_at_most_three_signs_and_never_more_than_half(number: str) -> None:
    shown = card_numbers.masked(number).replace("•", "")
    assert len(shown) <= 3
    assert len(shown) * 2 <= sum(map(str.isalnum, number))
