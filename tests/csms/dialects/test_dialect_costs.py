"""Costs and prices on the wire: exact numbers, every message as its schema wants it, and every answer understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from app.core.cards import Verdict
from app.core.commands import (
    Accepted,
    BadAnswer,
    ClearTariffs,
    Command,
    CommandFailed,
    DisplayRead,
    NotPossible,
    NotSupported,
    ReadDisplay,
    Refused,
    Result,
    SetDisplay,
    SetPriceText,
    SetTariff,
    TellCost,
    TellPrice,
)
from app.core.displays.display import DisplaySettings
from app.core.prices.books import Limit
from app.core.prices.tariff import Price, Prices, Tariff, When
from app.core.reports import Answer, CardAnswer, Noted, Reckoned, Report, TransactionAnswer, TransactionTold
from app.csms import frames, schemas
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Context, Dialect, Payload, Request
from app.csms.dialects.v21_tariffs import PREFIX
from app.csms.schemas import Part

NOW = datetime(2026, 3, 1, 10, 0, 5, 123456, tzinfo=UTC)
V16, V201, V21 = DIALECTS["ocpp1.6"], DIALECTS["ocpp2.0.1"], DIALECTS["ocpp2.1"]
IN_2X = pytest.mark.parametrize("dialect", [V201, V21], ids=["2.0.1", "2.1"])
D = Decimal

Answers = Callable[[Request], Payload | CommandFailed]


def played(dialect: Dialect, command: Command, answers: Answers) -> tuple[Result, list[tuple[str, Payload]]]:
    """What the command comes to with a charger that answers so, and what it was asked; every message is sound."""
    asked: list[tuple[str, Payload]] = []
    talk = dialect.outgoing[type(command)].talk(command, NOW)
    try:
        request = next(talk)
        while True:
            fault = schemas.fault(dialect.protocol, request.action, Part.REQUEST, request.payload)
            assert fault is None, fault
            asked.append((request.action, as_sent(request)))
            answer = answers(request)
            request = talk.throw(answer) if isinstance(answer, CommandFailed) else talk.send(answer)
    except StopIteration as end:
        return end.value, asked


def as_sent(request: Request) -> Payload:
    """As a charger reads it; its numbers stay text, so that nothing rounds them."""
    text = frames.call("1", request.action, request.payload)
    payload: Payload = json.loads(text, parse_float=str)[3]
    return payload


def accepted(request: Request) -> Payload:
    return {"status": "Accepted"}


def one(dialect: Dialect, command: Command) -> Payload:
    _, ((_, payload),) = played(dialect, command, accepted)
    return payload


FULL = Tariff(
    "SEK",
    energy=Prices(
        (
            Price(D("0.8"), When(time(22), time(6), frozenset({6, 7}), date(2026, 1, 1), date(2026, 7, 1))),
            Price(D(0), When(most_wh=5000, least_s=60, most_s=86_400)),
            Price(D("1.6")),
        ),
        D("0.25"),
    ),
    charging=Prices((Price(D("0.05"), When(least_charging_s=600, most_charging_s=7200)),), D("0.25")),
    idle=Prices((Price(D("0.8"), When(least_idle_s=900, most_idle_s=9000)),), D("0.25")),
    session=Prices((Price(D("0.000001")),), D("0.0825")),
    least=Limit(D("10"), D("0.25"), vat_inside=True),
    most=Limit(D("400.50"), D("0.25")),
)


def figure(cost: str = "12.34", **more: Any) -> TellCost:
    return TellCost(more.pop("transaction_id", "17"), D(cost), NOW, 108_000, **more)


# Numbers.


@IN_2X
@pytest.mark.parametrize(
    ("cost", "sent"),
    [
        ("12.34", "12.34"),
        ("0.00", "0.00"),
        ("0.10", "0.10"),
        ("-3.05", "-3.05"),
        ("1E+3", 1000),
        ("99999.99", "99999.99"),
    ],
)
def test_a_cost_goes_out_digit_by_digit(dialect: Dialect, cost: str, sent: Any) -> None:
    assert one(dialect, figure(cost)) == {"totalCost": sent, "transactionId": "17"}
    reply = dialect.incoming["TransactionEvent"].reply(TransactionAnswer("17", cost=D(cost)), {}, NOW)
    assert json.loads(frames.result("1", reply), parse_float=str)[2] == {"totalCost": sent}


def test_no_sum_of_cents_becomes_a_long_fraction() -> None:
    for cents in range(0, 30_000, 7):
        cost = D(cents).scaleb(-2)
        assert f'"totalCost":{cost:.2f},'.encode() in frames.call("1", "CostUpdated", one_raw(cost))


def one_raw(cost: Decimal) -> Payload:
    (request,) = V201.outgoing[TellCost].word(TellCost("17", cost, NOW, 0), NOW)  # type: ignore[union-attr]
    return request.payload  # type: ignore[return-value]


# 2.x.


@IN_2X
def test_the_price_is_a_message_to_the_card_and_none_where_there_is_none(dialect: Dialect) -> None:
    row = dialect.incoming["Authorize"]
    request = {"idToken": {"idToken": "04A2B3C4", "type": "ISO14443"}}

    def told(answer: Answer) -> Any:
        return row.reply(answer, request, NOW)["idTokenInfo"].get("personalMessage")

    assert told(CardAnswer(Verdict.ACCEPTED, price="2,00 kr/kWh", language="sv")) == {
        "format": "UTF8",
        "content": "2,00 kr/kWh",
        "language": "sv",
    }
    assert told(CardAnswer(Verdict.ACCEPTED)) is None
    assert len(told(CardAnswer(Verdict.ACCEPTED, price="x" * 2000))["content"]) == 512


def variables(**values: Any) -> Answers:
    """A charger with these of TariffCostCtrlr, by name with "__" before the instance."""

    def answer(request: Request) -> Payload:
        results = []
        for asked in request.payload["getVariableData"]:  # type: ignore[index, call-overload]
            name, instance = asked["variable"]["name"], asked["variable"].get("instance")
            key = f"{name}__{instance}" if instance else name
            known = {"attributeStatus": "Accepted", "attributeValue": values[key]} if key in values else None
            results.append({**(known or {"attributeStatus": "UnknownComponent"}), **asked})
        return {"getVariableResult": results}

    return answer


@IN_2X
@pytest.mark.parametrize(
    ("values", "settings"),
    [
        ({}, DisplaySettings()),
        ({"Enabled__Cost": "true", "Available__Cost": "true"}, DisplaySettings(shows=True)),
        ({"Available__Cost": "true"}, DisplaySettings(shows=True)),
        ({"Enabled__Cost": "false", "Available__Cost": "true"}, DisplaySettings(shows=False)),
        ({"Enabled__Cost": "maybe"}, DisplaySettings()),
        ({"Enabled__Tariff": "false"}, DisplaySettings(takes_tariffs=False)),
        ({"Currency": "sek", "NumberOfDecimalsForCostValues": "1"}, DisplaySettings(currency="SEK", decimals=1)),
        ({"NumberOfDecimalsForCostValues": "-7"}, DisplaySettings()),
        ({"NumberOfDecimalsForCostValues": "9999999"}, DisplaySettings()),
        ({"TariffFallbackMessage": ""}, DisplaySettings(price_text="")),
        ({"TariffFallbackMessage": None}, DisplaySettings(price_text="")),
    ],
    ids=str,
)
def test_what_a_charger_tells_of_its_display_is_read(
    dialect: Dialect, values: dict[str, Any], settings: DisplaySettings
) -> None:
    result, asked = played(dialect, ReadDisplay(), variables(**values))
    assert result == DisplayRead(settings)
    assert len(asked) == 1


@IN_2X
def test_a_charger_that_says_it_cannot_is_believed(dialect: Dialect) -> None:
    with pytest.raises(NotSupported):
        played(dialect, ReadDisplay(), variables(Available__Cost="false"))


@IN_2X
@pytest.mark.parametrize("failure", [Refused("InternalError"), NotSupported("GetVariables")])
def test_a_charger_that_tells_nothing_may_show_costs_all_the_same(dialect: Dialect, failure: CommandFailed) -> None:
    assert played(dialect, ReadDisplay(), lambda request: failure)[0] == DisplayRead(DisplaySettings())


@IN_2X
def test_turning_it_on_needs_the_one_and_tries_the_others(dialect: Dialect) -> None:
    def answer(request: Request) -> Payload:
        (asked,) = request.payload["setVariableData"]  # type: ignore[index, call-overload]
        first = asked["variable"] == {"name": "Enabled", "instance": "Cost"}
        return {"setVariableResult": [{"attributeStatus": "Accepted" if first else "Rejected", **asked}]}

    result, asked = played(dialect, SetDisplay("SEK"), answer)
    assert result == Accepted() and len(asked) == 3
    with pytest.raises(Refused):
        played(dialect, SetDisplay("SEK"), lambda request: {"setVariableResult": [{"attributeStatus": "Rejected"}]})


@IN_2X
def test_the_price_text_is_no_longer_than_a_value_may_be(dialect: Dialect) -> None:
    def answer(request: Request) -> Payload:
        (asked,) = request.payload["setVariableData"]  # type: ignore[index, call-overload]
        assert len(asked["attributeValue"]) == 255
        return {"setVariableResult": [{"attributeStatus": "Accepted", **asked}]}

    played(dialect, SetPriceText("x" * 400), answer)


@IN_2X
def test_an_answer_to_a_figure_has_no_fields_and_one_that_says_no_means_it(dialect: Dialect) -> None:
    assert played(dialect, figure(), lambda request: {})[0] == Accepted()
    assert played(dialect, figure(), lambda request: {"status": 7, "junk": [None]})[0] == Accepted()
    with pytest.raises(Refused):
        played(dialect, figure(), lambda request: {"status": "Rejected"})


# 1.6.


def data_of(payload: Payload) -> Any:
    assert payload["vendorId"] == "org.openchargealliance.costmsg"
    return json.loads(payload["data"], parse_float=str)


def test_a_running_cost_in_1_6() -> None:
    payload = one(V16, figure("6.85"))
    assert payload["messageId"] == "RunningCost"
    assert data_of(payload) == {
        "transactionId": 17,
        "timestamp": "2026-03-01T10:00:05Z",
        "meterValue": 108_000,
        "cost": "6.85",
        "state": "Charging",
        "chargingPrice": {},
    }


def test_a_running_cost_in_1_6_names_the_prices_that_always_hold() -> None:
    tariff = Tariff(
        "SEK",
        energy=Prices((Price(D("1.6")),), D("0.25")),
        charging=Prices((Price(D("0.05")),), D("0.25")),
        idle=Prices((Price(D("0.8"), When(least_idle_s=900)),), D("0.25")),
        session=Prices((Price(D("4"), When(time(6), time(22))),)),
    )
    data = data_of(one(V16, figure(tariff=tariff, charging=False)))
    assert data["state"] == "Idle"
    assert data["chargingPrice"] == {"kWhPrice": 2, "hourPrice": "3.75"}
    assert data["idlePrice"] == {"graceMinutes": 15, "hourPrice": 60}
    assert data_of(one(V16, figure(tariff=FULL)))["chargingPrice"] == {"flatFee": "0.000001"}


def test_a_final_cost_in_1_6() -> None:
    payload = one(V16, figure("18.40", words="Total 18.40 kr"))
    assert payload["messageId"] == "FinalCost"
    assert data_of(payload) == {"transactionId": 17, "cost": "18.40", "priceText": "Total 18.40 kr"}


def test_a_price_for_a_card_in_1_6() -> None:
    payload = one(V16, TellPrice("04A2B3C4", "2,00 kr/kWh – natt 1,00"))
    assert (payload["messageId"], data_of(payload)) == (
        "SetUserPrice",
        {"idToken": "04A2B3C4", "priceText": "2,00 kr/kWh – natt 1,00"},
    )


@pytest.mark.parametrize("status", ["UnknownVendorId", "UnknownMessageId", "unknown_vendor_id"])
def test_a_charger_of_1_6_that_knows_no_such_message_cannot(status: str) -> None:
    with pytest.raises(NotSupported):
        played(V16, figure(), lambda request: {"status": status})


@pytest.mark.parametrize(
    ("answer", "failure"), [({"status": "Rejected"}, Refused), ({}, BadAnswer), ({"status": []}, BadAnswer)]
)
def test_other_answers_of_1_6_are_of_this_figure_alone(answer: Payload, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        played(V16, figure(), lambda request: answer)


def test_a_transaction_without_a_number_is_not_told_of_in_1_6() -> None:
    with pytest.raises(NotPossible):
        played(V16, figure(transaction_id="abc"), accepted)


def keys(**values: str) -> Answers:
    return lambda request: {
        "configurationKey": [{"key": name, "readonly": False, "value": value} for name, value in values.items()]
    }


@pytest.mark.parametrize(
    ("values", "settings"),
    [
        ({"CustomDisplayCostAndPrice": "true"}, DisplaySettings(shows=True)),
        ({"customdisplaycostandprice": "True"}, DisplaySettings(shows=True)),
        ({"CustomDisplayCostAndPrice": "false"}, DisplaySettings(shows=False)),
        ({"CustomDisplayCostAndPrice": "perhaps"}, DisplaySettings(shows=False)),
        (
            {
                "CustomDisplayCostAndPrice": "true",
                "NumberOfDecimalsForCostValues": "3",
                "DefaultPrice": '{"priceText":"2 kr"}',
            },
            DisplaySettings(shows=True, decimals=3, price_text="2 kr"),
        ),
        ({"CustomDisplayCostAndPrice": "true", "DefaultPrice": "[[["}, DisplaySettings(shows=True, price_text="")),
        ({"CustomDisplayCostAndPrice": "true", "DefaultPrice": "[1]"}, DisplaySettings(shows=True, price_text="")),
    ],
    ids=str,
)
def test_what_a_charger_of_1_6_tells_of_its_display_is_read(values: dict[str, str], settings: DisplaySettings) -> None:
    assert played(V16, ReadDisplay(), keys(**values))[0] == DisplayRead(settings)


def test_a_charger_of_1_6_without_the_key_cannot() -> None:
    with pytest.raises(NotSupported):
        played(V16, ReadDisplay(), lambda request: {"unknownKey": ["CustomDisplayCostAndPrice"]})


def test_the_key_and_the_price_text_are_set_in_1_6() -> None:
    assert one(V16, SetDisplay("SEK")) == {"key": "CustomDisplayCostAndPrice", "value": "true"}
    payload = one(V16, SetPriceText("2,00 kr/kWh"))
    assert payload["key"] == "DefaultPrice" and json.loads(payload["value"]) == {"priceText": "2,00 kr/kWh"}
    assert len(one(V16, SetPriceText("x" * 512))["value"]) <= 500


# Tariffs of 2.1.


def tariffs(*held: str, **special: Payload) -> tuple[Answers, list[str]]:
    """A charger that has these; what it has in the end."""
    names = list(held)

    def answer(request: Request) -> Payload:
        payload: Any = request.payload
        if request.action in special:
            return special[request.action]
        if request.action == "SetDefaultTariff":
            names.append(payload["tariff"]["tariffId"])
        elif request.action == "ClearTariffs":
            for name in payload["tariffIds"]:
                names.remove(name)
            return {"clearTariffsResult": [{"tariffId": name, "status": "Accepted"} for name in payload["tariffIds"]]}
        elif not names:
            return {"status": "NoTariff"}
        else:
            found = [{"tariffId": name, "tariffKind": "DefaultTariff"} for name in names]
            return {"status": "Accepted", "tariffAssignments": found}
        return {"status": "Accepted"}

    return answer, names


def sent_tariff(command: SetTariff) -> Payload:
    answer, _ = tariffs()
    _, asked = played(V21, command, answer)
    (payload,) = [payload for action, payload in asked if action == "SetDefaultTariff"]
    assert payload["evseId"] == 0
    tariff: Payload = payload["tariff"]
    return tariff


def test_a_tariff_is_worded_as_the_standard_has_it() -> None:
    tariff = sent_tariff(SetTariff(FULL, "1,00 kr/kWh", "sv"))
    name = tariff.pop("tariffId")
    assert name.startswith(PREFIX) and len(name) <= 60
    vat = [{"type": "VAT", "tax": 25}]
    assert tariff == {
        "currency": "SEK",
        "description": [{"format": "UTF8", "content": "1,00 kr/kWh", "language": "sv"}],
        "energy": {
            "prices": [
                {
                    "priceKwh": "0.8",
                    "conditions": {
                        "startTimeOfDay": "22:00",
                        "endTimeOfDay": "06:00",
                        "dayOfWeek": ["Saturday", "Sunday"],
                        "validFromDate": "2026-01-01",
                        "validToDate": "2026-07-01",
                    },
                },
                {"priceKwh": 0, "conditions": {"maxEnergy": 5000, "minTime": 60, "maxTime": 86_400}},
                {"priceKwh": "1.6"},
            ],
            "taxRates": vat,
        },
        "chargingTime": {
            "prices": [{"priceMinute": "0.05", "conditions": {"minChargingTime": 600, "maxChargingTime": 7200}}],
            "taxRates": vat,
        },
        "idleTime": {
            "prices": [{"priceMinute": "0.8", "conditions": {"minIdleTime": 900, "maxIdleTime": 9000}}],
            "taxRates": vat,
        },
        "fixedFee": {"prices": [{"priceFixed": "0.000001"}], "taxRates": [{"type": "VAT", "tax": "8.25"}]},
        "minCost": {"inclTax": 10, "taxRates": vat},
        "maxCost": {"exclTax": "400.5", "taxRates": vat},
    }


def test_a_tariffs_name_is_its_content() -> None:
    names = {
        sent_tariff(command)["tariffId"]
        for command in (
            SetTariff(FULL, "", ""),
            SetTariff(FULL, "words", "en"),
            SetTariff(Tariff("SEK", energy=Prices((Price(D("1.60")),))), "", ""),
            SetTariff(Tariff("EUR", energy=Prices((Price(D("1.60")),))), "", ""),
            SetTariff(Tariff("SEK", energy=Prices((Price(D("1.61")),))), "", ""),
        )
    }
    assert len(names) == 5
    again = SetTariff(Tariff("SEK", energy=Prices((Price(D("1.6")),))), "", "")
    assert sent_tariff(again)["tariffId"] in names, "1.60 is 1.6"


def test_a_charger_that_has_the_tariff_is_not_given_it_again() -> None:
    name = sent_tariff(SetTariff(FULL, "", ""))["tariffId"]
    answer, _ = tariffs(name)
    _, asked = played(V21, SetTariff(FULL, "", ""), answer)
    assert [action for action, _ in asked] == ["GetTariffs"]


@pytest.mark.parametrize(
    ("special", "failure"),
    [
        ({"SetDefaultTariff": {"status": "TooManyElements"}}, Refused),
        ({"SetDefaultTariff": {"status": "ConditionNotSupported", "statusInfo": {"reasonCode": "x"}}}, Refused),
        ({"SetDefaultTariff": {"status": "Accepted"}}, Refused),  # and then it does not have it
        ({"SetDefaultTariff": {}}, BadAnswer),
        ({"SetDefaultTariff": {"status": "DuplicateTariffId"}}, Refused),
        ({"GetTariffs": {"status": "Rejected"}}, Refused),
        ({"GetTariffs": {"status": "NotSupported"}}, NotSupported),
        ({"GetTariffs": {}}, Refused),
        ({"GetTariffs": {"status": "Accepted", "tariffAssignments": "junk"}}, Refused),
        ({"GetTariffs": {"status": "Accepted", "tariffAssignments": [7, {"tariffId": None}]}}, Refused),
    ],
    ids=str,
)
def test_a_tariff_is_held_only_where_the_charger_says_so_afterwards(
    special: dict[str, Payload], failure: type[Exception]
) -> None:
    answer, _ = tariffs(**special)
    with pytest.raises(failure):
        played(V21, SetTariff(FULL, "", ""), answer)


def test_only_our_own_tariffs_are_taken_back() -> None:
    answer, names = tariffs("theirs", f"{PREFIX}1", f"{PREFIX}2")
    played(V21, ClearTariffs(), answer)
    assert names == ["theirs"]
    _, asked = played(V21, ClearTariffs(), answer)
    assert [action for action, _ in asked] == ["GetTariffs"]


@pytest.mark.parametrize(
    ("result", "failure"),
    [
        ({"clearTariffsResult": [{"status": "Rejected"}]}, Refused),
        ({"clearTariffsResult": []}, BadAnswer),
        ({"clearTariffsResult": [None]}, BadAnswer),
        ({}, BadAnswer),
    ],
    ids=str,
)
def test_a_tariff_that_is_not_given_back_is_no_success(result: Payload, failure: type[Exception]) -> None:
    answer, _ = tariffs(f"{PREFIX}1", ClearTariffs=result)
    with pytest.raises(failure):
        played(V21, ClearTariffs(), answer)
    gone, _ = tariffs(f"{PREFIX}1", ClearTariffs={"clearTariffsResult": [{"status": "NoTariff"}]})
    assert played(V21, ClearTariffs(), gone)[0] == Accepted()


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"totalCost": {"currency": "SEK", "total": {"inclTax": 12.5}}}, [Reckoned("T1", D("12.5"), "SEK", True)]),
        ({"totalCost": {"total": {"exclTax": "9.9"}}}, [Reckoned("T1", D("9.9"), "", False)]),
        ({"failureToCalculate": True, "failureReason": "no meter"}, [Noted("cost by the charger", "T1: no meter")]),
        ({"totalCost": {"total": {"inclTax": 1e300}}}, []),
        ({"totalCost": {"total": {"inclTax": "NaN"}}}, []),
        ({"totalCost": [1]}, []),
        ("junk", []),
        (None, []),
    ],
    ids=str,
)
def test_what_a_charger_reckoned_by_itself_is_told_beside_its_news(details: Any, told: list[Report]) -> None:
    event = {"eventType": "Updated", "transactionInfo": {"transactionId": "T1"}, "costDetails": details}
    first, *beside = V21.incoming["TransactionEvent"].read(event, Context(NOW, []))
    assert isinstance(first, TransactionTold) and beside == told


def test_msgspec_and_the_schemas_read_the_same_number() -> None:
    assert msgspec.json.decode(frames.result("1", {"a": D("12.340000")}))[2] == {"a": 12.34}
