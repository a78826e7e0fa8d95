"""What people call their chargers, outlets, vehicles and each other, for those who only have the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.interfaces import History


@dataclass(frozen=True, slots=True)
class Names:
    people: Mapping[int, str] = field(default_factory=dict)
    vehicles: Mapping[int, str] = field(default_factory=dict)
    chargers: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[tuple[str, int], str] = field(default_factory=dict)

    @staticmethod
    def of(history: History) -> Names:
        return Names(
            {each.id: each.name for each in history.people()},
            {each.id: each.name for each in history.vehicles()},
            {each.id: each.title for each in history.chargers()},
            {(each.charger_id, each.number): each.name for each in history.outlets() if each.name},
        )

    def person(self, number: int | None) -> str | None:
        return None if number is None else self.people.get(number)

    def vehicle(self, number: int | None) -> str | None:
        return None if number is None else self.vehicles.get(number)

    def charger(self, charger_id: str) -> str:
        return self.chargers.get(charger_id, charger_id)

    def outlet(self, charger_id: str, number: int) -> str | int:
        """Its name where it has one, otherwise its number."""
        return self.outlets.get((charger_id, number), number)
