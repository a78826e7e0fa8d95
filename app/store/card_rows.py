"""Cards, policies, what chargers hold and the log of decisions → rows → values, as rows.py does for chargers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.core import card_numbers
from app.core.away import Holding, Listed
from app.core.cards import Allowance, Budget, Card, Doing, Hours, Policy, Reason, Shown, Verdict
from app.core.model import Person
from app.store import rows
from app.store.rows import Cell, Found, Row

_json = msgspec.json.Encoder().encode
_texts_of = msgspec.json.Decoder(tuple[str, ...]).decode
_hours_of = msgspec.json.Decoder(tuple[Hours, ...]).decode
_allowance_of = msgspec.json.Decoder(Allowance).decode
_policy_of = msgspec.json.Decoder(Policy).decode
_listed_of = msgspec.json.Decoder(tuple[Listed, ...]).decode
_budget_of = msgspec.json.Decoder(Budget).decode
_DOINGS = rows.codes(Doing)
_VERDICTS = rows.codes(Verdict)
_REASONS = rows.codes(Reason)
ACCEPTED = Verdict.ACCEPTED  # of what charged before there was a log

_CARD = (
    "key, uid, name, colour, person_id, group_name, blocked, master, alone, expires_us, chargers, hours, allowance,"
    " also, added_us"
)
SAVE_CARD = rows.upsert("cards", "key", _CARD)
FORGET_CARD = "DELETE FROM cards WHERE key = ?"
FIND_CARDS = " ".join(("SELECT", _CARD, "FROM cards ORDER BY name COLLATE NOCASE, key"))
SAVE_POLICY = rows.upsert("policies", "charger_id", "charger_id, policy")
FORGET_POLICY = "DELETE FROM policies WHERE charger_id = ?"
FIND_POLICIES = "SELECT charger_id, policy FROM policies ORDER BY charger_id"
_HOLDING = "charger_id, version, listed, whole, checked_us"
SAVE_HOLDING = rows.upsert("holdings", "charger_id", _HOLDING)
FIND_HOLDINGS = " ".join(("SELECT", _HOLDING, "FROM holdings"))
_SHOWN = "at_us, charger_id, outlet, card, doing, verdict, reason"
ADD_SHOWN = " ".join(("INSERT INTO shown (", _SHOWN, ") VALUES (?, ?, ?, ?, ?, ?, ?)"))
FIND_SHOWN = " ".join(("SELECT", _SHOWN, ", id FROM shown"))
SAVE_PERSON = rows.upsert("people", "id", "id, name, budget, erased")
FIND_PEOPLE = "SELECT id, name, budget, erased FROM people ORDER BY id"

# Taking out who somebody was: each statement is given the number, or the person's.
_OF_NUMBER = (
    "UPDATE sessions SET card = NULL WHERE card = ? COLLATE NOCASE",
    "UPDATE sessions SET stop_card = NULL WHERE stop_card = ? COLLATE NOCASE",
    "UPDATE outlets SET card = NULL, card_us = NULL WHERE card = ? COLLATE NOCASE",
    "UPDATE events SET detail = '' WHERE kind = 'card_shown' AND detail = ? COLLATE NOCASE",
    "DELETE FROM shown WHERE card = ? COLLATE NOCASE",
)
_IN_MESSAGES = "UPDATE messages SET text = replace(text, ?1, '***') WHERE instr(text, ?1)"
_OF_PERSON = (
    "UPDATE edit_parts SET before = json_set(before, '$.note', ''), after = json_set(after, '$.note', '')"
    " WHERE session_id IN (SELECT id FROM sessions WHERE booked_person_id = ?)",
    "UPDATE sessions SET note = '' WHERE booked_person_id = ?",
    "UPDATE vehicles SET name = '' WHERE person_id = ?",
)
# A list that a charger holds is sent anew.
_FORGET_HOLDINGS = "UPDATE holdings SET listed = '[]', whole = 0 WHERE version >= ?"
_FORGET_BEFORE = (
    "UPDATE edit_parts SET before = json_set(before, '$.note', '', '$.person_id', NULL, '$.vehicle_id', NULL),"
    " after = json_set(after, '$.note', '', '$.person_id', NULL, '$.vehicle_id', NULL)"
    " WHERE session_id IN (SELECT id FROM sessions WHERE booked_started_us < ?)",
    "UPDATE sessions SET card = NULL, stop_card = NULL, card_person_id = NULL, card_vehicle_id = NULL,"
    " person_id = NULL, vehicle_id = NULL, note = '' WHERE booked_started_us < ? AND (card IS NOT NULL OR"
    " stop_card IS NOT NULL OR card_person_id IS NOT NULL OR card_vehicle_id IS NOT NULL OR person_id IS NOT NULL OR"
    " vehicle_id IS NOT NULL OR note != '')",
    "UPDATE events SET detail = '' WHERE kind = 'card_shown' AND at_us < ?",
    "DELETE FROM shown WHERE at_us < ?",
)


def card_row(card: Card) -> Row:
    return (
        card_numbers.key(card.uid),
        card.uid,
        card.name,
        card.colour,
        card.person_id,
        card.group,
        card.blocked,
        card.master,
        card.alone,
        rows.maybe_us(card.expires_at),
        _json(card.chargers).decode(),
        _json(card.hours).decode(),
        None if card.allowance is None else _json(card.allowance).decode(),
        _json(card.also).decode(),
        rows.maybe_us(card.added_at),
    )


def card_of(found: Found) -> Card:
    return Card(
        uid=found[1],
        name=found[2],
        colour=found[3],
        person_id=found[4],
        group=found[5],
        blocked=bool(found[6]),
        master=bool(found[7]),
        alone=bool(found[8]),
        expires_at=rows.maybe_at_us(found[9]),
        chargers=_texts_of(found[10]),
        hours=_hours_of(found[11]),
        allowance=None if found[12] is None else _allowance_of(found[12]),
        also=_texts_of(found[13]),
        added_at=rows.maybe_at_us(found[14]),
    )


def policy_row(charger_id: str, policy: Policy) -> Row:
    return charger_id, _json(policy).decode()


def policy_of(found: Found) -> tuple[str, Policy]:
    return found[0], _policy_of(found[1])


def holding_row(holding: Holding) -> Row:
    checked_us = rows.maybe_us(holding.checked_at)
    return holding.charger_id, holding.version, _json(holding.listed).decode(), holding.whole, checked_us


def holding_of(found: Found) -> Holding:
    return Holding(found[0], found[1], _listed_of(found[2]), bool(found[3]), rows.maybe_at_us(found[4]))


def shown_row(shown: Shown) -> Row:
    return (
        rows.us(shown.at),
        shown.charger_id,
        shown.outlet,
        shown.card,
        shown.doing.value,
        shown.verdict.value,
        shown.reason.value,
    )


def shown_of(found: Found) -> Shown:
    return Shown(
        at=rows.at_us(found[0]),
        charger_id=found[1],
        outlet=found[2],
        card=found[3],
        doing=_DOINGS[found[4]],
        verdict=_VERDICTS[found[5]],
        reason=_REASONS[found[6]],
        id=found[7],
    )


def person_row(person: Person) -> Row:
    budget = None if person.budget is None else _json(person.budget).decode()
    return person.id, person.name, budget, person.erased


def person_of(found: Found) -> Person:
    return Person(found[0], found[1], None if found[2] is None else _budget_of(found[2]), bool(found[3]))


def erasing(person: Person, numbers: Sequence[str]) -> list[tuple[str, Row]]:
    """The statements that leave nothing of who this was, in order."""
    found: list[tuple[str, Row]] = []
    for number in numbers:
        found += [(statement, (number,)) for statement in _OF_NUMBER]
        # SQLite replaces by the letter: readers tell a number in capitals or in small letters.
        written: list[Cell] = [*dict.fromkeys((number, number.upper(), number.lower()))]
        found += [(_IN_MESSAGES, (each,)) for each in written]
        found.append((FORGET_CARD, (card_numbers.key(number),)))
    found += [(statement, (person.id,)) for statement in _OF_PERSON]
    return [*found, (_FORGET_HOLDINGS, (0,)), (SAVE_PERSON, person_row(person))]


def forgetting(until: datetime) -> list[tuple[str, Row]]:
    """The statements that leave of sessions before this only what they come to."""
    return [(statement, (rows.us(until),)) for statement in _FORGET_BEFORE]
