"""What can be asked through the control socket: a table of verbs, each a wish of Site.

Arguments and results are plain JSON values. The same table serves a running program and, for what only touches data, a
command that opens the data folder itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.control import card_verbs, price_verbs, statement_verbs
from app.core.commands import Accepted, NotPossible, Topic, WhyNot
from app.core.displays.display import Display
from app.core.lists.away import Away, WhenOff
from app.core.site import Site

Json = Any
"""A value that JSON can carry."""


@dataclass(frozen=True, slots=True)
class Verb:
    run: Callable[[Site, dict[str, Json]], Awaitable[Json]]
    needs_charger: bool = True  # it speaks to a charger, so it needs a running program


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _said(accepted: Accepted) -> Json:
    return {"accepted": True, "later": accepted.later, "reboot": accepted.reboot}


async def _start(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.start_charging(given["charger"], given.get("outlet"), given.get("card")))


async def _stop(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.stop_charging(given["charger"], given.get("outlet")))


async def _pause(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.pause(given["charger"], given.get("outlet")))


async def _resume(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.resume(given["charger"], given.get("outlet")))


async def _unlock(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.unlock(given["charger"], given.get("outlet")))


async def _reset(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.restart(given["charger"], hard=bool(given.get("hard"))))


async def _limit(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.limit(given["charger"], given.get("outlet"), given.get("amps")))


async def _available(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.set_available(given["charger"], True, given.get("outlet")))


async def _unavailable(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.set_available(given["charger"], False, given.get("outlet")))


async def _trigger(site: Site, given: dict[str, Json]) -> Json:
    topic = next((each for each in Topic if each.value == given.get("topic")), None)
    if topic is None:
        raise NotPossible(WhyNot.BAD_VALUE, f"A charger cannot be asked for “{given.get('topic')}”.")
    return _said(await site.wishes.ask_again(given["charger"], topic, given.get("outlet")))


async def _settings(site: Site, given: dict[str, Json]) -> Json:
    names = tuple(str(name) for name in given.get("names", ()))
    read = await site.wishes.read_settings(given["charger"], names)
    rows = [{"name": each.name, "value": each.value, "read_only": each.read_only} for each in read.settings]
    return {"settings": rows, "unknown": list(read.unknown)}


async def _set(site: Site, given: dict[str, Json]) -> Json:
    return _said(await site.wishes.write_setting(given["charger"], given["name"], given["value"]))


async def _list(site: Site, given: dict[str, Json]) -> Json:
    """Bring the charger's own list of cards up to date now."""
    return _away_row(await site.lists.send_now(given["charger"]))


async def _away(site: Site, given: dict[str, Json]) -> Json:
    """Who can charge while this computer is off; with `who`, set so first."""
    charger_id = site.registry.charger(given["charger"]).id
    if given.get("who"):
        await site.lists.set_when_off(charger_id, WhenOff(given["who"]))
    return _away_row(await site.lists.look(charger_id))


def _away_row(away: Away) -> Json:
    return {
        "charger_id": away.charger_id,
        "when_off": away.when_off.value,
        "list": away.state.value,
        "switched_off": away.switched_off,
        "cards": away.cards,
        "detail": away.detail,
        "left_out": {why.value: count for why, count in away.left_out},
        "at": _iso(away.at),
    }


async def _display(site: Site, given: dict[str, Json]) -> Json:
    """Whether it shows what charging costs; with `on`, turned on first."""
    charger_id = site.registry.charger(given["charger"]).id
    if given.get("on"):
        await site.displays.turn_on(charger_id)
        await site.displays.served(charger_id)
    display = site.displays.displays.get(charger_id) or Display(charger_id)
    return {
        "charger_id": charger_id,
        "showing": display.showing.value,
        "currency": display.settings.currency,
        "prices": display.tariff.value,
        "why": "" if display.why is None else display.why.value,
        "detail": display.detail,
        "told": None if display.told is None else str(display.told),
        "at": _iso(display.at),
    }


async def _call(site: Site, given: dict[str, Json]) -> Json:
    return await site.wishes.call(given["charger"], given["action"], given["payload"])


async def _add(site: Site, given: dict[str, Json]) -> Json:
    await site.wishes.add_charger(given["charger"], given.get("name") or "", given.get("password"))


async def _approve(site: Site, given: dict[str, Json]) -> Json:
    await site.wishes.approve(given["charger"], given.get("name"), given.get("password"))


async def _remove(site: Site, given: dict[str, Json]) -> Json:
    await site.wishes.remove_charger(given["charger"])


async def _listening(site: Site, given: dict[str, Json]) -> Json:
    return [list(bound) for bound in site.listening]


async def _show(site: Site, given: dict[str, Json]) -> Json:
    return site.has_window if given.get("background") else site.show_window()


async def _online(site: Site, given: dict[str, Json]) -> Json:
    """The connected chargers and when each was last heard of, which no file knows to the minute."""
    return {charger.id: _iso(charger.last_seen_at) for charger in site.registry.chargers.values() if charger.online}


VERBS: dict[str, Verb] = {
    "start": Verb(_start),
    "stop": Verb(_stop),
    "pause": Verb(_pause),
    "resume": Verb(_resume),
    "unlock": Verb(_unlock),
    "reset": Verb(_reset),
    "limit": Verb(_limit),
    "available": Verb(_available),
    "unavailable": Verb(_unavailable),
    "trigger": Verb(_trigger),
    "settings": Verb(_settings),
    "set": Verb(_set),
    "list": Verb(_list),
    "away": Verb(_away),
    "display": Verb(_display),
    "call": Verb(_call),
    "charger add": Verb(_add, needs_charger=False),
    "charger approve": Verb(_approve, needs_charger=False),
    "charger remove": Verb(_remove, needs_charger=False),
    "card add": Verb(card_verbs.add, needs_charger=False),
    "card set": Verb(card_verbs.change, needs_charger=False),
    "card block": Verb(card_verbs.block, needs_charger=False),
    "card allow": Verb(card_verbs.allow, needs_charger=False),
    "card remove": Verb(card_verbs.remove, needs_charger=False),
    "cards import": Verb(card_verbs.take_in, needs_charger=False),
    "person erase": Verb(card_verbs.erase_person, needs_charger=False),
    "policy set": Verb(card_verbs.set_policy, needs_charger=False),
    "price set": Verb(price_verbs.set_price, needs_charger=False),
    "price load": Verb(price_verbs.load, needs_charger=False),
    "price import": Verb(price_verbs.take_in, needs_charger=False),
    "price reckon": Verb(price_verbs.reckon, needs_charger=False),
    "statement issue": Verb(statement_verbs.issue, needs_charger=False),
    "statement batch": Verb(statement_verbs.batch, needs_charger=False),
    "statement correct": Verb(statement_verbs.correct, needs_charger=False),
    "statement note": Verb(statement_verbs.note, needs_charger=False),
    "show": Verb(_show),
    "listening": Verb(_listening),
    "online": Verb(_online),
}
