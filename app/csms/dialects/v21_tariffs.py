"""OCPP 2.1: a tariff that the charger reckons with by itself, asked for afterwards, and taken back (I07 to I10)."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import msgspec

from app.core.commands import (
    Accepted,
    BadAnswer,
    ClearTariffs,
    Command,
    Refused,
    SetTariff,
)
from app.core.prices.books import Limit
from app.core.prices.tariff import ALWAYS, Prices, When
from app.csms.dialects.agreement import agreed_word, why
from app.csms.dialects.costs import message_content, price
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request, Talk
from app.csms.dialects.words import plain
from app.csms.tolerance import as_list, as_object, as_text

# Ours are known by it; those of others are left alone.
PREFIX = "laddvakt-"
_DIGEST = 32
_EVERY_EVSE = 0

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {
    "least_wh": "minEnergy",
    "most_wh": "maxEnergy",
    "least_s": "minTime",
    "most_s": "maxTime",
    "least_charging_s": "minChargingTime",
    "most_charging_s": "maxChargingTime",
    "least_idle_s": "minIdleTime",
    "most_idle_s": "maxIdleTime",
}
_encode = msgspec.json.Encoder(decimal_format="number", order="deterministic").encode


def tariff(command: SetTariff) -> Payload:
    """TariffType. Its id is made from its content, so that one id never means another content (I08.FR.08)."""
    said = command.tariff
    payload: Payload = {"currency": said.currency}
    words = message_content(command.words, command.language)
    if words:
        payload["description"] = [words]
    kinds = (
        ("energy", "priceKwh", said.energy),
        ("chargingTime", "priceMinute", said.charging),
        ("idleTime", "priceMinute", said.idle),
        ("fixedFee", "priceFixed", said.session),
    )
    for kind, name, prices in kinds:
        if prices is not None:
            payload[kind] = _prices(prices, name)
    for name, limit in (("minCost", said.least), ("maxCost", said.most)):
        if limit is not None:
            payload[name] = _limit(limit)
    return {"tariffId": PREFIX + hashlib.sha256(_encode(payload)).hexdigest()[:_DIGEST], **payload}


def _prices(prices: Prices, name: str) -> Payload:
    elements: list[Payload] = []
    for each in prices.prices:
        element: Payload = {name: price(each.amount)}
        if each.when != ALWAYS:
            element["conditions"] = _conditions(each.when)
        elements.append(element)
    return {"prices": elements, **_taxes(prices.vat_rate)}


def _conditions(when: When) -> Payload:
    found: Payload = {}
    if when.from_time is not None or when.to_time is not None:
        found["startTimeOfDay"] = f"{when.from_time or time(0):%H:%M}"
        found["endTimeOfDay"] = f"{when.to_time or time(0):%H:%M}"
    if when.weekdays:
        found["dayOfWeek"] = [_DAYS[day - 1] for day in sorted(when.weekdays)]
    if when.from_date is not None:
        found["validFromDate"] = when.from_date.isoformat()
    if when.to_date is not None:
        found["validToDate"] = when.to_date.isoformat()
    numbers = ((word, getattr(when, field)) for field, word in _NUMBERS.items())
    return {**found, **{word: number for word, number in numbers if number is not None}}


def _taxes(vat_rate: Decimal) -> Payload:
    return {"taxRates": [{"type": "VAT", "tax": price(vat_rate * 100)}]} if vat_rate else {}


def _limit(limit: Limit) -> Payload:
    return {"inclTax" if limit.vat_inside else "exclTax": price(limit.amount), **_taxes(limit.vat_rate)}


def _set_tariff(command: SetTariff, now: datetime) -> Talk:
    """A charger that has it already is left alone; one that says it takes it is believed when it has it."""
    wanted = tariff(command)
    name = wanted["tariffId"]
    if name in (yield from _held()):
        return Accepted()
    answer = yield Request("SetDefaultTariff", {"evseId": _EVERY_EVSE, "tariff": wanted})
    status = as_text(answer.get("status"), 40)
    if plain(status) != "duplicatetariffid":  # it has one of this name, and a name has one content
        if not status:
            raise BadAnswer("SetDefaultTariff: no status")
        agreed_word("SetDefaultTariff", status, why(answer.get("statusInfo")))
    if name not in (yield from _held()):
        raise Refused(status, "not held afterwards")
    return Accepted()


def _held() -> Generator[Request, Payload, tuple[str, ...]]:
    """The names of the tariffs that it has; one that cannot tell what is there has nothing, as far as we know."""
    answer = yield Request("GetTariffs", {"evseId": _EVERY_EVSE})
    status = plain(as_text(answer.get("status"), 40))
    if status == "notariff":
        return ()
    if status != "accepted":
        agreed_word("GetTariffs", status or "no status", why(answer.get("statusInfo")))
    names = (as_text(as_object(each).get("tariffId"), 60) for each in as_list(answer.get("tariffAssignments")))
    return tuple(filter(None, names))


def _clear_tariffs(command: ClearTariffs, now: datetime) -> Talk:
    ours = sorted({name for name in (yield from _held()) if name.startswith(PREFIX)})
    if not ours:
        return Accepted()
    answer = yield Request("ClearTariffs", {"tariffIds": ours})
    results = as_list(answer.get("clearTariffsResult"))
    if not results:
        raise BadAnswer("ClearTariffs: no result")
    for each in results:
        result = as_object(each)
        status = as_text(result.get("status"), 40)
        if plain(status) != "notariff":
            if not status:
                raise BadAnswer("ClearTariffs: no status")
            agreed_word("ClearTariffs", status, why(result.get("statusInfo")))
    return Accepted()


OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    SetTariff: Conversation(_set_tariff),
    ClearTariffs: Conversation(_clear_tariffs),
}
