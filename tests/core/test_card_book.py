"""The card book: what a wish changes beside what it names."""

from __future__ import annotations

import asyncio

from app.core.card_book import SITE
from app.core.cards import Openness, Policy
from app.core.changes import Change, PoliciesChanged
from app.core.values import replace
from tests.core.conftest import World

KNOWN = Policy(Openness.KNOWN)


def test_a_lock_is_all_that_a_locked_charger_keeps_of_its_own(world: World) -> None:
    async def story() -> None:
        book = world.site.cards
        await book.set_policy("EH1", replace(book.policy("EH1"), locked=True))
        assert book.policy("EH1") == Policy(locked=True)
        await book.set_policy(SITE, KNOWN)  # the owner tightens the house
        assert book.policy("EH1") == replace(KNOWN, locked=True)
        await book.set_policy("EH1", replace(book.policy("EH1"), locked=False))
        assert list(book.policies) == [SITE]  # it is as everywhere again

    asyncio.run(story())


def test_a_charger_with_a_rule_of_its_own_keeps_it(world: World) -> None:
    async def story() -> None:
        book = world.site.cards
        await book.set_policy("EH1", Policy(Openness.ASK, locked=True))
        await book.set_policy(SITE, KNOWN)
        assert book.policy("EH1") == Policy(Openness.ASK, locked=True)

    asyncio.run(story())


def test_a_charger_that_was_removed_and_comes_back_has_no_rule_of_its_own(world: World) -> None:
    async def story() -> None:
        book, wishes = world.site.cards, world.site.wishes
        await wishes.add_charger("EH1")
        await book.set_policy("EH1", replace(KNOWN, locked=True))
        told: list[tuple[tuple[str, Policy], ...]] = []

        def hear(change: Change) -> None:
            if isinstance(change, PoliciesChanged):
                told.append(change.policies)

        world.site.changes.observe(hear)
        await wishes.remove_charger("eh1")
        await wishes.add_charger("EH1")
        assert (book.policies, told) == ({}, [()])
        assert world.records.policies == {}

    asyncio.run(story())
