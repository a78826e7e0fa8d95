"""2.x device model variables as settings, by the name "Component.Variable".

With instances it is "Component[instance].Variable[instance]", of an outlet "EVSE#1.Variable", of its connector
"Connector#1/1.Variable".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.commands import BadAnswer, NotPossible, SettingsRead, WhyNot
from app.core.reports import Setting
from app.csms.dialects.rows import Payload
from app.csms.dialects.words import plain
from app.csms.tolerance import as_int, as_list, as_object, as_text

_NAME = re.compile(
    r"(?P<component>[^.\[\]#]+)(?:\[(?P<component_instance>[^\]]*)\])?"
    r"(?:#(?P<evse>\d{1,4})(?:/(?P<connector>\d{1,4}))?)?"
    r"\.(?P<variable>[^\[\]]+)(?:\[(?P<variable_instance>[^\]]*)\])?"
)


def place(name: str) -> Payload:
    """The component and variable that a setting's name means; raises NotPossible where it means none."""
    match = _NAME.fullmatch(name.strip())
    if match is None:
        raise NotPossible(
            WhyNot.BAD_VALUE, f"“{name}” names no setting of this charger; its names are Component.Variable."
        )
    component: Payload = {"name": match["component"]}
    if match["component_instance"]:
        component["instance"] = match["component_instance"]
    if match["evse"]:
        component["evse"] = {"id": int(match["evse"])}
        if match["connector"]:
            component["evse"]["connectorId"] = int(match["connector"])
    variable: Payload = {"name": match["variable"]}
    if match["variable_instance"]:
        variable["instance"] = match["variable_instance"]
    return {"component": component, "variable": variable}


def name_of(item: Payload) -> str:
    """The setting's name for an item with a component and a variable; "" where one of them has no name."""
    component, variable = as_object(item.get("component")), as_object(item.get("variable"))
    component_name, variable_name = _with_instance(component), _with_instance(variable)
    if not component_name or not variable_name:
        return ""
    evse = as_object(component.get("evse"))
    number, connector = as_int(evse.get("id")), as_int(evse.get("connectorId"))
    where = "" if number is None else f"#{number}" if connector is None else f"#{number}/{connector}"
    return f"{component_name}{where}.{variable_name}"


def _with_instance(thing: dict[str, object]) -> str:
    name, instance = as_text(thing.get("name"), 100), as_text(thing.get("instance"), 100)
    return f"{name}[{instance}]" if name and instance else name


def reported(report_data: object) -> Iterator[Setting]:
    """The settings of a NotifyReport part (2.x ReportDataType), each with its actual value."""
    for item in as_list(report_data):
        if not isinstance(item, dict):
            continue
        name = name_of(item)
        if not name:
            continue
        for attribute in as_list(item.get("variableAttribute")) or [{}]:
            fields = as_object(attribute)
            if plain(as_text(fields.get("type"), 20)) in ("", "actual"):
                value = None if fields.get("value") is None else as_text(fields["value"])
                yield Setting(name, value, plain(as_text(fields.get("mutability"), 20)) == "readonly")


def fetched(results: object) -> SettingsRead:
    """The answer to GetVariables: what was read, and the names that the charger does not know or will not tell."""
    settings, unknown = [], []
    for item in as_list(results):
        if not isinstance(item, dict):
            raise BadAnswer("GetVariables: a result that is not an object")
        name = name_of(item)
        if not name:
            continue
        if plain(as_text(item.get("attributeStatus"), 40)) == "accepted":
            value = item.get("attributeValue")
            settings.append(Setting(name, None if value is None else as_text(value), read_only=None))
        else:
            unknown.append(name)
    return SettingsRead(tuple(settings), tuple(unknown))
