"""The prices that most people have: flat, by day and night, or spot with a markup; as one version of a book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from app.core.prices.books import Component, Condition, Dimension, Fixed, Series, Version
from app.core.values import Value

_NIGHT_FROM, _NIGHT_TO = time(22), time(6)


class SimplePrice(Value, frozen=True):
    """Amounts per kWh in the book's currency; just one of `flat`, `day` with `night`, and `series_id`."""

    valid_from: date
    flat: Decimal | None = None
    day: Decimal | None = None
    night: Decimal | None = None
    night_from: time = _NIGHT_FROM
    night_to: time = _NIGHT_TO
    series_id: str = ""
    markup: Decimal = Decimal(0)  # on the series' price
    fees: Decimal = Decimal(0)  # on every kWh: transfer and energy tax
    session_fee: Decimal = Decimal(0)
    month_fee: Decimal = Decimal(0)
    vat_rate: Decimal = Decimal(0)
    vat_inside: bool = True  # the amounts have VAT in them; a series' prices never do
    note: str = ""

    @staticmethod
    def from_words(given: Mapping[str, Any]) -> SimplePrice:
        """Of texts by these names, None where not given."""
        amounts = ("flat", "day", "night", "markup", "fees", "session_fee", "month_fee", "vat_rate")
        words: dict[str, Any] = {name: Decimal(given[name]) for name in amounts if given.get(name) is not None}
        words |= {name: time.fromisoformat(given[name]) for name in ("night_from", "night_to") if given.get(name)}
        words |= {name: given[name] for name in ("series_id", "vat_inside", "note") if given.get(name) is not None}
        return SimplePrice(date.fromisoformat(given["valid_from"]), **words)

    def version(self) -> Version:
        """As a stack of components."""
        return Version(self.valid_from, tuple(self._components()), note=self.note)

    def _components(self) -> list[Component]:
        found: list[Component] = []
        if self.flat is not None:
            found.append(self._priced(Dimension.ENERGY, self.flat, "energy"))
        elif self.series_id:
            rate = Series(self.series_id)
            found.append(Component(Dimension.ENERGY, rate, "spot", "energy", vat_rate=self.vat_rate))
            if self.markup:
                found.append(self._priced(Dimension.ENERGY, self.markup, "markup", "markup"))
        elif self.day is not None and self.night is not None:
            night = (Condition(from_time=self.night_from, to_time=self.night_to),)
            found.append(self._priced(Dimension.ENERGY, self.night, "night", when=night, priority=1))
            found.append(self._priced(Dimension.ENERGY, self.day, "day"))
        if self.fees:
            found.append(self._priced(Dimension.ENERGY, self.fees, "fees", "fees"))
        if self.session_fee:
            found.append(self._priced(Dimension.SESSION, self.session_fee, "start"))
        if self.month_fee:
            found.append(self._priced(Dimension.CALENDAR_MONTH, self.month_fee, "month"))
        return found

    def _priced(
        self,
        dimension: Dimension,
        amount: Decimal,
        name: str,
        part: str = "",
        when: tuple[Condition, ...] = (),
        priority: int = 0,
    ) -> Component:
        part = part or ("energy" if dimension is Dimension.ENERGY else "")
        return Component(
            dimension,
            Fixed(amount),
            name,
            part,
            vat_rate=self.vat_rate,
            vat_inside=self.vat_inside,
            when=when,
            priority=priority,
        )
