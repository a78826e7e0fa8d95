"""What a charger makes of cards by itself: its list, its cache, its settings, groups and master cards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.clock import HandClock
from app.virtual.faults import Lists
from app.virtual.settings import Version
from app.virtual.variables import Name
from tests.virtual.central import Central, central_system

VERSIONS = pytest.mark.parametrize("version", list(Version))
NEWER = pytest.mark.parametrize("version", [Version.V201, Version.V21])
CARD, OTHER, STRANGER = "04A2B3C4", "04D5E6F7", "04FFFFFF"
SOON, LATE = "2026-11-23T13:00:00Z", "2026-11-24T12:00:00Z"


def info(version: Version, status: str = "Accepted", group: str = "", until: str = "") -> dict[str, Any]:
    """idTagInfo or idTokenInfo."""
    told: dict[str, Any] = {"status": status}
    if version is Version.V16:
        return told | ({"parentIdTag": group} if group else {}) | ({"expiryDate": until} if until else {})
    if group:
        told["groupIdToken"] = {"idToken": group, "type": "Central"}
    return told | ({"cacheExpiryDateTime": until} if until else {})


def entry(version: Version, card: str, *told: Any, **more: Any) -> dict[str, Any]:
    """A card in a list; with nothing told: taken off it."""
    listed = info(version, *told, **more) if told or more else None
    if version is Version.V16:
        return {"idTag": card} | ({"idTagInfo": listed} if listed else {})
    token = {"idToken": {"idToken": card, "type": "ISO14443"}}
    return token | ({"idTokenInfo": listed} if listed else {})


async def send(central: Central, number: int, *entries: dict[str, Any], full: bool = True) -> str:
    """Sends a part of a list; the answer's one word."""
    name = "listVersion" if central.version is Version.V16 else "versionNumber"
    request: dict[str, Any] = {name: number, "updateType": "Full" if full else "Differential"}
    if entries:
        request["localAuthorizationList"] = list(entries)
    answer = await central.command("SendLocalList", request)
    return str(answer.get("status", answer.get("error")))


async def list_version(central: Central) -> Any:
    answer = await central.command("GetLocalListVersion", {})
    return answer.get("listVersion", answer.get("versionNumber", answer.get("error")))


def answer_cards(central: Central, *told: Any, **more: Any) -> None:
    """From now on the central system says this of every card."""
    version = central.version
    if version is Version.V16:
        tag = {"idTagInfo": info(version, *told, **more)}
        central.special["Authorize"] = lambda _: tag
        central.special["StartTransaction"] = lambda _: {"transactionId": 4711, **tag}
    else:
        token = {"idTokenInfo": info(version, *told, **more)}
        central.special["Authorize"] = lambda _: token
        central.special["TransactionEvent"] = lambda payload: token if "idToken" in payload else {}


def put(charger: VirtualCharger, setting: str, value: str) -> None:
    name: Name = getattr(charger.names, setting)
    charger.variables.put(name, value)


@asynccontextmanager
async def a_charger(version: Version, **settings: Any) -> AsyncIterator[tuple[Central, VirtualCharger, HandClock]]:
    clock = HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))
    async with (
        central_system(version) as central,
        VirtualCharger(central.settings(**settings), clock) as charger,
    ):
        await charger.power_up()
        await charger.plug_in(1)
        yield central, charger, clock


def reason(central: Central) -> Any:
    """Why the last session ended, as it was told."""
    if central.version is Version.V16:
        return central.payloads("StopTransaction")[-1]["reason"]
    return central.payloads("TransactionEvent")[-1]["transactionInfo"]["stoppedReason"]


# The list.


