"""OCPP 1.6: prices and costs for a charger's display, by the Open Charge Alliance's extension through DataTransfer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from app.core.commands import (
    Command,
    DisplayRead,
    NotSupported,
    ReadDisplay,
    Result,
    SetDisplay,
    SetPriceText,
    TellCost,
    TellPrice,
)
from app.core.displays.display import DisplaySettings
from app.core.prices.tariff import ALWAYS, Prices, Tariff
from app.csms.dialects.agreement import agreed, simple
from app.csms.dialects.common import COSTS_VENDOR, wire_time
from app.csms.dialects.costs import amount, price
from app.csms.dialects.rows import C, Conversation, Outgoing, Payload, Request, Talk
from app.csms.dialects.v16_cards import ask_settings, settings_told
from app.csms.dialects.words import named_by_number, plain
from app.csms.tolerance import as_bool, as_int, as_object, as_text

# The charger's own word that it shows prices and costs. Where it has no such key it does not.
_SHOWS = "CustomDisplayCostAndPrice"
_DECIMALS = "NumberOfDecimalsForCostValues"
_DEFAULT = "DefaultPrice"
_NAMES = (_SHOWS, _DECIMALS, _DEFAULT)
_MOST_DECIMALS = 6
_MOST_VALUE = 500
_AN_HOUR = 60

_encode = msgspec.json.Encoder(decimal_format="number").encode
_UNKNOWN = frozenset(("unknownvendorid", "unknownmessageid"))


def _read_display(command: ReadDisplay, now: datetime) -> Talk:
    told = settings_told((yield ask_settings(_NAMES))).settings
    values = {each.name.lower(): each.value for each in told}
    if _SHOWS.lower() not in values:
        raise NotSupported(_SHOWS)
    decimals = as_int(values.get(_DECIMALS.lower()))
    default = values.get(_DEFAULT.lower())
    return DisplayRead(
        DisplaySettings(
            shows=as_bool(values[_SHOWS.lower()]) is True,
            decimals=decimals if decimals is not None and 0 <= decimals <= _MOST_DECIMALS else None,
            price_text=_text_of(default) if _DEFAULT.lower() in values else None,
        )
    )


def _text_of(default: str | None) -> str:
    try:
        return as_text(as_object(msgspec.json.decode(default or "{}")).get("priceText"))
    except (msgspec.DecodeError, RecursionError):
        return ""


def _transfer(message: str, word: Callable[[C], Payload]) -> Outgoing[C]:
    """A message of the extension: its fields travel as text within a text."""

    def requests(command: C, now: datetime) -> Sequence[Request]:
        data = _encode(word(command)).decode()
        return (Request("DataTransfer", {"vendorId": COSTS_VENDOR, "messageId": message, "data": data}),)

    def read(command: C, payload: Payload) -> Result:
        if plain(as_text(payload.get("status"), 40)) in _UNKNOWN:
            raise NotSupported(message, as_text(payload.get("status"), 40))
        return agreed("DataTransfer", payload)

    return Outgoing(requests, read)


def _running(command: TellCost) -> Payload:
    payload: Payload = {
        "transactionId": named_by_number(command.transaction_id),
        "timestamp": wire_time(command.at),
        "meterValue": command.meter_wh,
        "cost": amount(command.cost),
        "state": "Charging" if command.charging else "Idle",
        "chargingPrice": _charging_price(command.tariff),
    }
    idle = None if command.tariff is None else command.tariff.idle
    hourly, grace_s = _only(idle), _grace_s(idle)
    if hourly is not None:
        payload["idlePrice"] = {"graceMinutes": grace_s // 60, "hourPrice": price(hourly * _AN_HOUR)}
    return payload


def _charging_price(tariff: Tariff | None) -> Payload:
    """With VAT, where one price holds whatever happens; a display has no room for the others."""
    if tariff is None:
        return {}
    minute = _only(tariff.charging)
    found = {
        "kWhPrice": _only(tariff.energy),
        "hourPrice": None if minute is None else minute * _AN_HOUR,
        "flatFee": _only(tariff.session),
    }
    return {name: price(each) for name, each in found.items() if each is not None}


def _only(prices: Prices | None) -> Decimal | None:
    """With VAT; grace is no condition of its own."""
    if prices is None or len(prices.prices) != 1:
        return None
    (only,) = prices.prices
    grace = only.when.least_idle_s
    holds = only.when == ALWAYS or (grace is not None and only.when == type(ALWAYS)(least_idle_s=grace))
    return only.amount * (1 + prices.vat_rate) if holds else None


def _grace_s(prices: Prices | None) -> int:
    return 0 if prices is None else prices.prices[0].when.least_idle_s or 0


def _final(command: TellCost) -> Payload:
    return {
        "transactionId": named_by_number(command.transaction_id),
        "cost": amount(command.cost),
        "priceText": command.words,
    }


_RUNNING: Outgoing[TellCost] = _transfer("RunningCost", _running)
_FINAL: Outgoing[TellCost] = _transfer("FinalCost", _final)


def _cost(command: TellCost, now: datetime) -> Sequence[Request]:
    return (_FINAL if command.words else _RUNNING).word(command, now)


def _cost_told(command: TellCost, payload: Payload) -> Result:
    return (_FINAL if command.words else _RUNNING).read(command, payload)


def _user_price(command: TellPrice) -> Payload:
    return {"idToken": command.card, "priceText": command.words}


def _default(command: SetPriceText) -> Payload:
    value = _encode({"priceText": command.words}).decode()
    return {"key": _DEFAULT, "value": value if len(value) <= _MOST_VALUE else '{"priceText":""}'}


OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    ReadDisplay: Conversation(_read_display),
    SetDisplay: simple("ChangeConfiguration", lambda command: {"key": _SHOWS, "value": "true"}),
    TellCost: Outgoing(_cost, _cost_told),
    TellPrice: _transfer("SetUserPrice", _user_price),
    SetPriceText: simple("ChangeConfiguration", _default),
}
