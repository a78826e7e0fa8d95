"""The known cards, the people who have them, and who may charge where: each wish of the user, kept and announced.

Every wish returns once it is on disk; raises CardRefused where it makes no sense, NotStored where it cannot be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.core import card_numbers
from app.core.cards import OUR_CARD, Allowance, Budget, Card, Hours, Openness, Policy
from app.core.changes import CardsChanged, Change, Changes, ChargerForgotten, PoliciesChanged
from app.core.commands import CommandFailed
from app.core.interfaces import Now, Records, Remembered
from app.core.model import Person, Vehicle
from app.core.people import People
from app.core.prices.limits import is_limit
from app.core.values import Value, replace

# The charger whose policy holds wherever no other stands.
SITE = ""
MOST_NAME = 120
MOST_GROUP = 20  # what 1.6 gives a parentIdTag


class WhyCard(Enum):
    NO_NUMBER = "no_number"
    NUMBER_TOO_LONG = "number_too_long"
    NUMBER_NOT_PRINTABLE = "number_not_printable"
    NUMBER_TAKEN = "number_taken"  # it is another card's, or this one's already
    UNKNOWN_CARD = "unknown_card"
    UNKNOWN_PERSON = "unknown_person"
    NO_NAME = "no_name"
    NAME_TAKEN = "name_taken"
    TOO_LONG = "too_long"  # a name or a group
    NO_PERSON = "no_person"  # who is to pay where anyone may plug in
    BAD_HOURS = "bad_hours"  # a span of no length, or on no day
    BAD_AMOUNT = "bad_amount"  # a limit or budget that is not above nothing
    BAD_MONEY = "bad_money"  # or one in money that is no amount
    NOBODY_WAITS = "nobody_waits"  # the question was answered, or the driver went away
    LEARNING_ALREADY = "learning_already"


@dataclass
class CardRefused(CommandFailed):
    """What a user wanted of cards, people or policies that makes no sense."""

    why: WhyCard
    detail: str = ""  # the number or name that it is about, masked where it is a card's


class Handed(Value, frozen=True):
    """A card as people hand it in, its person by name, or a person alone; a number that is known changes that card."""

    card: Card | None = None
    said: tuple[str, ...] = ()  # which fields of the card are meant; the others of a known card stay as they are
    person: str = ""  # made known where it is new
    vehicle: str = ""
    budget: Budget | None = None  # the person's; None: as it is
    keeps_limit_money: bool = False  # the card's limits are meant, but for that in money, which stays as it is
    keeps_budget_money: bool = False  # and so of the budget
    line: int = 0  # where it stands in a file


class CardBook:
    """Every card by its key, each also by what other readers make of it; and every policy by charger."""

    def __init__(self, records: Records, changes: Changes, people: People, now: Now) -> None:
        self._records = records
        self._changes = changes
        self._people = people
        self._now = now
        self.cards: dict[str, Card] = {}
        self.policies: dict[str, Policy] = {}
        self._by_number: dict[str, Card] = {}
        changes.observe(self._heard)

    def install(self, remembered: Remembered) -> None:
        """Take over what is on disk."""
        self.cards = {card_numbers.key(card.uid): card for card in remembered.cards}
        self.policies = dict(remembered.policies)
        self._index()
        self._changes.publish(CardsChanged(tuple(self.cards.values())))
        self._changes.publish(PoliciesChanged(tuple(self.policies.items())))

    # Looking up.

    def find(self, number: str | None) -> Card | None:
        """The card that a reader means by this number; None for a stranger."""
        return None if number is None else self._by_number.get(card_numbers.key(number))

    def card(self, uid: str) -> Card:
        """Raises CardRefused."""
        card = self.find(uid)
        if card is None:
            raise CardRefused(WhyCard.UNKNOWN_CARD, card_numbers.masked(uid))
        return card

    def policy(self, charger_id: str) -> Policy:
        """What holds there: the charger's own, else the site's, else everyone is served."""
        return self.policies.get(charger_id) or self.policies.get(SITE) or Policy()

    @property
    def chosen(self) -> bool:
        """Whether the user has ever said who may charge."""
        return bool(self.policies)

    def alike(self, number: str) -> list[tuple[Card, card_numbers.Likeness]]:
        """Known cards that may be the same as this number, for the user to say."""
        found = []
        for card in self.cards.values():
            for known in (card.uid, *card.also):
                like = card_numbers.likeness(number, known)
                if like is not None:
                    found.append((card, like))
                    break
        return found

    def numbers_of(self, card: Card) -> tuple[str, ...]:
        return (card.uid, *card.also)

    # Cards.

    async def add(self, card: Card) -> Card:
        card = self._checked(replace(card, added_at=card.added_at or self._now()))
        if self.find(card.uid) is not None:
            raise CardRefused(WhyCard.NUMBER_TAKEN, card_numbers.masked(card.uid))
        self._put(card)
        await self._kept()
        return card

    async def change(self, card: Card) -> Card:
        """Replace the card of this number; its number and what was joined to it stay."""
        known = self.card(card.uid)
        card = self._checked(replace(card, uid=known.uid, also=known.also, added_at=known.added_at))
        self._put(card)
        await self._kept()
        return card

    async def block(self, uid: str, blocked: bool = True) -> Card:
        return await self.change(replace(self.card(uid), blocked=blocked))

    async def remove(self, uid: str) -> Card:
        """Forget it: from now on it is a stranger. What it charged stays in the history."""
        card = self.card(uid)
        self._drop(card)
        await self._kept()
        return card

    async def join(self, uid: str, number: str) -> Card:
        """Another reader tells this card by `number`; the user says that they are one."""
        card = self.card(uid)
        number = self._number(number)
        if self.find(number) is not None:
            raise CardRefused(WhyCard.NUMBER_TAKEN, card_numbers.masked(number))
        card = replace(card, also=(*card.also, number))
        self._put(card)
        await self._kept()
        return card

    async def part(self, uid: str, number: str) -> Card:
        """Take a joined number off the card again."""
        card = self.card(uid)
        gone = card_numbers.key(number)
        card = replace(card, also=tuple(each for each in card.also if card_numbers.key(each) != gone))
        self._put(card)
        await self._kept()
        return card

    async def take_in(self, handed: Sequence[Handed]) -> int:
        """All of these or none: new ones are added, known ones changed; how many cards."""
        for each in handed:  # whatever is wrong is found before anything is changed
            if each.card is not None:
                self._check_handed(self._checked(each.card))
            for name in (each.person, each.vehicle):
                if len(name) > MOST_NAME:
                    raise CardRefused(WhyCard.TOO_LONG, name)
            _checked_budget(each.budget)
        cards = 0
        for each in handed:
            person_id = self._take_in_person(each)
            if each.card is not None:
                self._put(self._merged(each, each.card, person_id), tell=False)
                cards += 1
        self._index()
        self._tell()
        await self._kept()
        return cards

    def _check_handed(self, card: Card) -> None:
        """Its other numbers are its own."""
        known = self.find(card.uid)
        for number in card.also:
            other = self.find(self._number(number))
            if other is not None and other != known:
                raise CardRefused(WhyCard.NUMBER_TAKEN, card_numbers.masked(number))

    def _take_in_person(self, handed: Handed) -> int | None:
        if not handed.person:
            return None
        person = self._people.person_named(handed.person)
        if handed.budget is not None:
            known = person.budget or Budget()
            money = known.money if handed.keeps_budget_money else handed.budget.money
            budget = replace(handed.budget, money=money, warn_percent=known.warn_percent)
            self._people.put_person(replace(person, budget=budget))
        if handed.vehicle:
            self._people.vehicle_named(handed.vehicle, person.id)
        return person.id

    def _merged(self, handed: Handed, card: Card, person_id: int | None) -> Card:
        known = self.find(card.uid)
        card = self._checked(card)
        if known is None:
            return replace(card, person_id=person_id, added_at=self._now())
        meant = {name: getattr(card, name) for name in handed.said}
        before = known.allowance
        if "allowance" in meant and handed.keeps_limit_money and before is not None and before.money is not None:
            meant["allowance"] = replace(card.allowance or Allowance(before.counted_from), money=before.money)
        if handed.person:
            meant["person_id"] = person_id
        return replace(known, **meant)

    # People.

    async def add_person(self, name: str, budget: Budget | None = None) -> Person:
        name, budget = self._name(name), _checked_budget(budget)
        if self._people.find_person(name) is not None:
            raise CardRefused(WhyCard.NAME_TAKEN, name)
        person = self._people.put_person(replace(self._people.person_named(name), budget=budget))
        await self._kept()
        return person

    async def change_person(self, person: Person) -> Person:
        """Replace the person of this id."""
        if person.id not in self._people.people:
            raise CardRefused(WhyCard.UNKNOWN_PERSON)
        name = self._name(person.name)
        other = self._people.find_person(name)
        if other is not None and other.id != person.id:
            raise CardRefused(WhyCard.NAME_TAKEN, name)
        person = self._people.put_person(replace(person, name=name, budget=_checked_budget(person.budget)))
        await self._kept()
        return person

    async def put_vehicle(self, vehicle: Vehicle) -> Vehicle:
        """Replace the vehicle of this id, or with id 0 add one."""
        name = self._name(vehicle.name)
        other = self._people.find_vehicle(name)
        if other is not None and other.id != vehicle.id:
            raise CardRefused(WhyCard.NAME_TAKEN, name)
        kept = self._people.put_vehicle(replace(vehicle, name=name))
        await self._kept()
        return kept

    # Who may charge where.

    async def set_policy(self, charger_id: str, policy: Policy | None) -> None:
        """The charger SITE is the site's own; None: what holds for the site holds here."""
        if policy is not None:
            if policy.openness is Openness.PLUGGED and policy.person_id not in self._people.people:
                raise CardRefused(WhyCard.NO_PERSON)
            _check_hours(policy.hours)
        before = self.policies.get(SITE) or Policy()
        self._put_policy(charger_id, policy)
        if charger_id == SITE:
            # A charger that differs from the site by its lock alone goes on doing so.
            for each, own in list(self.policies.items()):
                if each != SITE and replace(own, locked=before.locked) == before:
                    self._put_policy(each, replace(policy or Policy(), locked=own.locked))
        self._changes.publish(PoliciesChanged(tuple(self.policies.items())))
        await self._kept()

    def _heard(self, change: Change) -> None:
        """A charger that was removed has no rule of its own any more, should it ever come back."""
        if isinstance(change, ChargerForgotten) and self.policies.pop(change.charger_id, None) is not None:
            self._changes.publish(PoliciesChanged(tuple(self.policies.items())))

    def forget_person(self, person_id: int) -> None:
        """Its cards go; where whoever plugs in charged for it, charging goes on for nobody. Not waited for."""
        for card in [each for each in self.cards.values() if each.person_id == person_id]:
            self._drop(card)
        for charger_id, policy in list(self.policies.items()):
            if policy.person_id == person_id:
                self.policies[charger_id] = replace(policy, person_id=None)
                self._records.save_policy(charger_id, self.policies[charger_id])
        self._changes.publish(PoliciesChanged(tuple(self.policies.items())))

    # Helpers of the above.

    def _put_policy(self, charger_id: str, policy: Policy | None) -> None:
        if charger_id != SITE and policy == (self.policies.get(SITE) or Policy()):
            policy = None  # as everywhere
        if policy is None:
            self.policies.pop(charger_id, None)
        else:
            self.policies[charger_id] = policy
        self._records.save_policy(charger_id, policy)

    def _checked(self, card: Card) -> Card:
        if card.person_id is not None and card.person_id not in self._people.people:
            raise CardRefused(WhyCard.UNKNOWN_PERSON)
        _check_hours(card.hours)
        name, group = card.name.strip(), card.group.strip()
        if len(name) > MOST_NAME or len(group) > MOST_GROUP:
            raise CardRefused(WhyCard.TOO_LONG, name or group)
        _check_allowance(card.allowance)
        return replace(card, uid=self._number(card.uid), name=name, group=group)

    def _number(self, number: str) -> str:
        number = number.strip()
        if not number:
            raise CardRefused(WhyCard.NO_NUMBER)
        if len(number) > card_numbers.MOST_NUMBER:
            raise CardRefused(WhyCard.NUMBER_TOO_LONG)
        if not number.isprintable():
            raise CardRefused(WhyCard.NUMBER_NOT_PRINTABLE)
        if card_numbers.key(number) == card_numbers.key(OUR_CARD):
            raise CardRefused(WhyCard.NUMBER_TAKEN, card_numbers.masked(number))
        return number

    def _name(self, name: str) -> str:
        name = name.strip()
        if not name:
            raise CardRefused(WhyCard.NO_NAME)
        if len(name) > MOST_NAME:
            raise CardRefused(WhyCard.TOO_LONG, name)
        return name

    def _put(self, card: Card, *, tell: bool = True) -> None:
        self.cards[card_numbers.key(card.uid)] = card
        self._records.save_card(card)
        if tell:
            self._index()
            self._tell()

    def _drop(self, card: Card) -> None:
        self.cards.pop(card_numbers.key(card.uid), None)
        self._records.forget_card(card.uid)
        self._index()
        self._tell()

    def _tell(self) -> None:
        self._changes.publish(CardsChanged(tuple(self.cards.values())))

    def _index(self) -> None:
        self._by_number = {
            card_numbers.key(number): card for card in self.cards.values() for number in self.numbers_of(card)
        }

    async def _kept(self) -> None:
        written = self._records.settled()
        if written is not None:
            await written


def _check_hours(hours: Iterable[Hours]) -> None:
    for each in hours:
        if each.since == each.until or not each.days or not set(each.days) <= set(range(7)):
            raise CardRefused(WhyCard.BAD_HOURS)


def _check_allowance(allowance: Allowance | None) -> None:
    if allowance is not None:
        _check_amounts(allowance.money, allowance.energy_wh, allowance.sessions, allowance.days)


def _check_amounts(money: Decimal | None, *others: int | None) -> None:
    """One of them at least, and each more than nothing."""
    nothing = money is None and all(each is None for each in others)
    if nothing or any(each is not None and each <= 0 for each in others):
        raise CardRefused(WhyCard.BAD_AMOUNT)
    if money is not None and not is_limit(money):
        raise CardRefused(WhyCard.BAD_MONEY)


def _checked_budget(budget: Budget | None) -> Budget | None:
    if budget is not None:
        _check_amounts(budget.money, budget.energy_wh)
        if not 1 <= budget.warn_percent <= 100:
            raise CardRefused(WhyCard.BAD_AMOUNT)
    return budget
