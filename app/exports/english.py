"""The words of a file for people where no window lends its own: English."""

from __future__ import annotations

from app.core.model import Origin, Quality
from app.core.papers.sessions_file import Column, Fact, Wording

ENGLISH = Wording(
    language="en",
    columns={
        Column.STARTED: "Started",
        Column.ENDED: "Ended",
        Column.CHARGER: "Charger",
        Column.OUTLET: "Outlet",
        Column.PERSON: "Person",
        Column.VEHICLE: "Vehicle",
        Column.CARD: "Card",
        Column.ENERGY: "Energy (kWh)",
        Column.DURATION: "Duration (min)",
        Column.METER_START: "Meter at start (kWh)",
        Column.METER_STOP: "Meter at end (kWh)",
        Column.COST: "Cost",
        Column.CURRENCY: "Currency",
        Column.QUALITY: "Quality",
        Column.ORIGIN: "Origin",
        Column.LEFT_OUT: "Left out",
        Column.NOTE: "Note",
        Column.TRANSACTION: "Transaction",
    },
    qualities={
        Quality.MEASURED: "measured",
        Quality.RECONSTRUCTED: "rebuilt",
        Quality.EDITED: "edited",
        Quality.DISPUTED: "disputed",
    },
    refused="refused",
    origins={
        Origin.CHARGER: "charger",
        Origin.BY_HAND: "added by hand",
        Origin.FOUND: "found by the meter",
        Origin.SPLIT: "split off",
    },
    facts={
        Fact.SINCE: "From",
        Fact.UNTIL: "Until",
        Fact.CHARGER: "Charger",
        Fact.OUTLET: "Outlet",
        Fact.PERSON: "Person",
        Fact.VEHICLE: "Vehicle",
        Fact.CARD: "Card",
        Fact.TEXT: "Search",
        Fact.ONLY_RUNNING: "Only those running",
        Fact.ONLY_CHOSEN: "Only those chosen",
        Fact.SESSIONS: "Sessions",
        Fact.ZONE: "Time zone",
        Fact.WRITTEN: "Written",
        Fact.PROGRAM: "Program",
    },
    sessions="Sessions",
    about="About",
    total="Total",
    yes="yes",
    nobody="Nobody",
    this_computer="This computer",
)
