"""What stands on the charger's display: the price, what runs up, the sum at the end, and its tariffs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.virtual.commands import Command, status
from app.virtual.peer import Json, Refusal, Reply
from app.virtual.settings import Costs

if TYPE_CHECKING:
    from app.virtual.body import Body

COSTS_VENDOR = "org.openchargealliance.costmsg"


@dataclass(frozen=True, slots=True)
class Shown:
    cost: Decimal
    final: bool = False


class Display:
    """Read it at any time; everything that changes it is said in a line."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.price = ""  # in a sentence
        self.costs: dict[int, Shown] = {}  # by outlet, of its last session
        self.tariffs: dict[str, Json] = {}  # 2.1: by name, as they came
        self._say = say

    def show_cost(self, outlet: int, cost: Any, *, final: bool) -> None:
        """`cost` as a JSON reader gives it."""
        shown = Shown(Decimal(str(cost)), final)
        if self.costs.get(outlet) != shown:
            self.costs[outlet] = shown
            self._say(f"outlet {outlet}: shows {shown.cost}{' in all' if final else ' so far'}")

    def show_price(self, words: str) -> None:
        if words != self.price:
            self.price = words
            self._say(f"shows the price: {words}")


def read_answer(body: Body, outlet: int, answer: Any, *, final: bool) -> None:
    """What the answer to news of a transaction has for the display."""
    cost = getattr(answer, "total_cost", None)
    if cost is not None and body.settings.costs is not Costs.NONE:
        body.display.show_cost(outlet, cost, final=final)


def read_price(body: Body, answer: Any) -> None:
    """What the answer about a card has for it."""
    message = (getattr(answer, "id_token_info", None) or {}).get("personal_message")
    if message and body.settings.costs is not Costs.NONE:
        body.display.show_price(message["content"])


def cost_updated(body: Body, asked: Json) -> Reply | None:
    """2.x."""
    if body.settings.costs is Costs.NONE:
        return None
    if body.faults.costs_refused:
        raise Refusal("InternalError", "refused on request")
    for number, key in body.told_keys.items():
        if key == asked["transactionId"]:
            open_now = body.outlets[number].transaction
            final = open_now is None or open_now.key != key
            body.display.show_cost(number, asked["totalCost"], final=final)
    return Reply({})


def cost_message(body: Body, asked: Json) -> Reply:
    """1.6: DataTransfer of the extension; others are unknown."""
    if asked["vendorId"] != COSTS_VENDOR or body.settings.costs in (Costs.NONE, Costs.UNTOLD):
        return status("UnknownVendorId")
    if body.faults.costs_refused or body.settings.costs is Costs.OFF:
        return status("Rejected")
    data = json.loads(asked.get("data", "{}"))
    message = asked.get("messageId")
    if message == "SetUserPrice":
        body.display.show_price(data["priceText"])
    elif message in ("RunningCost", "FinalCost"):
        numbers = [number for number, key in body.told_keys.items() if key == str(data["transactionId"])]
        for number in numbers:
            body.display.show_cost(number, data["cost"], final=message == "FinalCost")
    else:
        return status("UnknownMessageId")
    return status("Accepted")


def _set_tariff(body: Body, asked: Json) -> Reply | None:
    if body.settings.costs is Costs.NONE:
        return None
    tariff = asked["tariff"]
    kinds = ("energy", "chargingTime", "idleTime", "fixedFee")
    elements = sum(len(tariff[kind]["prices"]) for kind in kinds if kind in tariff)
    if body.faults.costs_refused:
        return status("Rejected")
    if elements > body.settings.most_tariff_elements:
        return status("TooManyElements")
    if tariff["tariffId"] in body.display.tariffs:
        return status("DuplicateTariffId")
    body.display.tariffs = {tariff["tariffId"]: tariff}
    body.say(f"reckons with the tariff {tariff['tariffId']}")
    return status("Accepted")


def _get_tariffs(body: Body, asked: Json) -> Reply | None:
    if body.settings.costs is Costs.NONE:
        return None
    if not body.display.tariffs:
        return status("NoTariff")
    held = [{"tariffId": each, "tariffKind": "DefaultTariff", "evseIds": [0]} for each in body.display.tariffs]
    return Reply({"status": "Accepted", "tariffAssignments": held})


def _clear_tariffs(body: Body, asked: Json) -> Reply | None:
    if body.settings.costs is Costs.NONE:
        return None
    results = []
    for name in asked.get("tariffIds", list(body.display.tariffs)):
        had = body.display.tariffs.pop(name, None)
        results.append({"tariffId": name, "status": "NoTariff" if had is None else "Accepted"})
        body.say(f"forgets the tariff {name}")
    return Reply({"clearTariffsResult": results or [{"status": "NoTariff"}]})


COMMANDS_2X: dict[str, Command] = {
    "CostUpdated": cost_updated,
    "SetDefaultTariff": _set_tariff,
    "GetTariffs": _get_tariffs,
    "ClearTariffs": _clear_tariffs,
}
