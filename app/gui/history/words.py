"""How a session reads in History: its outlet's name, its times, and the pill that tells how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.cards import Card
from app.core.interfaces import StackBy
from app.core.ledger.belief import Number, belief
from app.core.model import Charger, Origin, Outlet, Person, Quality, Session, Vehicle
from app.gui.access_words import reason_words
from app.gui.card_names import CardNames
from app.gui.figures import clock, local, number
from app.gui.history.period import short_month
from app.gui.widgets.pill import PillKind
from app.gui.words import charger_title, evidence_words, outlet_title

translate = QCoreApplication.translate

_PILLS = {
    Quality.RECONSTRUCTED: PillKind.WAIT,
    Quality.EDITED: PillKind.INFO,
    Quality.DISPUTED: PillKind.FAULT,
}


def nobody() -> str:
    return translate("History", "Nobody")


class Names:
    """The chargers, outlets, people, vehicles and cards by the names that the user gave them."""

    def __init__(
        self,
        chargers: Mapping[str, Charger],
        outlets: Mapping[tuple[str, int], Outlet],
        people: Mapping[int, Person] | None = None,
        vehicles: Mapping[int, Vehicle] | None = None,
        cards: Iterable[Card] = (),
    ) -> None:
        self.cards = CardNames(cards, (people or {}).values())
        self._chargers = dict(chargers)
        self._outlets = dict(outlets)
        self._people = {person.id: person.name for person in (people or {}).values()}
        self._vehicles = {vehicle.id: vehicle.name for vehicle in (vehicles or {}).values()}
        self._known: dict[tuple[str, int], str] = {}

    def charger(self, charger_id: str) -> str:
        return charger_title(self._chargers.get(charger_id), charger_id)

    def person(self, person_id: int | None) -> str:
        """Empty for nobody."""
        return "" if person_id is None else self._people.get(person_id, "")

    def vehicle(self, vehicle_id: int | None) -> str:
        return "" if vehicle_id is None else self._vehicles.get(vehicle_id, "")

    def part_namer(self, by: StackBy) -> Callable[[str], str]:
        """Names the parts of History.energy_by_day."""
        return self.charger if by is StackBy.CHARGER else self._person_or_nobody

    def _person_or_nobody(self, number: str) -> str:
        return self.person(int(number) if number else None) or nobody()

    def place(self, charger_id: str, number: int) -> str:
        """ "Garage · left": the charger and, where that tells more, the outlet."""
        key = (charger_id, number)
        if key not in self._known:
            self._known[key] = self._place(charger_id, number)
        return self._known[key]

    def _place(self, charger_id: str, number: int) -> str:
        charger = self._chargers.get(charger_id)
        if charger is None:
            return charger_id
        several = sum(1 for owner, _ in self._outlets if owner == charger_id) > 1
        outlet = self._outlets.get((charger_id, number)) or Outlet(charger_id, number)
        return " · ".join(filter(None, outlet_title(charger, outlet, several=several)))


def session_pill(session: Session) -> tuple[PillKind, str] | None:
    """The mark and word of a session that is not simply over and measured: of several, what matters most."""
    if session.amended.excluded:
        return PillKind.NEUTRAL, left_out_word()
    if session.open:
        return PillKind.ACCENT, running_word()
    match session.origin:
        case Origin.BY_HAND:
            return PillKind.INFO, translate("History", "by hand")
        case Origin.FOUND:
            return PillKind.WAIT, translate("History", "found")
        case Origin.SPLIT:
            return PillKind.INFO, translate("History", "split")
    if session.refused:
        return (PillKind.FAULT if session.booked.energy_wh else PillKind.WAIT), refused_word()
    quality = session.booked.quality
    kind = _PILLS.get(quality)
    return None if kind is None else (kind, quality_word(quality))


def refusal_sentence(session: Session) -> str:
    """Why its card was refused, and whether the charger heeded that; empty where it was not."""
    if session.card_answer is None or not session.refused:
        return ""
    if session.booked.energy_wh:
        words = translate("History", "The card was refused: %1. The charger charged all the same.")
    elif session.open:
        words = translate("History", "The card was refused: %1. Nothing has been charged so far.")
    else:
        words = translate("History", "The card was refused: %1. Nothing was charged.")
    return words.replace("%1", reason_words(session.card_answer.reason))


def refused_word() -> str:
    return translate("History", "refused")


def running_word() -> str:
    return translate("History", "running")


def left_out_word() -> str:
    return translate("History", "left out")


def number_mark(session: Session, number: Number) -> tuple[PillKind, str] | None:
    """The mark and word beside a number that is not simply measured."""
    quality = belief(session, number).quality
    kind = None if session.open else _PILLS.get(quality)
    return None if kind is None else (kind, quality_word(quality))


def number_evidence(session: Session, number: Number) -> str:
    """What speaks of this number, a sentence on each line."""
    return "\n".join(evidence_words(each) for each in belief(session, number).evidence)


def quality_word(quality: Quality) -> str:
    match quality:
        case Quality.MEASURED:
            return translate("History", "measured")
        case Quality.RECONSTRUCTED:
            return translate("History", "rebuilt")
        case Quality.EDITED:
            return translate("History", "edited")
        case Quality.DISPUTED:
            return translate("History", "disputed")


def day_and_clock(at: datetime, this_year: int) -> str:
    """ "22 Nov 17:20", with the year where it is another than this."""
    there = local(at)
    year = "" if there.year == this_year else f" {there.year}"
    return f"{there.day} {short_month(there.month, QLocale())}{year} {clock(at)}"


def ending(session: Session, this_year: int) -> str:
    """Of a booked session: the time of day; with the day where that is not the one after the start's night."""
    if session.stopped_at is None:
        return "–"
    if session.stopped_at - session.started_at < timedelta(hours=20):
        return clock(session.stopped_at)
    return day_and_clock(session.stopped_at, this_year)


def exact_kwh(energy_wh: int) -> str:
    """Two decimals, so that a column can be compared and added."""
    return number(energy_wh / 1000, 2)
