"""Cards, policies, chargers' lists and the log of decisions → rows → values, as rows.py does for what chargers tell."""

from __future__ import annotations

import msgspec

from app.core import card_numbers
from app.core.cards import Allowance, Card, CardKind, Doing, Hours, Policy, Reason, Shown, Verdict
from app.core.lists.away import Holding, Listed
from app.store import rows
from app.store.rows import Found, Row

_encode = msgspec.json.Encoder().encode

# Cards, by their key.

_CARD = (
    "key, uid, name, colour, person_id, group_name, blocked, master, alone, expires_us, chargers, hours, allowance,"
    " also, added_us"
)
SAVE_CARD = rows.upsert("cards", "key", _CARD)
FORGET_CARD = "DELETE FROM cards WHERE key = ?"
FIND_CARDS = f"SELECT {_CARD} FROM cards ORDER BY name COLLATE NOCASE, key"  # noqa: S608 - our own words
_texts_of = msgspec.json.Decoder(tuple[str, ...]).decode
_hours_of = msgspec.json.Decoder(tuple[Hours, ...]).decode
_allowance_of = msgspec.json.Decoder(Allowance).decode


def _json(value: object) -> str:
    return _encode(value).decode()


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
        _json(card.chargers),
        _json(card.hours),
        None if card.allowance is None else _json(card.allowance),
        _json(card.also),
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


# Policies and what chargers hold.

SAVE_POLICY = rows.upsert("policies", "charger_id", "charger_id, policy")
FORGET_POLICY = "DELETE FROM policies WHERE charger_id = ?"
FIND_POLICIES = "SELECT charger_id, policy FROM policies ORDER BY charger_id"
_policy_of = msgspec.json.Decoder(Policy).decode

_HOLDING = "charger_id, version, listed, whole, checked_us, forget"
SAVE_HOLDING = rows.upsert("holdings", "charger_id", _HOLDING)
FORGET_HOLDING = "DELETE FROM holdings WHERE charger_id = ?"
FIND_HOLDINGS = f"SELECT {_HOLDING} FROM holdings ORDER BY charger_id"  # noqa: S608
_listed_of = msgspec.json.Decoder(tuple[Listed, ...]).decode


def policy_row(charger_id: str, policy: Policy) -> Row:
    return charger_id, _json(policy)


def policy_of(found: Found) -> tuple[str, Policy]:
    return found[0], _policy_of(found[1])


def holding_row(holding: Holding) -> Row:
    return (
        holding.charger_id,
        holding.version,
        _json(holding.listed),
        holding.whole,
        rows.maybe_us(holding.checked_at),
        holding.forget,
    )


def holding_of(found: Found) -> Holding:
    checked_at = rows.maybe_at_us(found[4])
    return Holding(found[0], found[1], _listed_of(found[2]), bool(found[3]), checked_at, bool(found[5]))


# The log of decisions.

_SHOWN = "at_us, charger_id, outlet, card, doing, verdict, reason, kind"
ADD_SHOWN = f"INSERT INTO shown ({_SHOWN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
FIND_SHOWN = f"SELECT id, {_SHOWN} FROM shown"  # noqa: S608
_DOINGS = rows.codes(Doing)
VERDICTS = rows.codes(Verdict)
REASONS = rows.codes(Reason)
_KINDS = rows.codes(CardKind)


def shown_row(shown: Shown) -> Row:
    return (
        rows.us(shown.at),
        shown.charger_id,
        shown.outlet,
        shown.card,
        shown.doing.value,
        shown.verdict.value,
        shown.reason.value,
        shown.kind.value,
    )


def shown_of(found: Found) -> Shown:
    return Shown(
        id=found[0],
        at=rows.at_us(found[1]),
        charger_id=found[2],
        outlet=found[3],
        card=found[4],
        doing=_DOINGS[found[5]],
        verdict=VERDICTS[found[6]],
        reason=REASONS[found[7]],
        kind=_KINDS[found[8]],
    )
