"""The whole site in one strip: what flows now, on which phases, and this month's energy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.model import Activity, Outlet
from app.gui.figures import kilowatt_hours, kilowatts, number
from app.gui.overview.traces import power_now_w
from app.gui.theme import Theme
from app.gui.theme.tokens import CARD_PADDING, HEADING, SMALL
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.card import Card, hairline
from app.gui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

STRIP_HEIGHT_PX = 90


@dataclass(frozen=True, slots=True)
class SiteNow:
    """What all outlets give together at this moment."""

    power_w: int | None  # None: it charges, and no charger says how much
    charging: int  # cars
    phases_a: tuple[float, float, float] | None  # None where not every car's phases are known


_Milliamps = tuple[int, int, int]
_NOT_TOLD_YET = (Activity.IDLE, Activity.CONNECTED)


class SiteSum:
    """Adds up the outlets as they change, so that a thousand cost no more than the one that changed."""

    def __init__(self) -> None:
        self._shares: dict[str, tuple[int | None, _Milliamps | None]] = {}
        self._power_w = 0
        self._powers = 0  # outlets that say what they give
        self._milliamps = [0, 0, 0]  # whole, so that adding and taking away leaves nothing behind
        self._unknown = 0

    def put(self, key: str, outlet: Outlet | None, now: datetime) -> None:
        """The outlet is now so; None: it is not known of, or out of reach."""
        before = self._shares.pop(key, None)
        if before is not None:
            self._count(before, -1)
        if outlet is None or outlet.session is None or not outlet.session.open:
            return
        power_w = power_now_w(outlet, now)
        # Some tell what they give before they say that they charge.
        if outlet.activity is Activity.CHARGING or (outlet.activity in _NOT_TOLD_YET and power_w):
            share = power_w, _milliamps(outlet)
            self._shares[key] = share
            self._count(share, 1)

    def _count(self, share: tuple[int | None, _Milliamps | None], sign: int) -> None:
        power_w, phases = share
        if power_w is not None:
            self._power_w += sign * power_w
            self._powers += sign
        if phases is None:
            self._unknown += sign
        else:
            for phase, milliamps in enumerate(phases):
                self._milliamps[phase] += sign * milliamps

    def now(self) -> SiteNow:
        """Phases only where every charging outlet told of three: a lone one may be wired to any phase."""
        first, second, third = (each / 1000 for each in self._milliamps)
        known = self._shares and not self._unknown
        power_w = None if self._shares and not self._powers else self._power_w
        return SiteNow(power_w, len(self._shares), (first, second, third) if known else None)


def _milliamps(outlet: Outlet) -> _Milliamps | None:
    if outlet.live is None or outlet.live.current_a is None:
        return None
    first, second, third = outlet.live.current_a
    if first is None or second is None or third is None:
        return None
    return round(first * 1000), round(second * 1000), round(third * 1000)


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    name: str
    energy_wh: int
    sessions: int


class SiteStrip(Card):
    """Three cells side by side; the phases only where they are known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.body.addLayout(row)
        self.power, self.cars = BigNumber(theme, "0", "kW", HEADING), ElidedLabel(theme, "", SMALL, tone="muted")
        row.addWidget(_cell(theme, translate("Overview", "Charging now"), self.power, self.cars), 1)
        self._phases = QWidget()
        inside = QHBoxLayout(self._phases)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(hairline(upright=True))
        self.amps = [BigNumber(theme, "", "A", HEADING) for _ in range(3)]
        names = [ElidedLabel(theme, f"L{phase}", SMALL, tone="muted") for phase in (1, 2, 3)]
        inside.addWidget(_phase_cell(theme, self.amps, names), 1)
        row.addWidget(self._phases, 1)
        row.addWidget(hairline(upright=True))
        self.month_name = ElidedLabel(theme, "", SMALL, tone="muted")
        self.energy, self.sessions = BigNumber(theme, "", "kWh", HEADING), ElidedLabel(theme, "", SMALL, tone="muted")
        row.addWidget(_cell(theme, self.month_name, self.energy, self.sessions), 1)

    def show_now(self, now: SiteNow) -> None:
        self.power.show_value("–" if now.power_w is None else kilowatts(now.power_w), "kW")
        cars = _cars(now.charging)
        if self.cars.text() != cars:
            self.cars.setText(cars)
        self._phases.setVisible(now.phases_a is not None)
        if now.phases_a is not None:
            for cell, amps in zip(self.amps, now.phases_a, strict=True):
                cell.show_value(number(amps), "A")
        self.setAccessibleName(f"{translate('Overview', 'Charging now')} {self.power.accessibleName()}, {cars}")

    def show_month(self, month: MonthSoFar | None) -> None:
        """None: not read yet."""
        if month is not None:
            self.month_name.setText(month.name)
            self.energy.show_value(kilowatt_hours(month.energy_wh), "kWh")
            self.sessions.setText(_sessions(month.sessions))


def _cars(charging: int) -> str:
    if charging == 0:
        return translate("Overview", "Nothing is charging")
    if charging == 1:
        return translate("Overview", "One car is charging")
    return translate("Overview", "%1 cars are charging").replace("%1", number(charging))


def _sessions(count: int) -> str:
    if count == 1:
        return translate("Overview", "One session")
    return translate("Overview", "%1 sessions").replace("%1", number(count))


def _cell(theme: Theme, name: str | QWidget, figure: QWidget, under: QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(CARD_PADDING, 13, CARD_PADDING, 13)
    column.setSpacing(3)
    column.addWidget(label(theme, name, SMALL, tone="muted") if isinstance(name, str) else name)
    column.addWidget(figure)
    column.addWidget(under)
    column.addStretch(1)
    return cell


def _phase_cell(theme: Theme, figures: list[BigNumber], names: list[ElidedLabel]) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(CARD_PADDING, 13, CARD_PADDING, 13)
    column.setSpacing(3)
    column.addWidget(label(theme, translate("Overview", "Current now"), SMALL, tone="muted"))
    row = QHBoxLayout()
    row.setSpacing(CARD_PADDING)
    for name, figure in zip(names, figures, strict=True):
        phase = QVBoxLayout()
        phase.setSpacing(3)
        phase.addWidget(figure)
        phase.addWidget(name)
        row.addLayout(phase)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return cell