@VERSIONS
def test_a_list_is_replaced_changed_and_emptied(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            assert await list_version(central) == 0
            assert (
                await send(central, 3, entry(version, CARD, "Accepted"), entry(version, OTHER, "Blocked")) == "Accepted"
            )
            assert set(charger.cards.listed) == {CARD.lower(), OTHER.lower()}
            change = (entry(version, OTHER), entry(version, STRANGER, "Accepted"))
            assert await send(central, 4, *change, full=False) == "Accepted"
            assert set(charger.cards.listed) == {CARD.lower(), STRANGER.lower()}
            assert await list_version(central) == 4
            assert await send(central, 5) == "Accepted"
            assert (len(charger.cards), await list_version(central)) == (0, 0)

    asyncio.run(story())


@VERSIONS
def test_a_change_that_does_not_follow_is_a_version_mismatch(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            await send(central, 3, entry(version, CARD, "Accepted"))
            for number in (2, 3):
                change = entry(version, OTHER, "Accepted")
                assert await send(central, number, change, full=False) == "VersionMismatch"
            assert (len(charger.cards), await list_version(central)) == (1, 3)
            assert await send(central, 1, entry(version, CARD, "Accepted")) == "Accepted"  # a whole list always fits
            assert await list_version(central) == 1

    asyncio.run(story())


@VERSIONS
def test_a_list_that_is_too_long_changes_nothing(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version, most_cards=3, most_cards_at_once=2) as (central, charger, _):
            cards = [entry(version, f"04A2B3C{n}", "Accepted") for n in range(4)]
            assert await send(central, 1, *cards[:2]) == "Accepted"
            too_much = await send(central, 2, *cards[:3])
            assert too_much == ("Failed" if version is Version.V16 else "OccurrenceConstraintViolation")
            assert await send(central, 2, *cards[2:], full=False) == "Failed"
            assert (len(charger.cards), await list_version(central)) == (2, 1)
            assert await send(central, 2, cards[2], full=False) == "Accepted"
            if version is not Version.V16:
                charger.variables.put(Name("BytesPerMessage", "LocalAuthListCtrlr"), "100")
                assert await send(central, 3, *cards[:2]) == "FormatViolation"

    asyncio.run(story())


@VERSIONS
def test_the_list_outlives_a_restart(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            await send(central, 3, entry(version, CARD, "Accepted"))
            await central.command("Reset", {"type": "Hard" if version is Version.V16 else "Immediate"})
            await central.until(lambda: central.actions.count("BootNotification") == 2)
            await charger.wait_online()
            assert (len(charger.cards), await list_version(central)) == (1, 3)
            charger.cards.lose_list()
            assert await list_version(central) == 0

    asyncio.run(story())


@VERSIONS
def test_lists_go_wrong_on_request(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            card = entry(version, CARD, "Accepted")
            old = version is Version.V16
            charger.faults.lists = Lists.FAILED
            assert await send(central, 1, card) == "Failed"
            charger.faults.lists = Lists.UNSUPPORTED
            assert await send(central, 1, card) == "NotSupported"
            assert await list_version(central) == (-1 if old else "NotSupported")
            charger.faults.lists = Lists.MISMATCH_ONCE
            assert await send(central, 1, card) == "VersionMismatch"
            assert len(charger.cards) == 0
            assert await send(central, 1, card) == "Accepted"
            charger.faults.lists = Lists.CUT_AFTER_1_PART
            assert await send(central, 2, entry(version, OTHER, "Accepted"), full=False) == "Accepted"
            await charger.line.down.wait()
            await charger.reconnect()
            await central.until(lambda: central.connections == 2)
            assert await list_version(central) == 2
            assert await send(central, 3, card, full=False) == "Accepted"

    asyncio.run(story())


# Alone.


@VERSIONS
def test_without_a_line_list_then_cache_then_the_setting_for_strangers_decide(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            await charger.authorize(OTHER)  # cached as good
            answer_cards(central, "Blocked")
            await charger.authorize("04BADBAD")
            await send(central, 1, entry(version, CARD, "Accepted"), entry(version, OTHER, "Blocked"))
            put(charger, "strangers_offline", "false")
            await charger.drop()

            async def judged(card: str) -> str:
                return (await charger.authorize(card)).status

            assert await judged(CARD.lower()) == "Accepted"
            assert await judged(OTHER) == "Blocked"  # the list goes before the cache
            assert await judged("04BADBAD") == "Blocked"
            assert not (await charger.authorize(STRANGER)).accepted
            put(charger, "list_enabled", "false")
            assert not (await charger.authorize(CARD)).accepted
            assert await judged(OTHER) == "Accepted"
            put(charger, "cache_enabled", "false")
            assert not (await charger.authorize(OTHER)).accepted
            put(charger, "strangers_offline", "true")
            assert await judged(STRANGER) == "Accepted"
            put(charger, "list_enabled", "true")
            assert await judged(OTHER) == "Blocked"
            put(charger, "strangers_offline", "false")
            put(charger, "authorize_offline", "false")
            assert not (await charger.authorize(CARD)).accepted

    asyncio.run(story())


@VERSIONS
def test_what_is_listed_or_cached_until_a_time_is_refused_after_it(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, clock):
            answer_cards(central, until=SOON)
            await charger.authorize(OTHER)
            await send(central, 1, entry(version, CARD, until=SOON), entry(version, STRANGER, until=LATE))
            await charger.drop()
            assert (await charger.authorize(CARD)).accepted
            assert (await charger.authorize(OTHER)).accepted
            clock.advance(3600)
            assert (await charger.authorize(CARD)).status == "Expired"
            assert (await charger.authorize(OTHER)).status == "Expired"
            assert (await charger.authorize(STRANGER)).accepted

    asyncio.run(story())


@VERSIONS
def test_a_listed_card_is_asked_about_unless_the_charger_is_set_to_look_in_its_list_first(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            await send(central, 1, entry(version, CARD, "Accepted"), entry(version, OTHER, "Blocked"))
            assert (await charger.authorize(CARD)).accepted
            assert central.actions.count("Authorize") == 1
            put(charger, "pre_authorize", "true")
            assert await charger.tap(1, CARD)
            assert central.actions.count("Authorize") == 1
            assert (await charger.authorize(OTHER)).accepted  # what is listed as bad is asked about all the same
            assert central.actions.count("Authorize") == 2

    asyncio.run(story())


# Refused starts.


@VERSIONS
@pytest.mark.parametrize("offline", [False, True])
def test_a_start_that_turns_out_refused_is_ended(version: Version, offline: bool) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            if offline:
                await charger.drop()
                assert await charger.tap(1, CARD)
                answer_cards(central, "Invalid")
                await charger.reconnect()
            else:
                await charger.authorize(CARD)
                put(charger, "pre_authorize", "true")
                answer_cards(central, "Invalid")
                assert await charger.tap(1, CARD)
            await charger.wait_for(1, lambda it: it.transaction is None)
            await charger.delivered()
            assert reason(central) == "DeAuthorized"
            await charger.drop()
            assert (await charger.authorize(CARD)).status == "Invalid"  # remembered

    asyncio.run(story())


@VERSIONS
def test_a_refused_start_goes_on_where_the_settings_let_it(version: Version) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            put(charger, "stop_refused", "false")
            await charger.drop()
            assert await charger.tap(1, CARD)
            answer_cards(central, "Invalid")
            await charger.reconnect()
            await charger.delivered()
            assert charger.outlets[1].transaction is not None
            assert await charger.stop(1)

    asyncio.run(story())


# Groups and masters.


@VERSIONS
@pytest.mark.parametrize("offline", [False, True])
def test_a_card_of_the_same_group_ends_the_session_and_no_other_does(version: Version, offline: bool) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            await send(
                central,
                1,
                entry(version, CARD, group="flat 3"),
                entry(version, OTHER, group="flat 3"),
                entry(version, STRANGER, group="flat 4"),
            )
            if offline:
                await charger.drop()
            groups = {CARD: "flat 3", OTHER: "flat 3", STRANGER: "flat 4"}
            for card in (CARD, STRANGER, OTHER):
                answer_cards(central, group=groups[card])
                assert await charger.tap(1, card) is (card != STRANGER)
                assert (charger.outlets[1].transaction is None) is (card == OTHER)
            if offline:
                await charger.reconnect()
            await charger.delivered()
            assert reason(central) == "Local"

    asyncio.run(story())


@NEWER
@pytest.mark.parametrize("offline", [False, True])
def test_a_master_card_ends_any_session_and_starts_none(version: Version, offline: bool) -> None:
    async def story() -> None:
        async with a_charger(version) as (central, charger, _):
            put(charger, "master_group", "MASTERS")
            await send(central, 1, entry(version, OTHER, group="MASTERS"))
            if offline:
                await charger.drop()
            answer_cards(central, group="MASTERS")
            assert not await charger.tap(1, OTHER)
            answer_cards(central, "Accepted")
            assert await charger.tap(1, CARD)
            answer_cards(central, group="MASTERS")
            assert await charger.tap(1, OTHER)
            if offline:
                await charger.reconnect()
            await charger.delivered()
            assert reason(central) == "MasterPass"
            assert central.payloads("TransactionEvent")[-1]["idToken"]["idToken"] == OTHER

    asyncio.run(story())
