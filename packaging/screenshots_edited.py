"""Pictures of a session that people wrote over: its house, its detail, and the dialogs that write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from screenshots_data import ALVA, GARAGE
from screenshots_house import NOW, House, Line
from screenshots_meter import Meter, ago
from screenshots_studio import Studio

from app.core.interfaces import SessionQuery
from app.core.model import Activity, Availability, Fault, FaultKind, Origin, Session, StopReason
from app.core.reports import Booted, StatusTold

_OCCUPIED = Availability.OCCUPIED
_HALF_MINUTE = timedelta(seconds=30)
_BOOTED = Booted("Zaptec", "Go 2", "ZAP049215", "2.4.1.9")


async def written_over(house: House) -> None:
    """An eventful evening in the garage, corrected and noted since; and a meter that counted on between sessions."""
    garage = await house.charger(Line(GARAGE), "Garage", _BOOTED, ago(days=40))
    carport = await house.charger(Line("EH8K2M44", "192.168.1.58", "2.0.1"), "Carport", _BOOTED, ago(days=40))
    meter, other = Meter(garage, register_wh=1_204_330, seed=3), Meter(carport, register_wh=402_000, seed=5)
    await house.tell([meter.status(ago(days=39.9), Availability.AVAILABLE)])
    await house.tell([other.status(ago(days=39.8), Availability.AVAILABLE)])
    for days, jump_wh in ((32, 0), (24, 3_000), (20, 0), (12, 11_640)):
        meter.register_wh += jump_wh
        await house.tell(meter.visit(ago(days=days), 95, 7_300, ALVA, step_min=10))
    await house.tell(other.visit(ago(days=18), 120, 3_600, ALVA, step_min=10))
    other.register_wh = 40  # it was exchanged
    await house.tell(other.visit(ago(days=9), 120, 3_600, ALVA, step_min=10))
    await _evening(house, garage, meter)
    await _by_people(house)
    house.clock.now = NOW


async def _evening(house: House, line: Line, meter: Meter) -> None:
    """Limited, paused by the car, a fault and a lost line within one session."""
    at = ago(days=1, hours=3)

    def after(minutes: float) -> datetime:
        return at + timedelta(minutes=minutes)

    await house.tell([meter.status(after(-3), _OCCUPIED, Activity.CONNECTED)])
    await house.tell(meter.begin(at, ALVA))
    await house.tell(meter.charge(after(1), after(44), 10_900, every=_HALF_MINUTE))
    house.clock.now = after(44.5)
    await house.wishes.limit(GARAGE, 1, 10.0)
    await house.tell(meter.charge(after(45), after(80), 6_800, every=_HALF_MINUTE))
    await house.tell([meter.status(after(81), _OCCUPIED, Activity.PAUSED_BY_CAR)])
    await house.tell(meter.still(after(81), after(96), timedelta(minutes=1)))
    await house.tell(meter.charge(after(97), after(110), 6_800, every=_HALF_MINUTE))
    fault = Fault(FaultKind.CABLE_LOCK, "ConnectorLockFailure")
    await house.tell([meter.told(after(111), StatusTold(1, _OCCUPIED, Activity.PAUSED_BY_CHARGER, fault=fault))])
    house.clock.now = after(112)
    house.site.disconnected(line)
    house.clock.now = after(115)
    house.connect(line, None)
    await house.tell(meter.charge(after(116), after(160), 6_800, every=_HALF_MINUTE))
    await house.tell(meter.end(after(161), StopReason.CAR_DISCONNECTED, leaves=timedelta(minutes=4)))
    house.clock.now = after(170)
    await house.wishes.limit(GARAGE, 1, None)


async def _by_people(house: House) -> None:
    pen = house.site.bookkeeping
    session = _newest(house)
    assert session.stopped_at is not None  # noqa: S101 - told just now
    house.clock.now = ago(hours=9)
    await pen.assign([session.id], person="Alva Lindqvist", vehicle="Blå Kona")
    house.clock.now = ago(hours=8.9)
    out = await pen.exclude([session.id])
    house.clock.now = ago(hours=8.8)
    await pen.undo(out.id)
    house.clock.now = ago(minutes=50)
    await pen.note(session.id, "Resa till kund i Västerås. Kilometer 48 211 till 48 467.")
    house.clock.now = ago(minutes=12)
    await pen.correct(
        session.id, session.started_at, session.stopped_at - timedelta(minutes=21), session.energy_wh - 800
    )


async def accounted(house: House) -> None:
    """The same evening with nothing missing before it."""
    line = await house.charger(Line(GARAGE), "Garage", _BOOTED, ago(days=40))
    await house.tell(Meter(line, register_wh=1_204_330, seed=3).visit(ago(days=2), 95, 7_300, ALVA))
    house.clock.now = NOW


async def booked(house: House) -> None:
    """One of what the meter counted is booked already."""
    await written_over(house)
    from app.core.ledger.continuity import seams

    sessions = house.engine.history.sessions(SessionQuery(charger_id=GARAGE, outlet=1))
    await house.site.bookkeeping.book_found(next(seam for seam in seams(sessions) if not seam.holds))


def _newest(house: House) -> Session:
    return house.engine.history.sessions(SessionQuery(charger_id=GARAGE, limit=1))[0]


async def _detail(studio: Studio, origin: Origin = Origin.CHARGER) -> Any:
    shown: Any = studio.open("history")
    await studio.settled()
    found = studio.house.engine.history.sessions(SessionQuery(charger_id=GARAGE))
    shown.open_session(next(each for each in found if each.origin is origin))
    await studio.settled()
    return shown.detail


async def detail(studio: Studio) -> None:
    await _detail(studio)


async def found(studio: Studio) -> None:
    await _detail(studio, Origin.FOUND)


async def unfolded(studio: Studio) -> None:
    shown = await _detail(studio)
    shown.meter.fold.click()
    shown.meter.fold.clearFocus()


async def menu(studio: Studio) -> QWidget:
    shown = await _detail(studio)
    opened: QWidget = shown.acts.menu
    shown.acts.menu.popup(shown.act.mapToGlobal(shown.act.rect().bottomLeft()))
    opened.move(shown.act.mapToGlobal(shown.act.rect().bottomRight()) - opened.rect().topRight())
    return opened


def dialog(chosen: Callable[[Any], QAction]) -> Callable[[Studio], Any]:
    """The dialog behind this action."""

    async def show(studio: Studio) -> QWidget:
        acts = (await _detail(studio)).acts
        chosen(acts).trigger()
        await studio.settled()
        opened: QWidget = acts.dialog
        return opened

    return show


async def wrong(studio: Studio) -> QWidget:
    """Correct, with an end before the start and more energy than any outlet gives."""
    acts = (await _detail(studio)).acts
    acts.correct.trigger()
    await studio.settled()
    acts.dialog.end.setDateTime(acts.dialog.start.dateTime().addSecs(-3600))
    opened: QWidget = acts.dialog
    return opened
