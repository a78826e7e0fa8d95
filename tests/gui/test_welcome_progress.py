"""How far a charger has come on its way in, whatever it left out on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.core.contact import Knock, Outcome
from app.core.model import Availability, Charger, Outlet, Reading, Standing
from app.gui.welcome.address import phone_page, variants
from app.gui.welcome.progress import Step, progress, subject
from app.gui.welcome.qr import QUIET_MODULES, qr_image
from app.gui.welcome.refusals import refused

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=2)


def charger(identity: str = "ZAP1", **more: object) -> Charger:
    facts: dict[str, object] = {"standing": Standing.WAITING, "first_seen_at": NOW, "last_seen_at": NOW, "online": True}
    return Charger(identity, **(facts | more))  # type: ignore[arg-type]


def steps(who: Charger | None = None, *outlets: Outlet, knocks: tuple[Knock, ...] = ()) -> set[Step]:
    return set(progress(who, outlets, knocks, NOW, (), listening=True).done)


def test_nothing_has_happened_until_someone_knocks() -> None:
    assert steps() == {Step.LISTENING}
    assert progress(None, (), (), NOW, (), listening=True).next is Step.KNOCKED
    assert progress(None, (), (), NOW, (), listening=False).next is Step.LISTENING


def test_a_refused_knock_counts_as_a_knock_and_not_as_a_name() -> None:
    knock = Knock(NOW, "192.168.1.57", Outcome.WRONG_PASSWORD, identity="EH1")
    assert steps(knocks=(knock,)) == {Step.LISTENING, Step.KNOCKED}


def test_knocks_from_long_ago_and_of_chargers_let_in_before_do_not_count() -> None:
    old = Knock(BEFORE, "192.168.1.57", Outcome.WRONG_PASSWORD)
    known = Knock(NOW, "192.168.1.31", Outcome.WELCOME, identity="EH1")
    come = progress(None, (), (old, known), NOW, ("EH1",), listening=True)
    assert come.done == {Step.LISTENING}


def test_a_charger_is_followed_from_its_name_to_its_meter() -> None:
    assert steps(charger()) == {Step.LISTENING, Step.KNOCKED, Step.NAMED}
    assert Step.HELLO in steps(charger(vendor="Zaptec"))
    approved = charger(standing=Standing.APPROVED)
    free = Outlet("ZAP1", 1, availability=Availability.AVAILABLE)
    assert steps(approved, free) == set(Step) - {Step.METER}
    assert steps(approved, Outlet("ZAP1", 1, live=Reading(NOW))) == set(Step) - {Step.STATUS}


def test_of_one_that_has_lost_contact_only_the_approval_and_a_fresh_knock_count() -> None:
    lost = charger(standing=Standing.APPROVED, vendor="Zaptec", online=False)
    old = Knock(BEFORE, "192.168.1.57", Outcome.WELCOME, identity="ZAP1")
    free = Outlet("ZAP1", 1, availability=Availability.AVAILABLE)
    assert progress(lost, (free,), (old,), NOW, (), listening=True).lost
    assert steps(lost, free, knocks=(old,)) == {Step.LISTENING, Step.APPROVED}
    again = Knock(NOW, "192.168.1.57", Outcome.WRONG_PASSWORD, identity="ZAP1")
    assert steps(lost, free, knocks=(old, again)) == {Step.LISTENING, Step.KNOCKED, Step.APPROVED}


def test_one_that_waits_comes_before_one_that_is_already_in() -> None:
    chargers = {
        "OLD": charger("OLD", standing=Standing.APPROVED, last_seen_at=NOW),
        "NEW": charger("NEW", last_seen_at=BEFORE),
    }
    assert subject(chargers, None, NOW, ()) is chargers["NEW"]
    assert subject(chargers, "OLD", NOW, ()) is chargers["OLD"]
    assert subject({"OLD": chargers["OLD"]}, None, NOW, ("OLD",)) is None
    assert subject({"OLD": chargers["OLD"]}, None, NOW, ()) is chargers["OLD"]


def test_the_address_is_offered_as_chargers_want_it() -> None:
    assert variants("ws://192.168.1.20:8887/", "ZAP1") == (
        "192.168.1.20:8887/",
        "ws://192.168.1.20:8887",
        "192.168.1.20:8887",
        "ws://192.168.1.20:8887/ZAP1",
    )
    assert phone_page("ws://192.168.1.20:8887/") == "http://192.168.1.20:8887/"


def test_the_code_is_dark_on_white_with_its_quiet_zone() -> None:
    image = qr_image("http://192.168.1.20:8887/")
    border = [image.pixelColor(x, y).name() for x in range(image.width()) for y in range(QUIET_MODULES)]
    assert set(border) == {"#ffffff"}
    assert image.pixelColor(QUIET_MODULES, QUIET_MODULES).lightness() < 60
    assert image.width() == image.height() >= 21 + 2 * QUIET_MODULES


def test_each_refusal_stands_once_and_goes_when_the_charger_is_let_in() -> None:
    knocks = [
        Knock(BEFORE, "192.168.1.57", Outcome.WRONG_PASSWORD, identity="EH1"),
        Knock(NOW, "192.168.1.57", Outcome.WRONG_PASSWORD, identity="EH1"),
        Knock(NOW, "192.168.1.57", Outcome.WAITING, identity="EH2"),
        Knock(NOW, "192.168.1.9", Outcome.SOAP),
    ]
    assert refused(knocks, frozenset()) == [knocks[3], knocks[1]]
    assert refused(knocks, frozenset({"EH1"})) == [knocks[3]]
