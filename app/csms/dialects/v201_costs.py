"""OCPP 2.0.1 and 2.1: what a charger is told for its display of prices and costs (section I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.commands import (
    Accepted,
    BadAnswer,
    Command,
    DisplayRead,
    NotSupported,
    ReadDisplay,
    Refused,
    Result,
    SetDisplay,
    SetPriceText,
    TellCost,
)
from app.core.displays.display import DisplaySettings
from app.csms.dialects.costs import amount
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request, Talk
from app.csms.dialects.v201_cards import write, wrote
from app.csms.dialects.variables import fetched, place
from app.csms.dialects.words import plain
from app.csms.tolerance import as_bool, as_int, as_text

_COST_ON, _COST_THERE = "TariffCostCtrlr.Enabled[Cost]", "TariffCostCtrlr.Available[Cost]"
_TARIFF_ON, _TARIFF_THERE = "TariffCostCtrlr.Enabled[Tariff]", "TariffCostCtrlr.Available[Tariff]"
_CURRENCY = "TariffCostCtrlr.Currency"
_DECIMALS = "TariffCostCtrlr.NumberOfDecimalsForCostValues"
_PRICE_TEXT = "TariffCostCtrlr.TariffFallbackMessage"
_NAMES = (_COST_ON, _COST_THERE, _TARIFF_ON, _TARIFF_THERE, _CURRENCY, _DECIMALS, _PRICE_TEXT)
_MOST_TEXT = 255
_MOST_DECIMALS = 6


def _read_display(command: ReadDisplay, now: datetime) -> Talk:
    """One question; a charger that does not tell may show it all the same."""
    try:
        answer = yield Request("GetVariables", {"getVariableData": [place(name) for name in _NAMES]})
    except (Refused, NotSupported):
        return DisplayRead(DisplaySettings())
    told = {each.name.lower(): each.value for each in fetched(answer.get("getVariableResult")).settings}

    def flag(on: str, there: str) -> bool | None:
        """Off where either says so."""
        said = [each for name in (on, there) if (each := as_bool(told.get(name.lower()))) is not None]
        return all(said) if said else None

    if as_bool(told.get(_COST_THERE.lower())) is False:
        raise NotSupported(_COST_THERE)
    decimals = as_int(told.get(_DECIMALS.lower()))
    has_text = _PRICE_TEXT.lower() in told
    return DisplayRead(
        DisplaySettings(
            shows=flag(_COST_ON, _COST_THERE),
            takes_tariffs=flag(_TARIFF_ON, _TARIFF_THERE),
            currency=as_text(told.get(_CURRENCY.lower()), 3).upper(),
            decimals=decimals if decimals is not None and 0 <= decimals <= _MOST_DECIMALS else None,
            price_text=as_text(told.get(_PRICE_TEXT.lower())) if has_text else None,
        )
    )


def _set_display(command: SetDisplay, now: datetime) -> Talk:
    """On, and then what it can do without."""
    agreed = wrote((yield write(_COST_ON, "true")))
    for name, value in ((_CURRENCY, command.currency), (_TARIFF_ON, "true")):
        try:
            wrote((yield write(name, value)))
        except (Refused, NotSupported, BadAnswer):
            continue
    return agreed


def _cost(command: TellCost, now: datetime) -> Sequence[Request]:
    """I02."""
    return (Request("CostUpdated", {"totalCost": amount(command.cost), "transactionId": command.transaction_id}),)


def _cost_told(command: TellCost, payload: Payload) -> Result:
    """The answer has no fields; one that says no in its own way means it."""
    if plain(as_text(payload.get("status"), 40)) in ("rejected", "notsupported"):
        raise Refused(as_text(payload.get("status"), 40))
    return Accepted()


def _price_text(command: SetPriceText, now: datetime) -> Sequence[Request]:
    return (write(_PRICE_TEXT, command.words[:_MOST_TEXT]),)


def _price_text_kept(command: SetPriceText, payload: Payload) -> Result:
    return wrote(payload)


OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    ReadDisplay: Conversation(_read_display),
    SetDisplay: Conversation(_set_display),
    TellCost: Outgoing(_cost, _cost_told),
    SetPriceText: Outgoing(_price_text, _price_text_kept),
}
