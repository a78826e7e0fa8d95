"""Which cards a charger's own list holds, how that differs from what is there, and the parts it is sent in; all pure.

A list knows numbers, groups, a yes or no, and until when. What it cannot know decides what stands in it:

- Hours. A listed card charges at any hour, so one that has hours of its own is left out, and the user is told how many
  are. It still charges whenever this computer is on.
- What was used. A charger that is alone counts nothing. So a card with an allowance, or of a person whose budget binds,
  is listed for a few days only and anew each day while some is left: whoever uses it up while this computer is off can
  go on for these days and not for ever, and a guest is not turned away because of one night.
- Where else a card charges. "One session at a time" holds within one charger at most, and that is the charger's doing.
- The charger's own opening hours. These are not held: see away.wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.core import access, card_numbers
from app.core.access import MASTER_GROUP, Circumstances, Question
from app.core.cards import OUR_CARD, Card, Openness, Policy, Verdict
from app.core.commands import SendList
from app.core.lists.away import AwaySettings, LeftOut, Listed
from app.core.values import Value, replace

# A card whose use is counted is listed to the end of the third day: a weekend with this computer off.
COUNTED_FOR = timedelta(days=3)
# How many cards a charger is sent in one message where it does not tell, and at most: long messages get no answer.
USUAL_AT_ONCE = 20
MOST_AT_ONCE = 50
_DAY = timedelta(days=1)
_KNOWN_ONLY = Policy(Openness.KNOWN)


class Wanted(Value, frozen=True):
    """What a charger's list is to hold, no number twice, and what cannot stand in it."""

    listed: tuple[Listed, ...] = ()
    left_out: tuple[tuple[LeftOut, int], ...] = ()


class Difference(Value, frozen=True):
    """What makes one list of another."""

    changed: tuple[Listed, ...] = ()  # added, or another answer than before
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed)


def wanted_at(
    charger_id: str,
    cards: Iterable[Card],
    policy: Policy,
    circumstances: Callable[[Card], Circumstances],
    at: datetime,
    *,
    longest: int,
    knows_masters: bool = False,
) -> Wanted:
    """The entries that hold at this charger.

    `longest`: how many characters of a number it can be told; `knows_masters`: it has been told the masters' group.
    """
    listed: dict[str, Listed] = {}
    left_out: Counter[LeftOut] = Counter()
    for card in cards:
        entry = _entry(card, charger_id, policy, circumstances(card), at, knows_masters)
        for number in (card.uid, *card.also):
            key = card_numbers.key(number)
            if key in listed or not key or key == card_numbers.key(OUR_CARD):  # ours would let in whoever copies it
                continue
            if entry is None:
                left_out[LeftOut.HOURS] += 1
            elif len(number) > longest:
                left_out[LeftOut.NUMBER_TOO_LONG] += 1
            else:
                listed[key] = replace(entry, card=number)
    return Wanted(tuple(listed.values()), _counts(left_out))


def _entry(
    card: Card, charger_id: str, policy: Policy, known: Circumstances, at: datetime, knows_masters: bool
) -> Listed | None:
    """What the list says of each of this card's numbers; None where it must say nothing."""
    if card.master and not card.blocked:
        # A charger that knows the masters' group starts nothing for it. Any other would take a yes for a start.
        return Listed("", Verdict.ACCEPTED if knows_masters else Verdict.BLOCKED, MASTER_GROUP, card.expires_at)
    timeless = replace(known, card=replace(card, hours=()), charging=False)
    question = Question(card.uid, charger_id, at, at)  # its hours are off: nothing looks at the local time
    decision = access.may_charge(question, _KNOWN_ONLY, timeless)
    if decision.verdict is Verdict.EXPIRED:
        return Listed("", Verdict.EXPIRED, card.group)
    if not decision.allowed or policy.locked:
        return Listed("", Verdict.BLOCKED, card.group)
    if card.hours:
        return None
    return Listed("", Verdict.ACCEPTED, card.group, _holds_until(card, known, at))


def _holds_until(card: Card, known: Circumstances, at: datetime) -> datetime | None:
    ends = [card.expires_at, access.days_end(card.allowance, known.used)]
    if access.counted(card, known.budget):
        # From midnight on, so that the entry is another once a day and not at every look.
        today = at.replace(hour=0, minute=0, second=0, microsecond=0)
        ends.append(today + COUNTED_FOR)
        if card.allowance is not None and card.allowance.days is not None and known.used.first_at is None:
            ends.append(today + card.allowance.days * _DAY)
    soonest = min((each for each in ends if each is not None), default=None)
    return None if soonest is None else soonest.replace(microsecond=0)  # what is remembered of it is no finer


