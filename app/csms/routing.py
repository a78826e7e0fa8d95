"""Finds the row that reads a charger's message, also where the charger writes its name or its version wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Dialect, Incoming, Payload

# Fields that only the 1.6 message of a name has, and fields that only the 2.x message of the same name has.
_MARKS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "BootNotification": (frozenset({"chargePointVendor", "chargePointModel"}), frozenset({"chargingStation"})),
    "StatusNotification": (frozenset({"errorCode", "status"}), frozenset({"connectorStatus"})),
    "Authorize": (frozenset({"idTag"}), frozenset({"idToken"})),
    "MeterValues": (frozenset({"connectorId"}), frozenset({"evseId"})),
}


@dataclass(frozen=True, slots=True)
class Route:
    action: str  # as the specification writes it
    protocol: str  # the version whose words the message is in
    row: Incoming


class Router:
    """The routes of one version. Another version's messages on its lines are understood all the same (WS-04)."""

    def __init__(self, dialect: Dialect) -> None:
        self._known = dialect.known_actions
        self._routes = _routes(dialect)
        old = dialect.protocol == "1.6"
        self._foreign = _routes(DIALECTS["ocpp2.0.1" if old else "ocpp1.6"])
        self._marks = {action: marks if old else marks[::-1] for action, marks in _MARKS.items()}
        self._by_small_name = {action.lower(): action for action in (*self._foreign, *self._known, *self._routes)}

    def find(self, action: str, payload: Payload, notes: list[str]) -> Route | None:
        """The row for this message; None where the version, or this program, does not know it."""
        route = self._routes.get(action)
        if route is None:
            return self._find_oddly_named(action, payload, notes)
        marks = self._marks.get(action)
        if marks is not None and not (marks[0] & payload.keys()) and marks[1] & payload.keys():
            route = self._foreign[action]
            notes.append(f"{route.protocol} message")
        return route

    def knows(self, action: str) -> bool:
        """Whether the version has such a message, in either direction."""
        return self._by_small_name.get(action.lower(), action) in self._known

    def _find_oddly_named(self, action: str, payload: Payload, notes: list[str]) -> Route | None:
        proper = self._by_small_name.get(action.strip().lower())
        if proper is None:
            return None
        if proper != action:
            notes.append(f"wrote {action.strip()}"[:80])
            if proper in self._routes:
                return self.find(proper, payload, notes)
        route = None if proper in self._known else self._foreign.get(proper)
        if route is not None:
            notes.append(f"{route.protocol} message")
        return route


def _routes(dialect: Dialect) -> Mapping[str, Route]:
    return {action: Route(action, dialect.protocol, row) for action, row in dialect.incoming.items()}


ROUTERS: dict[str, Router] = {dialect.protocol: Router(dialect) for dialect in DIALECTS.values()}
