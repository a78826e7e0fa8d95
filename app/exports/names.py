"""What stands beside sessions in a list: what people call things and each other, and what charging cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.interfaces import History
from app.core.prices.books import Side
from app.core.prices.kept import CostSum


@dataclass(frozen=True, slots=True)
class Names:
    people: Mapping[int, str] = field(default_factory=dict)
    vehicles: Mapping[int, str] = field(default_factory=dict)
    chargers: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[tuple[str, int], str] = field(default_factory=dict)
    costs: dict[int, CostSum] = field(default_factory=dict)  # of the sessions that `look_up_costs` was asked for last

    @staticmethod
    def of(history: History) -> Names:
        return Names(
            {each.id: each.name for each in history.people()},
            {each.id: each.name for each in history.vehicles()},
            {each.id: each.title for each in history.chargers()},
            {(each.charger_id, each.number): each.name for each in history.outlets() if each.name},
        )

    def look_up_costs(self, history: History, session_ids: Sequence[int]) -> None:
        """What these sessions came to: by what I pay, or where I only charge, by that."""
        self.costs.clear()
        for side in (Side.CHARGE, Side.PAY):
            self.costs.update(history.money.sums(session_ids, side))

    def person(self, number: int | None) -> str | None:
        return None if number is None else self.people.get(number)

    def vehicle(self, number: int | None) -> str | None:
        return None if number is None else self.vehicles.get(number)

    def charger(self, charger_id: str) -> str:
        return self.chargers.get(charger_id, charger_id)

    def outlet(self, charger_id: str, number: int) -> str | int:
        """Its name where it has one, otherwise its number."""
        return self.outlets.get((charger_id, number), number)
