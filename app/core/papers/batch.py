"""Statements for many at once: one for each person, group of cards, charger or vehicle, and what would come of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.core.access import MASTER_GROUP
from app.core.cards import Card
from app.core.commands import CommandFailed
from app.core.model import Charger, Person, Vehicle
from app.core.statements import About, Statement
from app.core.values import Value


class WhyStatement(Enum):
    NOTHING = "nothing"  # no session ended in that time
    PRICES_MISSING = "prices_missing"  # of some sessions; nothing is issued before they are known
    STILL_RUNNING = "still_running"  # the time is not over
    ISSUED_ALREADY = "issued_already"  # some of its sessions stand on another; detail: which numbers
    TWICE = "twice"  # sessions would stand on two of those that are wanted at once
    UNKNOWN_NUMBER = "unknown_number"
    CORRECTED_ALREADY = "corrected_already"
    NOT_AN_AMOUNT = "not_an_amount"
    TOO_LONG = "too_long"


@dataclass
class StatementRefused(CommandFailed):
    why: WhyStatement
    detail: str = ""


class Each(Enum):
    """What there is one statement for."""

    PERSON = "person"
    GROUP = "group"  # of cards that belong together: a flat, a household
    CHARGER = "charger"  # or the parking space that it stands at
    VEHICLE = "vehicle"


class Foreseen(Value, frozen=True):
    """What would come of one of them, or came."""

    statement: Statement  # a draft
    why: WhyStatement | None = None  # it cannot be issued
    detail: str = ""
    issued: Statement | None = None  # as it is issued now, or was before of just this

    @property
    def ready(self) -> bool:
        return self.why is None

    def refusal(self) -> StatementRefused | None:
        return None if self.why is None else StatementRefused(self.why, self.detail)


def groups_of(cards: Iterable[Card]) -> list[str]:
    """The groups that people put cards in, by name."""
    named = {card.group.casefold(): card.group for card in cards if card.group and card.group != MASTER_GROUP}
    return [named[key] for key in sorted(named)]


def abouts(
    each: Each,
    people: Iterable[Person] = (),
    cards: Iterable[Card] = (),
    chargers: Iterable[Charger] = (),
    vehicles: Iterable[Vehicle] = (),
) -> list[About]:
    """One for each of them, by name."""
    match each:
        case Each.PERSON:
            known = sorted((person for person in people if not person.erased), key=lambda one: one.name.casefold())
            return [About(person_id=person.id) for person in known]
        case Each.GROUP:
            return [About(group=group) for group in groups_of(cards)]
        case Each.CHARGER:
            named = sorted((one for one in chargers if one.approved), key=lambda one: one.title.casefold())
            return [About(charger_id=charger.id) for charger in named]
    return [About(vehicle_id=one.id) for one in sorted(vehicles, key=lambda one: one.name.casefold())]
