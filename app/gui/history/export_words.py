"""What an exported file says, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.model import Origin, Quality
from app.core.papers.sessions_file import Column, Fact, Wording
from app.gui.card_names import this_computer
from app.gui.history.words import quality_word, refused_word

translate = QCoreApplication.translate


def wording(locale: QLocale) -> Wording:
    return Wording(
        language=locale.name().partition("_")[0],
        columns=_columns(),
        qualities={each: quality_word(each) for each in Quality},
        refused=refused_word(),
        origins={each: origin_word(each) for each in Origin},
        facts=_facts(),
        sessions=translate("Export", "Sessions"),
        about=translate("Export", "About"),
        total=translate("Export", "Total"),
        yes=translate("Export", "yes"),
        nobody=translate("Export", "Nobody"),
        this_computer=this_computer(),
    )


def origin_word(origin: Origin) -> str:
    match origin:
        case Origin.CHARGER:
            return translate("Export", "charger")
        case Origin.BY_HAND:
            return translate("Export", "added by hand")
        case Origin.FOUND:
            return translate("Export", "found by the meter")
        case Origin.SPLIT:
            return translate("Export", "split off")


def _columns() -> dict[Column, str]:
    return {
        Column.STARTED: translate("Export", "Started"),
        Column.ENDED: translate("Export", "Ended"),
        Column.CHARGER: translate("Export", "Charger"),
        Column.OUTLET: translate("Export", "Outlet"),
        Column.PERSON: translate("Export", "Person"),
        Column.VEHICLE: translate("Export", "Vehicle"),
        Column.CARD: translate("Export", "Card"),
        Column.ENERGY: translate("Export", "Energy (kWh)"),
        Column.DURATION: translate("Export", "Duration (min)"),
        Column.METER_START: translate("Export", "Meter at start (kWh)"),
        Column.METER_STOP: translate("Export", "Meter at end (kWh)"),
        Column.COST: translate("Export", "Cost"),
        Column.CURRENCY: translate("Export", "Currency"),
        Column.QUALITY: translate("Export", "Quality"),
        Column.ORIGIN: translate("Export", "Origin"),
        Column.LEFT_OUT: translate("Export", "Left out"),
        Column.NOTE: translate("Export", "Note"),
        Column.TRANSACTION: translate("Export", "Transaction"),
    }


def _facts() -> dict[Fact, str]:
    return {
        Fact.SINCE: translate("Export", "From"),
        Fact.UNTIL: translate("Export", "Until"),
        Fact.CHARGER: translate("Export", "Charger"),
        Fact.OUTLET: translate("Export", "Outlet"),
        Fact.PERSON: translate("Export", "Person"),
        Fact.VEHICLE: translate("Export", "Vehicle"),
        Fact.CARD: translate("Export", "Card"),
        Fact.TEXT: translate("Export", "Search"),
        Fact.ONLY_RUNNING: translate("Export", "Only those running"),
        Fact.ONLY_CHOSEN: translate("Export", "Only those chosen"),
        Fact.SESSIONS: translate("Export", "Sessions"),
        Fact.ZONE: translate("Export", "Time zone"),
        Fact.WRITTEN: translate("Export", "Written"),
        Fact.PROGRAM: translate("Export", "Program"),
    }
