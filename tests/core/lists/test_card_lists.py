"""Which cards a charger's list holds, and what it is sent: nothing is lost, wherever it is cut."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import card_numbers
from app.core.access import MASTER_GROUP, Circumstances
from app.core.cards import OUR_CARD, Allowance, AtTheEnd, Budget, Card, Hours, Openness, Policy, Used, Verdict
from app.core.commands import SendList
from app.core.lists import chosen as card_lists
from app.core.lists.away import AwaySettings, LeftOut, Listed, WhenOff, wanted
from app.core.lists.chosen import Wanted, applied, difference, parts_of, parts_whole
from app.core.values import replace

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
KNOWN = Policy(Openness.KNOWN)
UNUSED = Used()
NIGHTS = (Hours(time(22), time(6)),)


def listed(
    *cards: Card,
    policy: Policy = KNOWN,
    used: Used = UNUSED,
    budget: Budget | None = None,
    of_budget: Used = UNUSED,
    longest: int = 20,
    knows_masters: bool = False,
    at: datetime = NOW,
) -> Wanted:
    def circumstances(card: Card) -> Circumstances:
        return Circumstances(card, used, charging=True, budget=budget, used_of_budget=of_budget)

    return card_lists.wanted_at("EH1", cards, policy, circumstances, at, longest=longest, knows_masters=knows_masters)


# What a list says of a card.


@pytest.mark.parametrize(
    ("card", "entry"),
    [
        (Card("A"), Listed("A")),
        (Card("A", group="office"), Listed("A", group="office")),
        (Card("A", expires_at=NOW + timedelta(days=9)), Listed("A", expires_at=NOW + timedelta(days=9))),
        (Card("A", expires_at=NOW), Listed("A", Verdict.EXPIRED)),
        (Card("A", blocked=True, group="office"), Listed("A", Verdict.BLOCKED, "office")),
        (Card("A", blocked=True, expires_at=NOW), Listed("A", Verdict.BLOCKED)),
        (Card("A", chargers=("EH2",)), Listed("A", Verdict.BLOCKED)),
        (Card("A", chargers=("EH2", "eh1")), Listed("A")),
        (Card("A", alone=True), Listed("A")),  # it charges elsewhere just now, of which a charger alone knows nothing
        (Card("A", hours=NIGHTS, blocked=True), Listed("A", Verdict.BLOCKED)),
        (Card("A", master=True), Listed("A", Verdict.BLOCKED, MASTER_GROUP)),
        (Card("A", master=True, blocked=True), Listed("A", Verdict.BLOCKED)),
    ],
)
def test_a_card_is_listed_as_it_would_be_answered(card: Card, entry: Listed) -> None:
    assert listed(card) == Wanted((entry,))


def test_a_master_card_is_let_in_only_by_a_charger_that_knows_the_masters_group() -> None:
    assert listed(Card("A", master=True), knows_masters=True).listed == (Listed("A", group=MASTER_GROUP),)


def test_a_card_with_hours_is_left_out_and_counted_with_all_its_numbers() -> None:
    assert listed(Card("A", hours=NIGHTS, also=("B",)), Card("C")) == Wanted((Listed("C"),), ((LeftOut.HOURS, 2),))


def test_joined_numbers_are_listed_too_and_none_twice_whatever_its_case() -> None:
    cards = (Card("04a2", also=("A204", "04A2")), Card("a204"), Card("B"))
    assert [each.card for each in listed(*cards).listed] == ["04a2", "A204", "B"]


def test_a_number_that_the_version_cannot_name_is_left_out_and_counted() -> None:
    card = Card("A" * 21, also=("B" * 20,))
    assert listed(card) == Wanted((Listed("B" * 20),), ((LeftOut.NUMBER_TOO_LONG, 1),))
    assert len(listed(card, longest=36).listed) == 2


def test_the_card_of_this_computer_is_never_listed() -> None:

    assert listed(Card("B", also=(OUR_CARD.lower(),))).listed == (Listed("B"),)


@pytest.mark.parametrize("openness", list(Openness))
def test_a_locked_charger_lets_nobody_in(openness: Openness) -> None:
    assert listed(Card("A"), policy=Policy(openness, locked=True)).listed == (Listed("A", Verdict.BLOCKED),)


GUEST = Allowance(NOW - timedelta(days=30), energy_wh=1000)


def test_a_guest_is_listed_for_a_few_days_and_only_while_something_is_left() -> None:
    until = datetime(2026, 11, 25, tzinfo=UTC)
    guest = Card("A", allowance=GUEST)
    assert listed(guest, used=Used(energy_wh=999)).listed == (Listed("A", expires_at=until),)
    assert (
        listed(guest, used=Used(energy_wh=999), at=NOW + timedelta(hours=6, minutes=59)).listed[0].expires_at == until
    )
    assert listed(guest, used=Used(energy_wh=1000)).listed == (Listed("A", Verdict.BLOCKED),)
    sooner = NOW + timedelta(hours=3)
    assert listed(replace(guest, expires_at=sooner)).listed[0].expires_at == sooner


def test_a_guest_whose_money_is_used_up_is_not_let_in() -> None:
    guest = Card("A", allowance=Allowance(NOW, money=Decimal(20)))
    (entry,) = listed(guest, used=Used(money=Decimal("19.99"))).listed
    assert (entry.verdict, entry.expires_at is not None) == (Verdict.ACCEPTED, True)
    assert listed(guest, used=Used(money=Decimal("20.00"))).listed == (Listed("A", Verdict.BLOCKED),)


def test_days_that_have_not_begun_can_begin_today() -> None:
    guest = Card("A", allowance=Allowance(NOW, days=1))
    assert listed(guest).listed[0].expires_at == datetime(2026, 11, 23, tzinfo=UTC)
    begun = NOW - timedelta(hours=20)
    assert listed(guest, used=Used(first_at=begun)).listed[0].expires_at == begun + timedelta(days=1)


@pytest.mark.parametrize("at_the_end", list(AtTheEnd))
def test_a_budget_bounds_the_entry_only_where_it_binds(at_the_end: AtTheEnd) -> None:
    budget = Budget(1000, at_the_end=at_the_end)
    binds = at_the_end is not AtTheEnd.WARN
    (entry,) = listed(Card("A", person_id=1), budget=budget, of_budget=Used(energy_wh=10)).listed
    assert (entry.expires_at is not None) is binds
    (entry,) = listed(Card("A", person_id=1), budget=budget, of_budget=Used(energy_wh=1000)).listed
    assert (entry.verdict is Verdict.BLOCKED) is binds


def test_where_there_are_too_many_those_used_last_stay() -> None:
    everything = listed(*map(Card, "ABCD"), Card("E", blocked=True))
    used = {"b": NOW, "d": NOW - timedelta(days=1), "e": NOW}
    few = card_lists.fitting(everything, 2, used, strangers=False)
    assert [each.card for each in few.listed] == ["B", "D"]
    assert few.left_out == ((LeftOut.NO_ROOM, 3),)
    assert card_lists.fitting(everything, 2, used, strangers=True).listed[0].card == "E"
    assert card_lists.fitting(everything, 5, used, strangers=False) == everything


def test_a_limit_that_cannot_be_meant_is_none() -> None:
    assert card_lists.at_once(AwaySettings()) == card_lists.at_once(AwaySettings(most_at_once=0)) == 20
    assert card_lists.at_once(AwaySettings(most_at_once=7)) == 7
    assert card_lists.at_once(AwaySettings(most_at_once=1000)) == card_lists.MOST_AT_ONCE
    assert card_lists.room(AwaySettings(most_cards=0)) is None


@pytest.mark.parametrize(
    ("policy", "when_off"),
    [
        (Policy(), WhenOff.EVERYONE),
        (Policy(Openness.PLUGGED, 1), WhenOff.EVERYONE),
        (Policy(hours=NIGHTS), WhenOff.EVERYONE),
        (Policy(Openness.KNOWN), WhenOff.KNOWN),
        (Policy(Openness.ASK), WhenOff.KNOWN),
        (Policy(locked=True), WhenOff.NOBODY),
    ],
)
def test_what_is_wished_for_when_this_computer_is_off_follows_from_the_policy(
    policy: Policy, when_off: WhenOff
) -> None:
    assert wanted(policy) is when_off


# What a charger is sent.

entries = st.lists(
    st.builds(
        Listed,
        st.text("abAB01", min_size=1, max_size=3),
        st.sampled_from([Verdict.ACCEPTED, Verdict.BLOCKED, Verdict.EXPIRED]),
        st.sampled_from(["", "office"]),
        st.sampled_from([None, NOW]),
    ),
    unique_by=lambda entry: card_numbers.key(entry.card),
    max_size=40,
)
mosts = st.integers(1, 12)


def held_after(held: tuple[Listed, ...], parts: list[SendList]) -> set[Listed]:
    for part in parts:
        held = applied(held, part)
    return set(held)


@given(entries, entries, mosts, st.integers(0, 1000))
def test_a_difference_makes_what_is_wanted_of_what_is_held(
    held: list[Listed], wanted: list[Listed], most: int, follows: int
) -> None:
    parts = parts_of(difference(held, wanted), follows, most)
    assert held_after(tuple(held), parts) == set(wanted)
    assert bool(parts) is (set(held) != set(wanted))
    assert [part.version for part in parts] == list(range(follows + 1, follows + 1 + len(parts)))
    assert all(1 <= len(part.listed) + len(part.removed) <= most and not part.full for part in parts)


@given(entries, entries, mosts, st.integers(0, 1000))
def test_a_whole_list_is_what_is_wanted_whatever_was_held(
    held: list[Listed], wanted: list[Listed], most: int, follows: int
) -> None:
    parts = parts_whole(wanted, follows, most)
    assert held_after(tuple(held), parts) == set(wanted)
    assert [part.full for part in parts] == [True] + [False] * (len(parts) - 1)
    assert [part.version for part in parts] == list(range(follows + 1, follows + 1 + len(parts)))
    assert all(len(part.listed) <= most for part in parts)


@given(entries, entries, mosts, st.data())
def test_cut_anywhere_the_whole_list_repairs_it(
    held: list[Listed], wanted: list[Listed], most: int, data: st.DataObject
) -> None:
    parts = parts_of(difference(held, wanted), 7, most)
    taken = parts[: data.draw(st.integers(0, len(parts)))]
    left = tuple(held_after(tuple(held), taken))
    repair = parts_whole(wanted, 7 + len(taken), most)
    assert held_after(left, repair) == set(wanted)
    assert repair[0].version > max([7, *(part.version for part in taken)])


@given(entries, entries)
def test_a_card_that_was_let_in_and_is_not_any_more_is_noticed(held: list[Listed], wanted: list[Listed]) -> None:
    def let_in(listed: list[Listed]) -> set[str]:
        return {card_numbers.key(each.card) for each in listed if each.verdict is Verdict.ACCEPTED}

    assert card_lists.turns_away(held, wanted) is bool(let_in(held) - let_in(wanted))
