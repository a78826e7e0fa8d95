"""The list and the settings a charger goes by alone, from our commands to the virtual charger and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.access import MASTER_GROUP
from app.core.cards import Verdict
from app.core.commands import (
    Accepted,
    AwayRead,
    ForgetCache,
    ListVersion,
    NotSupported,
    ReadAway,
    ReadListVersion,
    Refused,
    SendList,
    SetAway,
    VersionMismatch,
)
from app.core.interfaces import Link
from app.core.lists.away import AwaySettings, Listed, WhenOff, settings_for
from app.core.values import replace
from app.virtual.charger import VirtualCharger
from app.virtual.faults import Lists
from app.virtual.settings import ChargerSettings, Version
from tests.csms.place import eventually, open_place

VERSIONS = pytest.mark.parametrize("version", list(Version))
UNTIL = datetime(2030, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def a_line(version: Version, **settings: Any) -> AsyncIterator[tuple[Link, VirtualCharger]]:
    """A charger and our end of its line; at the end the charger must have found no fault with us."""
    async with open_place() as place:
        wanted = ChargerSettings(
            f"ws://127.0.0.1:{place.port}/", "CP1", version, lively=False, backoff_s=(0.01,), **settings
        )
        async with VirtualCharger(wanted) as charger:
            await charger.power_up()
            yield place.desk.links["CP1"], charger


@VERSIONS
def test_a_list_arrives_as_it_was_sent(version: Version) -> None:
    async def story() -> None:
        async with a_line(version) as (link, charger):
            assert await link.send(ReadListVersion()) == ListVersion(0)
            listed = tuple(Listed(f"card {n}", verdict, "flat 3", UNTIL) for n, verdict in enumerate(Verdict))
            assert await link.send(SendList(1, listed, full=True)) == Accepted()
            assert await link.send(SendList(2, (Listed("new"),), removed=("card 0", "never there"))) == Accepted()
            assert await link.send(ReadListVersion()) == ListVersion(2)
            held = charger.cards.listed
            assert set(held) == {"new", *(f"card {n}" for n in range(1, len(listed)))}
            assert {held[card].accepted for card in held if card != "new"} == {False}
            assert (held["card 1"].group, held["card 1"].expires_at) == ("flat 3", UNTIL)
            with pytest.raises(VersionMismatch):
                await link.send(SendList(2, (Listed("late"),)))
            assert await link.send(ForgetCache()) == Accepted()
            assert await link.send(SendList(3, (), full=True)) == Accepted()
            assert await link.send(ReadListVersion()) == ListVersion(0)

    asyncio.run(story())


@VERSIONS
def test_what_goes_wrong_with_a_list_is_told(version: Version) -> None:
    async def story() -> None:
        async with a_line(version, most_cards_at_once=2) as (link, charger):
            with pytest.raises(Refused):
                await link.send(SendList(1, (Listed("a"), Listed("b"), Listed("c")), full=True))
            charger.faults.lists = Lists.FAILED
            with pytest.raises(Refused):
                await link.send(SendList(1, (), full=True))
            charger.faults.lists = Lists.UNSUPPORTED
            with pytest.raises(NotSupported):
                await link.send(SendList(1, (), full=True))
            with pytest.raises(NotSupported):
                await link.send(ReadListVersion())
            charger.faults.lists = Lists.MISMATCH_ONCE
            with pytest.raises(VersionMismatch):
                await link.send(SendList(1, (Listed("a"),), full=True))
            charger.faults.lists = Lists.CUT_AFTER_1_PART
            assert await link.send(SendList(1, (Listed("a"),), full=True)) == Accepted()
            await eventually(lambda: charger.faults.lists is Lists.HONEST and charger.line.is_up)

    asyncio.run(story())


@VERSIONS
@pytest.mark.parametrize("most_keys", [1, 4, 50])
def test_the_settings_are_read_and_set_also_a_key_at_a_time(version: Version, most_keys: int) -> None:
    async def story() -> None:
        limits = {"most_cards": 77, "most_cards_at_once": 11, "most_keys_at_once": most_keys}
        async with a_line(version, **limits) as (link, charger):
            expected = AwaySettings(
                keeps_list=True,
                asks_list_first=False,
                listed_when_off=True,
                strangers_when_off=True,
                stops_refused=True,
                most_cards=77,
                most_at_once=11,
                master_group=None if version is Version.V16 else "",
            )
            assert await link.send(ReadAway()) == AwayRead(expected)
            wanted = replace(settings_for(WhenOff.KNOWN), master_group=MASTER_GROUP)
            assert await link.send(SetAway(wanted)) == Accepted()
            read = await link.send(ReadAway())
            master = None if version is Version.V16 else MASTER_GROUP
            assert read == AwayRead(replace(expected, strangers_when_off=False, master_group=master))
            assert not charger.variables.flag(charger.names.strangers_offline)

    asyncio.run(story())
