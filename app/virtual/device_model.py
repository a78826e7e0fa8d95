"""The OCPP 2.x commands that read and set variables, and the report of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.virtual.clock import as_text
from app.virtual.commands import Command, status
from app.virtual.peer import Json, Reply
from app.virtual.variables import Name, Variable

if TYPE_CHECKING:
    from app.virtual.body import Body

# Rows in one NotifyReport; small, so that central systems meet reports in several parts.
_ROWS_PER_PART = 20


def _get_variables(body: Body, asked: Json) -> Reply:
    return Reply({"getVariableResult": [_get(body, one) for one in asked["getVariableData"]]})


def _get(body: Body, asked: Json) -> Json:
    result = _echo(asked)
    problem = _problem(body, asked)
    row = body.variables.find(_name(asked))
    if problem or row is None:
        return {"attributeStatus": problem, **result}
    if not row.readable:
        return {"attributeStatus": "Rejected", **result}
    value = str(row.most) if asked.get("attributeType") == "MaxSet" else row.value
    return {"attributeStatus": "Accepted", "attributeValue": value, **result}


def _set_variables(body: Body, asked: Json) -> Reply:
    return Reply({"setVariableResult": [_set(body, one) for one in asked["setVariableData"]]})


def _set(body: Body, asked: Json) -> Json:
    problem = _problem(body, asked)
    if not problem and asked.get("attributeType", "Actual") != "Actual":
        problem = "NotSupportedAttributeType"
    if not problem:
        done = body.variables.set(_name(asked), asked["attributeValue"])
        problem = "Accepted" if done else "Rejected"
    return {"attributeStatus": problem, **_echo(asked)}


def _problem(body: Body, asked: Json) -> str:
    """Why a variable cannot be had at all; empty when it can."""
    name, attribute = _name(asked), asked.get("attributeType", "Actual")
    row = body.variables.find(name)
    if attribute != "Actual" and (attribute != "MaxSet" or row is None or row.most is None):
        return "NotSupportedAttributeType"
    rows = body.variables.rows
    if not any(row.name.component == name.component and row.name.evse == name.evse for row in rows):
        return "UnknownComponent"
    return "" if row is not None else "UnknownVariable"


def _name(asked: Json) -> Name:
    component, variable = asked["component"], asked["variable"]
    return Name(
        variable["name"],
        component["name"],
        component.get("evse", {}).get("id", 0),
        variable.get("instance", ""),
    )


def _echo(asked: Json) -> Json:
    return {"component": asked["component"], "variable": asked["variable"]}


def _base_report(body: Body, asked: Json) -> Reply:
    chosen: dict[str, Callable[[Variable], bool]] = {
        "ConfigurationInventory": lambda row: row.writable,
        "FullInventory": lambda row: True,
        "SummaryInventory": lambda row: row.name.variable == "AvailabilityState",
    }
    rows = [row for row in body.variables.rows if chosen[asked["reportBase"]](row)]
    parts = [rows[at : at + _ROWS_PER_PART] for at in range(0, len(rows), _ROWS_PER_PART)]

    async def report() -> None:
        for number, part in enumerate(parts):
            more = number + 1 < len(parts)
            await body.tell_raw(
                "NotifyReport",
                {
                    "requestId": asked["requestId"],
                    "generatedAt": as_text(body.told_time()),
                    "seqNo": number,
                    "tbc": more,
                    "reportData": [_report_row(row) for row in part],
                },
            )

    return Reply({"status": "Accepted"}, report)


def _report_row(row: Variable) -> Json:
    component: Json = {"name": row.name.component}
    if row.name.evse:
        component["evse"] = {"id": row.name.evse}
        if row.name.component == "Connector":
            component["evse"]["connectorId"] = 1
    variable = {"name": row.name.variable}
    if row.name.instance:
        variable["instance"] = row.name.instance
    mutability = "ReadOnly" if not row.writable else "ReadWrite" if row.readable else "WriteOnly"
    attribute = {"mutability": mutability}
    if row.readable:
        attribute["value"] = row.value
    characteristics: Json = {"dataType": row.kind, "supportsMonitoring": False}
    if row.unit:
        characteristics["unit"] = row.unit
    if row.most is not None:
        characteristics["maxLimit"] = row.most
    return {
        "component": component,
        "variable": variable,
        "variableAttribute": [attribute],
        "variableCharacteristics": characteristics,
    }


def _report(body: Body, asked: Json) -> Reply:
    return status("NotSupported")


REPORTING_COMMANDS: dict[str, Command] = {
    "GetVariables": _get_variables,
    "SetVariables": _set_variables,
    "GetBaseReport": _base_report,
    "GetReport": _report,
}
