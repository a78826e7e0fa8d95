"""The prices most people have: flat, by day and night, spot with a markup, or some of each; as a version of a book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from app.core.prices.books import Component, Condition, Dimension, Fixed, Series, Version
from app.core.values import Value

_NIGHT_FROM, _NIGHT_TO = time(22), time(6)
_WEEKEND = frozenset((6, 7))


class SimplePrice(Value, frozen=True):
    """Amounts per kWh in the book's currency; one of `flat`, `day` with `night`, `series_id`, or `flat` with it."""

    valid_from: date
    flat: Decimal | None = None
    day: Decimal | None = None
    night: Decimal | None = None
    night_from: time = _NIGHT_FROM
    night_to: time = _NIGHT_TO
    weekend_is_night: bool = False  # Saturday and Sunday cost what the night does
    winter_time: bool = False  # by a meter's clock that ignores summer time
    series_id: str = ""
    flat_share: Decimal = Decimal("0.5")  # of every kWh, where both `flat` and `series_id` are told
    markup: Decimal = Decimal(0)  # on the series' price
    fees: Decimal = Decimal(0)  # on every kWh: transfer and energy tax together
    transfer: Decimal = Decimal(0)  # or each on its own
    tax: Decimal = Decimal(0)
    session_fee: Decimal = Decimal(0)
    month_fee: Decimal = Decimal(0)
    grid_month_fee: Decimal = Decimal(0)
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
        found = self._energy()
        for amount, name in ((self.fees, "fees"), (self.transfer, "transfer"), (self.tax, "tax")):
            if amount:
                found.append(self._priced(Dimension.ENERGY, amount, name, name))
        if self.session_fee:
            found.append(self._priced(Dimension.SESSION, self.session_fee, "start"))
        if self.month_fee:
            found.append(self._priced(Dimension.CALENDAR_MONTH, self.month_fee, "month"))
        if self.grid_month_fee:
            found.append(self._priced(Dimension.CALENDAR_MONTH, self.grid_month_fee, "grid month", "grid"))
        return found

    def _energy(self) -> list[Component]:
        if self.series_id:
            return self._market()
        if self.flat is not None:
            return [self._priced(Dimension.ENERGY, self.flat, "energy")]
        if self.day is not None and self.night is not None:
            night = [Condition(from_time=self.night_from, to_time=self.night_to, winter_time=self.winter_time)]
            if self.weekend_is_night:
                night.append(Condition(weekdays=_WEEKEND, winter_time=self.winter_time))
            return [
                self._priced(Dimension.ENERGY, self.night, "night", when=tuple(night), priority=1),
                self._priced(Dimension.ENERGY, self.day, "day"),
            ]
        return []

    def _market(self) -> list[Component]:
        found = []
        spot = Series(self.series_id)
        if self.flat is not None:
            spot = Series(self.series_id, multiplier=1 - self.flat_share)
            found.append(self._priced(Dimension.ENERGY, self.flat * self.flat_share, "fixed", "fixed"))
        found.append(Component(Dimension.ENERGY, spot, "spot", "energy", vat_rate=self.vat_rate))
        if self.markup:
            share = 1 if self.flat is None else 1 - self.flat_share  # of what follows the market
            found.append(self._priced(Dimension.ENERGY, self.markup * share, "markup", "markup"))
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


def simple_of(version: Version) -> SimplePrice | None:
    """The bill that makes just these prices; None where no bill says all of them."""
    found = {(each.dimension, each.name): each for each in version.components}

    def amount(name: str, dimension: Dimension = Dimension.ENERGY) -> Decimal | None:
        component = found.get((dimension, name))
        return component.rate.amount if component is not None and isinstance(component.rate, Fixed) else None

    fixed, spot, night = amount("fixed"), found.get((Dimension.ENERGY, "spot")), found.get((Dimension.ENERGY, "night"))
    series = spot.rate if spot is not None and isinstance(spot.rate, Series) else None
    market_share = Decimal(1) if series is None or not series.multiplier else series.multiplier
    flat_share = Decimal("0.5") if fixed is None or market_share == 1 else 1 - market_share
    typed = next((each for each in version.components if each is not spot), spot)
    hours = night.when[0] if night is not None and night.when else Condition(_NIGHT_FROM, _NIGHT_TO)
    made = SimplePrice(
        version.valid_from,
        flat=amount("energy") if fixed is None else fixed / flat_share,
        day=amount("day"),
        night=amount("night"),
        night_from=hours.from_time or _NIGHT_FROM,
        night_to=hours.to_time or _NIGHT_TO,
        weekend_is_night=night is not None and len(night.when) > 1,
        winter_time=hours.winter_time,
        series_id="" if series is None else series.series_id,
        flat_share=flat_share,
        markup=(amount("markup") or Decimal(0)) / market_share,
        fees=amount("fees") or Decimal(0),
        transfer=amount("transfer") or Decimal(0),
        tax=amount("tax") or Decimal(0),
        session_fee=amount("start", Dimension.SESSION) or Decimal(0),
        month_fee=amount("month", Dimension.CALENDAR_MONTH) or Decimal(0),
        grid_month_fee=amount("grid month", Dimension.CALENDAR_MONTH) or Decimal(0),
        vat_rate=Decimal(0) if typed is None else typed.vat_rate,
        vat_inside=typed is None or typed is spot or typed.vat_inside,
    )
    says_all = bool(version.components) and made.version().components == version.components
    return made if says_all and not (version.least or version.most or version.holiday_sets) else None