def refuses(wanted: Wanted) -> bool:
    """Whether anything in it is not a plain yes for good: what a charger that serves everyone could not know."""
    return any(
        each.verdict is not Verdict.ACCEPTED or each.expires_at is not None or each.group == MASTER_GROUP
        for each in wanted.listed
    )


def let_in(listed: Iterable[Listed]) -> int:
    """How many of these numbers begin a session."""
    return sum(each.verdict is Verdict.ACCEPTED and each.group != MASTER_GROUP for each in listed)


def fitting(wanted: Wanted, most: int | None, last_used: Mapping[str, datetime], *, strangers: bool) -> Wanted:
    """At most so many: where `strangers` are let in the refused ones first, otherwise the accepted; used last first.

    `last_used`: by the key of a number.
    """
    if most is None or len(wanted.listed) <= most:
        return wanted
    never = datetime.min.replace(tzinfo=UTC)

    def rank(entry: Listed) -> tuple[bool, datetime]:
        tells_something = (entry.verdict is Verdict.ACCEPTED) is not strangers
        at = last_used.get(card_numbers.key(entry.card))
        return tells_something, at or never

    kept = sorted(wanted.listed, key=rank, reverse=True)[:most]
    left_out = Counter(dict(wanted.left_out))
    left_out[LeftOut.NO_ROOM] += len(wanted.listed) - most
    return Wanted(tuple(kept), _counts(left_out))


def difference(held: Iterable[Listed], wanted: Iterable[Listed]) -> Difference:
    """What is to be told a charger that holds the one so that it holds the other."""
    before, after = _by_key(held), _by_key(wanted)
    changed = tuple(entry for key, entry in after.items() if before.get(key) != entry)
    return Difference(changed, tuple(entry.card for key, entry in before.items() if key not in after))


def turns_away(held: Iterable[Listed], wanted: Iterable[Listed]) -> bool:
    """Whether a card that the charger lets in is not to be let in any more."""
    after = _by_key(wanted)
    for key, entry in _by_key(held).items():
        now = after.get(key)
        if entry.verdict is Verdict.ACCEPTED and (now is None or now.verdict is not Verdict.ACCEPTED):
            return True
    return False


def applied(held: Iterable[Listed], part: SendList) -> tuple[Listed, ...]:
    """What a charger holds once it has taken this part."""
    entries = {} if part.full else _by_key(held)
    for number in part.removed:
        entries.pop(card_numbers.key(number), None)
    entries.update(_by_key(part.listed))
    return tuple(entries.values())


def parts_whole(wanted: Sequence[Listed], follows: int, most: int) -> list[SendList]:
    """The whole list, at most so many entries a part; `follows`: the version before. An empty one is a part too."""
    first = SendList(follows + 1, tuple(wanted[:most]), full=True)
    return [first, *parts_of(Difference(tuple(wanted[most:])), follows + 1, most)]


def parts_of(difference: Difference, follows: int, most: int) -> list[SendList]:
    """The difference, at most so many entries a part. What is refused from now on goes out as early as the rest."""
    parts: list[SendList] = []
    changed, removed = difference.changed, difference.removed
    while changed or removed:
        # Removing makes the room that adding needs.
        gone, removed = removed[:most], removed[most:]
        room = most - len(gone)
        told, changed = changed[:room], changed[room:]
        parts.append(SendList(follows + len(parts) + 1, told, gone))
    return parts


def at_once(settings: AwaySettings) -> int:
    """How many entries go into one message to a charger that tells this; some tell 0 and mean nothing by it."""
    told = settings.most_at_once
    return USUAL_AT_ONCE if told is None or told < 1 else min(told, MOST_AT_ONCE)


def room(settings: AwaySettings) -> int | None:
    """How many entries its list holds; None where it does not tell."""
    told = settings.most_cards
    return None if told is None or told < 1 else told


def _by_key(entries: Iterable[Listed]) -> dict[str, Listed]:
    return {card_numbers.key(entry.card): entry for entry in entries}


def _counts(left_out: Mapping[LeftOut, int]) -> tuple[tuple[LeftOut, int], ...]:
    return tuple((why, left_out[why]) for why in LeftOut if left_out.get(why))
