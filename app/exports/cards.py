"""Cards and people as rows for programs and as a CSV file that can be taken in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from app.core import card_numbers
from app.core.cards import Card, CardUse, PersonUse, Policy, Stranger, Used
from app.core.cards_file import CardColumn, hours_text
from app.core.model import Person, Vehicle
from app.core.prices.limits import amount_text
from app.exports.cells import cell
from app.exports.rows import Row, instant


def card_row(card: Card, people: Mapping[int, Person], uses: Mapping[str, CardUse], now: datetime) -> Row:
    used = [uses[key] for number in (card.uid, *card.also) if (key := card_numbers.key(number)) in uses]
    last = max((each.last_at for each in used if each.last_at is not None), default=None)
    person = people.get(card.person_id or 0)
    allowance = card.allowance
    return {
        "uid": card.uid,
        "name": card.name,
        "person": None if person is None else person.name,
        "group": card.group,
        "status": _status(card, now),
        "expires_at": instant(card.expires_at),
        "master": card.master,
        "one_at_a_time": card.alone,
        "chargers": list(card.chargers),
        "hours": hours_text(card.hours),
        "colour": card.colour,
        "other_uids": list(card.also),
        "limit_wh": None if allowance is None else allowance.energy_wh,
        "limit_money": None if allowance is None else _amount(allowance.money),
        "limit_sessions": None if allowance is None else allowance.sessions,
        "limit_days": None if allowance is None else allowance.days,
        "last_used_at": instant(last),
        "sessions": sum(each.sessions for each in used),
        "energy_wh": sum(each.energy_wh for each in used),
    }


def _status(card: Card, now: datetime) -> str:
    if card.blocked:
        return "blocked"
    return "expired" if card.expires_at is not None and card.expires_at <= now else "accepted"


def status_words(row: Row) -> str:
    """For people: what a master card is stands where they look whether it may charge."""
    return f"{row['status']}, master: stops any session, starts none" if row["master"] else str(row["status"])


def person_row(
    person: Person,
    cards: Sequence[Card],
    vehicles: Sequence[Vehicle],
    month: Mapping[int, PersonUse],
    in_money: Mapping[int, Used],
    currency: str | None,
) -> Row:
    """`month`: what each took this month; `in_money`: of those with a budget in money, what counts against it."""
    counts = in_money.get(person.id, Used())
    budget, used = person.budget, month.get(person.id, PersonUse(0, 0))
    return {
        "id": person.id,
        "name": person.name,
        "cards": [card.uid for card in cards if card.person_id == person.id],
        "vehicles": [vehicle.name for vehicle in vehicles if vehicle.person_id == person.id],
        "budget_wh": None if budget is None else budget.energy_wh,
        "budget_money": None if budget is None else _amount(budget.money),
        "budget_then": None if budget is None else budget.at_the_end.value,
        "month_sessions": used.sessions,
        "month_energy_wh": used.energy_wh,
        "month_money": _amount(counts.money),
        "month_unpriced": counts.unpriced,
        "currency": currency,
    }


def stranger_row(stranger: Stranger) -> Row:
    return {
        "uid": stranger.card,
        "times": stranger.times,
        "first_at": instant(stranger.first_at),
        "last_at": instant(stranger.last_at),
        "charger_id": stranger.charger_id,
        "outlet": stranger.outlet,
        "answer": stranger.verdict.value,
        "sessions": stranger.sessions,
        "energy_wh": stranger.energy_wh,
        "kind": stranger.kind.value,
    }


def policy_row(charger_id: str, policy: Policy, people: Mapping[int, Person]) -> Row:
    """The charger None is everywhere else."""
    person = people.get(policy.person_id or 0)
    return {
        "charger_id": charger_id or None,
        "openness": policy.openness.value,
        "person": None if person is None else person.name,
        "hours": hours_text(policy.hours),
        "locked": policy.locked,
    }


def cards_csv(cards: Sequence[Card], people: Sequence[Person], vehicles: Sequence[Vehicle]) -> bytes:
    """Every card, then the people who have none."""
    named = {person.id: person for person in people if not person.erased}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(CardColumn), restval="")
    writer.writerow({column: column.value for column in CardColumn})
    for card in cards:
        writer.writerow(_card_cells(card) | _person_cells(named.get(card.person_id or 0), vehicles))
    holders = {card.person_id for card in cards}
    writer.writerows(_person_cells(person, vehicles) for person in named.values() if person.id not in holders)
    return text.getvalue().encode("utf-8-sig")  # the mark is how a spreadsheet knows that this is UTF-8


def _card_cells(card: Card) -> dict[CardColumn, str]:
    allowance = card.allowance
    cells = {
        CardColumn.NUMBER: card.uid,
        CardColumn.NAME: _text(card.name),
        CardColumn.GROUP: _text(card.group),
        CardColumn.STATE: "blocked" if card.blocked else "allowed",
        CardColumn.EXPIRES: instant(card.expires_at) or "",
        CardColumn.CHARGERS: " ".join(card.chargers),
        CardColumn.HOURS: hours_text(card.hours),
        CardColumn.COLOUR: card.colour,
        CardColumn.MASTER: "yes" if card.master else "no",
        CardColumn.ONE_AT_A_TIME: "yes" if card.alone else "no",
        CardColumn.OTHER_NUMBERS: " ".join(card.also),
    }
    if allowance is not None:
        cells[CardColumn.LIMIT_KWH] = _kwh(allowance.energy_wh)
        cells[CardColumn.LIMIT_MONEY] = _amount(allowance.money) or ""
        cells[CardColumn.LIMIT_SESSIONS] = str(allowance.sessions or "")
        cells[CardColumn.LIMIT_DAYS] = str(allowance.days or "")
    return cells


def _person_cells(person: Person | None, vehicles: Sequence[Vehicle]) -> dict[CardColumn, str]:
    if person is None:
        return {}
    theirs = [vehicle.name for vehicle in vehicles if vehicle.person_id == person.id]
    cells = {
        CardColumn.PERSON: _text(person.name),
        CardColumn.VEHICLE: _text(theirs[0]) if theirs else "",
    }
    if person.budget is not None:
        cells[CardColumn.BUDGET_KWH] = _kwh(person.budget.energy_wh)
        cells[CardColumn.BUDGET_MONEY] = _amount(person.budget.money) or ""
        cells[CardColumn.BUDGET_THEN] = person.budget.at_the_end.value
    return cells


def _text(text: str) -> str:
    """Harmless in a spreadsheet, and read back as it was: a sign of its own is doubled."""
    return f"'{text}" if text.startswith("'") else cell(text)


def _amount(money: Decimal | None) -> str | None:
    return None if money is None else amount_text(money)


def _kwh(energy_wh: int | None) -> str:
    return "" if energy_wh is None else f"{(Decimal(energy_wh) / 1000).normalize():f}"
