"""What can be asked of cards, people and policies through the control socket, as verbs.py has it of chargers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.core.card_book import SITE, CardRefused, Handed, WhyCard
from app.core.cards import Card, Openness
from app.core.cards_file import no_such_chargers
from app.core.commands import UnknownCharger
from app.core.model import Person
from app.core.site import Site
from app.core.values import replace

Json = Any


async def add(site: Site, given: dict[str, Json]) -> Json:
    card = Card(
        given["uid"],
        given.get("name") or "",
        group=given.get("group") or "",
        blocked=given.get("status") == "blocked",
        master=bool(given.get("master")),
        expires_at=_instant(given.get("expires")),
        chargers=tuple(_charger(site, each) for each in given.get("chargers") or ()),
    )
    person = given.get("person")
    if site.cards.find(card.uid) is not None:  # before a person is made known for nothing
        raise CardRefused(WhyCard.NUMBER_TAKEN)
    await site.cards.take_in([Handed(card, person=(person or "").strip())])


async def change(site: Site, given: dict[str, Json]) -> Json:
    """What is not given stays as it is; a person, group, expiry or charger given empty is taken off."""
    card = site.cards.card(given["uid"])
    meant: dict[str, Json] = {
        "name": given.get("name"),
        "group": given.get("group"),
        "blocked": None if given.get("status") is None else given["status"] == "blocked",
        "master": given.get("master"),
    }
    said = {name: value for name, value in meant.items() if value is not None}
    if given.get("expires") is not None:
        said["expires_at"] = _instant(given["expires"])
    if given.get("chargers"):
        said["chargers"] = tuple(_charger(site, each) for each in given["chargers"] if each)
    person = given.get("person")
    if person == "":
        said["person_id"] = None
    await site.cards.take_in([Handed(replace(card, **said), tuple(said), person=(person or "").strip())])


async def block(site: Site, given: dict[str, Json]) -> Json:
    """A card that was lost before it was ever known is blocked by becoming known.

    Tells whether it was known, and where not, which known cards may be the one that was meant.
    """
    known = site.cards.find(given["uid"])
    if known is not None:
        await site.cards.block(known.uid)
        return {"was_known": True, "alike": []}
    alike = [card for card, _ in site.cards.alike(given["uid"]) if not card.blocked]
    await site.cards.add(Card(given["uid"], blocked=True))
    return {"was_known": False, "alike": [{"uid": card.uid, "name": card.name} for card in alike]}


async def allow(site: Site, given: dict[str, Json]) -> Json:
    await site.cards.block(given["uid"], blocked=False)


async def remove(site: Site, given: dict[str, Json]) -> Json:
    await site.cards.remove(given["uid"])


async def take_in(site: Site, given: dict[str, Json]) -> Json:
    handed = msgspec.convert(given["handed"], list[Handed])
    cards = await site.cards.take_in(handed)
    unknown = no_such_chargers(handed, lambda identity: site.canonical(identity) is not None)
    return {"cards": cards, "no_such_chargers": msgspec.to_builtins(unknown)}


async def erase_person(site: Site, given: dict[str, Json]) -> Json:
    await site.privacy.erase_person(_person(site, given["person"]).id)


async def set_policy(site: Site, given: dict[str, Json]) -> Json:
    """Of one charger, or of the site; what is not said stays as it is. `as_site`: the charger's own goes."""
    charger_id = _charger(site, given["charger"]) if given.get("charger") else SITE
    if given.get("as_site"):
        await site.cards.set_policy(charger_id, None)
        return
    policy = site.cards.policy(charger_id)
    if given.get("openness"):
        policy = replace(policy, openness=Openness(given["openness"]))
    if given.get("person"):
        policy = replace(policy, person_id=_person(site, given["person"]).id)
    if given.get("locked") is not None:
        policy = replace(policy, locked=bool(given["locked"]))
    await site.cards.set_policy(charger_id, policy)


def _instant(text: str | None) -> datetime | None:
    return None if not text else datetime.fromisoformat(text)


def _charger(site: Site, identity: str) -> str:
    charger_id = site.canonical(identity)
    if charger_id is None:
        raise UnknownCharger(identity)
    return charger_id


def _person(site: Site, name: str) -> Person:
    person = site.people.find_person(name.strip())
    if person is None:
        raise CardRefused(WhyCard.UNKNOWN_PERSON, name)
    return person
