"""The OCPP 1.6 commands that the charger honours: one table, action → what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.virtual.commands import (
    Command,
    composite,
    install_for_start,
    install_profile,
    outlet_to_start,
    set_operative,
    settle_all,
    start,
    status,
    stop,
    transaction_outlet,
)
from app.virtual.display import cost_message
from app.virtual.faults import Lists
from app.virtual.lists import take_list
from app.virtual.outlet import Card, EndCause
from app.virtual.peer import Json, Reply
from app.virtual.variables import Name
from app.virtual.words import CardAnswer, card_answer

if TYPE_CHECKING:
    from app.virtual.body import Body


def _remote_start(body: Body, asked: Json) -> Reply:
    it = outlet_to_start(body, asked.get("connectorId"))
    if it is None or not install_for_start(body, asked.get("chargingProfile"), it):
        return status("Rejected")
    return Reply({"status": "Accepted"}, lambda: start(body, it, Card(asked["idTag"])))


def _remote_stop(body: Body, asked: Json) -> Reply:
    number = asked["transactionId"]
    it = transaction_outlet(body, lambda transaction: transaction.number == number)
    if it is None:
        return status("Rejected")
    return Reply({"status": "Accepted"}, lambda: stop(body, it, EndCause.REMOTE))


def _unlock(body: Body, asked: Json) -> Reply:
    it = body.outlets.get(asked["connectorId"])
    if it is None:
        return status("NotSupported")
    return Reply({"status": "Unlocked"}, lambda: stop(body, it, EndCause.UNLOCKED))


def _reset(body: Body, asked: Json) -> Reply:
    cause = EndCause.HARD_RESET if asked["type"] == "Hard" else EndCause.SOFT_RESET
    return Reply({"status": "Accepted"}, lambda: body.restart(cause))


def _availability(body: Body, asked: Json) -> Reply:
    number = asked["connectorId"]
    if number and number not in body.outlets:
        return status("Rejected")
    numbers = [number] if number else list(body.outlets)
    return set_operative(body, numbers, asked["type"] == "Operative")


def _trigger(body: Body, asked: Json) -> Reply:
    wanted, number = asked["requestedMessage"], asked.get("connectorId")
    if number and number not in body.outlets:
        return status("Rejected")
    outlets = [it for it in body.outlets.values() if number in (None, 0, it.number)]

    async def status_notifications() -> None:
        if not number:
            await body.tell_charger_status()
        for it in outlets:
            await body.tell_status(it, again=True)

    async def meter_values() -> None:
        for it in outlets:
            async with it.lock:
                await body.tell_meter(it, "Trigger")

    messages = {
        "BootNotification": body.boot_again,
        "Heartbeat": body.heartbeat,
        "StatusNotification": status_notifications,
        "MeterValues": meter_values,
    }
    if wanted not in messages:
        return status("NotImplemented")
    return Reply({"status": "Accepted"}, messages[wanted])


def _get_configuration(body: Body, asked: Json) -> Reply:
    rows = {row.name.variable: row for row in body.variables.rows}
    keys = asked.get("key", [])[: body.variables.number(Name("GetConfigurationMaxKeys"))] or list(rows)
    known = [rows[key] for key in keys if key in rows and rows[key].readable]
    unknown = [key for key in keys if key not in rows]
    answer: Json = {
        "configurationKey": [
            {"key": row.name.variable, "readonly": not row.writable, "value": row.value} for row in known
        ]
    }
    if unknown:
        answer["unknownKey"] = unknown
    return Reply(answer)


def _change_configuration(body: Body, asked: Json) -> Reply:
    done = body.variables.set(Name(asked["key"]), asked["value"])
    words = {None: "NotSupported", False: "Rejected", True: "Accepted"}
    return status(words[done])


def _set_profile(body: Body, asked: Json) -> Reply:
    return install_profile(body, asked["csChargingProfiles"], asked["connectorId"])


def _clear_profile(body: Body, asked: Json) -> Reply:
    number, outlet = asked.get("id"), asked.get("connectorId")
    purpose, level = asked.get("chargingProfilePurpose"), asked.get("stackLevel")
    found = [
        profile
        for profile in body.limits.installed
        if number in (None, profile.number)
        and outlet in (None, profile.outlet)
        and purpose in (None, profile.purpose)
        and level in (None, profile.stack_level)
    ]
    removed = body.limits.remove(found)
    return Reply({"status": "Accepted" if removed else "Unknown"}, settle_all(body))


def _composite(body: Body, asked: Json) -> Reply:
    number = asked["connectorId"]
    if number and number not in body.outlets:
        return status("Rejected")
    unit = asked.get("chargingRateUnit", "A")
    plan = composite(body, number, asked["duration"], unit)
    return Reply(
        {
            "status": "Accepted",
            "connectorId": number,
            "scheduleStart": plan["start"],
            "chargingSchedule": {
                "duration": asked["duration"],
                "startSchedule": plan["start"],
                "chargingRateUnit": unit,
                "chargingSchedulePeriod": plan["periods"],
            },
        }
    )


def _clear_cache(body: Body, asked: Json) -> Reply:
    body.cards.forget()
    return status("Accepted")


def _local_list(body: Body, asked: Json) -> Reply:
    if body.faults.lists is Lists.UNSUPPORTED:
        return status("NotSupported")
    given = asked.get("localAuthorizationList", [])
    if len(given) > body.variables.number(Name("SendLocalListMaxLength")):
        return status("Failed")
    entries = {entry["idTag"]: _listed(entry.get("idTagInfo")) for entry in given}
    return take_list(body, asked["updateType"] == "Full", asked["listVersion"], entries)


def _listed(info: Json | None) -> CardAnswer | None:
    if info is None:
        return None
    return card_answer(info["status"], info.get("parentIdTag"), info.get("expiryDate"))


def _local_list_version(body: Body, asked: Json) -> Reply:
    unsupported = body.faults.lists is Lists.UNSUPPORTED
    return Reply({"listVersion": -1 if unsupported else body.cards.list_version})


COMMANDS: dict[str, Command] = {
    "RemoteStartTransaction": _remote_start,
    "RemoteStopTransaction": _remote_stop,
    "UnlockConnector": _unlock,
    "Reset": _reset,
    "ChangeAvailability": _availability,
    "TriggerMessage": _trigger,
    "GetConfiguration": _get_configuration,
    "ChangeConfiguration": _change_configuration,
    "SetChargingProfile": _set_profile,
    "ClearChargingProfile": _clear_profile,
    "GetCompositeSchedule": _composite,
    "ClearCache": _clear_cache,
    "SendLocalList": _local_list,
    "GetLocalListVersion": _local_list_version,
    "DataTransfer": cost_message,
}
