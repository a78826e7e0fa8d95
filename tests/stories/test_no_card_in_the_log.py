"""The program's own log tells what happened to it, and never a card's number."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest

from app.core.card_book import CardRefused
from app.core.cards import Card
from app.core.commands import CommandFailed
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import VERSIONS, a_charger, program, two_hours_ago, until

CARD = "04A2B3C4D5E680"


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_that_the_program_logs_holds_a_cards_number(
    version: Version, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with program(tmp_path) as run:
            clock = two_hours_ago()
            async with VirtualCharger(a_charger(run, version), clock) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                assert await charger.tap(1, CARD)
                await until(run, lambda: run.site.registry.outlets["EH1", 1].session is not None)
                running = run.site.wishes.start_charging("EH1", 1, CARD)  # one runs already
                told = json.dumps({"vendorId": "x", "data": json.dumps({"idTag": CARD})})
                for wish in (running, run.site.wishes.call("EH1", "DataTransfer", told)):
                    try:
                        await wish
                    except CommandFailed as failure:
                        logging.getLogger("app.test").info("a wish was not fulfilled: %r", failure)
                await run.site.cards.add(Card(CARD))
                with pytest.raises(CardRefused) as refused:
                    await run.site.cards.add(Card(CARD.lower()))
                logging.getLogger("app.test").info("a wish was not fulfilled: %r", refused.value)
                assert await charger.stop(1, CARD)
                await charger.delivered()

    caplog.set_level(logging.DEBUG, "app")
    asyncio.run(story())
    assert any("a wish was not fulfilled" in each.getMessage() for each in caplog.records)
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("app")]
    assert not [each for each in ours if CARD.casefold() in each.casefold()]
