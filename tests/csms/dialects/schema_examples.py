"""Messages made from the protocol's JSON schemas: the shortest that is valid, and one with every field."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

FOLDERS = {"1.6": "v16", "2.0.1": "v201", "2.1": "v21"}


def schema_files(protocol: str) -> list[str]:
    return sorted(each.name for each in (files("ocpp") / FOLDERS[protocol] / "schemas").iterdir())


def request_schema(protocol: str, action: str) -> dict[str, Any]:
    names = schema_files(protocol)
    file = f"{action}Request.json" if f"{action}Request.json" in names else f"{action}.json"
    schema: dict[str, Any] = json.loads((files("ocpp") / FOLDERS[protocol] / "schemas" / file).read_text("utf-8-sig"))
    return schema


def minimal(protocol: str, action: str) -> dict[str, Any]:
    schema = request_schema(protocol, action)
    return _object(schema, schema, full=False, depth=0)


def full(protocol: str, action: str) -> dict[str, Any]:
    schema = request_schema(protocol, action)
    return _object(schema, schema, full=True, depth=0)


def _object(schema: dict[str, Any], root: dict[str, Any], *, full: bool, depth: int) -> dict[str, Any]:
    properties = schema.get("properties", {})
    wanted = properties if full and depth < 6 else schema.get("required", ())
    return {name: _value(properties.get(name, {}), root, full=full, depth=depth + 1) for name in wanted}


def _value(schema: dict[str, Any], root: dict[str, Any], *, full: bool, depth: int) -> Any:
    if "$ref" in schema:
        return _value(root["definitions"][schema["$ref"].rpartition("/")[2]], root, full=full, depth=depth)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, root, full=full, depth=depth)
    if kind == "array":
        return [_value(schema["items"], root, full=full, depth=depth) for _ in range(schema.get("minItems", 1))]
    if kind in ("integer", "number"):
        return min(max(1, int(schema.get("minimum", 1))), int(schema.get("maximum", 1)))
    if kind == "boolean":
        return True
    if schema.get("format") == "date-time":
        return "2026-03-01T10:00:00Z"
    return "1"[: schema.get("maxLength", 1)]
