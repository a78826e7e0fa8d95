"""Meter values: measurands, units, phases, contexts and places, each as a row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.metering import Phase, Quantity, Sample
from app.core.model import Moment, Reading
from app.csms.dialects.rows import Context
from app.csms.dialects.samples import energy_at, read_meter_values, read_samples

NOW = datetime(2026, 3, 1, 10, 0, 5, tzinfo=UTC)
AT = "2026-03-01T10:00:00Z"
ENERGY = "Energy.Active.Import.Register"


def only(**item: Any) -> Sample | None:
    samples = read_samples([item], [])
    assert len(samples) <= 1
    return samples[0] if samples else None


def measured(**item: Any) -> tuple[Quantity, float] | None:
    sample = only(**item)
    return None if sample is None else (sample.quantity, pytest.approx(sample.value))


MEASURED = [
    # measurand, unit, value → quantity, value in the base unit
    (None, None, "1234", Quantity.ENERGY_WH, 1234),
    ("", "", "1234", Quantity.ENERGY_WH, 1234),
    (ENERGY, None, "1234", Quantity.ENERGY_WH, 1234),
    (ENERGY, "Wh", "1234.4", Quantity.ENERGY_WH, 1234.4),
    (ENERGY, "kWh", "19091.351", Quantity.ENERGY_WH, 19_091_351),
    (ENERGY, "kwh", "1.5", Quantity.ENERGY_WH, 1500),
    (ENERGY, "MWh", "0.5", Quantity.ENERGY_WH, 500_000),
    (ENERGY, "kW", "2", Quantity.ENERGY_WH, 2000),
    (None, "kWh", "2", Quantity.ENERGY_WH, 2000),
    (None, "W", "3500", Quantity.POWER_W, 3500),
    (None, "A", "16", Quantity.CURRENT_A, 16),
    (None, "V", "230", Quantity.VOLTAGE_V, 230),
    (None, "Percent", "40", Quantity.SOC_PERCENT, 40),
    ("Power.Active.Import", None, 500.3795, Quantity.POWER_W, 500.3795),
    ("Power.Active.Import", "W", "500", Quantity.POWER_W, 500),
    ("Power.Active.Import", "kW", "3.5", Quantity.POWER_W, 3500),
    ("Power.Active.Import", "KW ", "3.5", Quantity.POWER_W, 3500),
    ("Power.Active.Import", "Wh", "500", Quantity.POWER_W, 500),
    ("power.active.import", "W", "500", Quantity.POWER_W, 500),
    ("Current.Import", None, "16", Quantity.CURRENT_A, 16),
    ("Current.Import", "A", "16", Quantity.CURRENT_A, 16),
    ("Current.Import", "mA", "16000", Quantity.CURRENT_A, 16),
    ("Current.Import", "Amps", "16", Quantity.CURRENT_A, 16),
    ("Current.Import", "florins", "16", Quantity.CURRENT_A, 16),
    ("Voltage", None, "230", Quantity.VOLTAGE_V, 230),
    ("Voltage", "V", "   230.5", Quantity.VOLTAGE_V, 230.5),
    ("Voltage", "V", "230,5", Quantity.VOLTAGE_V, 230.5),
    ("Voltage", "V", "2.3E2", Quantity.VOLTAGE_V, 230),
    ("Voltage.Outlet", "V", "230", Quantity.VOLTAGE_V, 230),
    ("SoC", "Percent", "80", Quantity.SOC_PERCENT, 80),
    ("SoC", None, 80, Quantity.SOC_PERCENT, 80),
]


@pytest.mark.parametrize(("measurand", "unit", "value", "quantity", "base"), MEASURED)
def test_a_value_is_read_into_its_base_unit(
    measurand: str | None, unit: str | None, value: Any, quantity: Quantity, base: float
) -> None:
    item = {name: each for name, each in (("measurand", measurand), ("unit", unit)) if each is not None}
    assert measured(value=value, **item) == (quantity, base)


IGNORED = [
    {"value": "1", "measurand": "Energy.Active.Export.Register", "unit": "Wh"},
    {"value": "1", "measurand": "Energy.Active.Import.Interval", "unit": "Wh"},
    {"value": "1", "measurand": "Energy.Reactive.Import.Register", "unit": "varh"},
    {"value": "90.0", "measurand": "Current.Offered", "unit": "A"},
    {"value": "1", "measurand": "Power.Active.Import", "unit": "kVA"},
    {"value": "1", "measurand": "Power.Active.Import", "unit": "A"},
    {"value": "1", "measurand": ENERGY, "unit": "kvarh"},
    {"value": "31", "measurand": "Temperature", "unit": "Celcius"},
    {"value": "50", "measurand": "Frequency", "unit": "Hz"},
    {"value": "1", "measurand": "Vendor.X"},
    {"value": "1", "measurand": ["Voltage"]},
    {"value": "", "measurand": "Power.Active.Import"},
    {"value": "NaN", "measurand": "Power.Active.Import"},
    {"value": "inf"},
    {"value": "-"},
    {"value": None},
    {"value": True},
    {"value": {}},
    {"measurand": "Voltage"},
    {"value": "1e300"},
    {"value": "OCMF|{}", "format": "SignedData"},
    {"value": "1234", "format": "SignedData"},
    {"value": "1", "location": "Inlet"},
    {"value": "1", "location": "Cable"},
    {"value": "1", "location": "Body"},
    {"value": "1", "location": "EV"},
    {"value": "1", "location": "Upstream"},
    {"value": "1", "measurand": "Current.Import.Inlet.L1"},
    {"value": "1", "measurand": "Voltage", "phase": "L7"},
]


@pytest.mark.parametrize("item", IGNORED, ids=str)
def test_what_is_not_ours_or_no_number_is_left_out(item: dict[str, Any]) -> None:
    assert read_samples([item], []) == []


PHASED = [
    ("L1", Phase.L1),
    ("L2-N", Phase.L2),
    ("l3-n", Phase.L3),
    ("N", Phase.N),
    ("L1-L2", Phase.L1_L2),
    ("L3-L1", Phase.L3_L1),
    ("", None),
    (None, None),
    ("null", None),
]


@pytest.mark.parametrize(("word", "phase"), PHASED)
def test_phases(word: str | None, phase: Phase | None) -> None:
    sample = only(value="1", measurand="Voltage", phase=word)
    assert sample is not None
    assert sample.phase is phase


def test_a_phase_at_the_end_of_the_measurand_is_the_phase() -> None:
    assert only(value="6", measurand="Current.Import.L2") == Sample(Quantity.CURRENT_A, 6, Phase.L2)
    assert only(value="230", measurand="Voltage.L1-N") == Sample(Quantity.VOLTAGE_V, 230, Phase.L1)


MOMENTS = [
    ("Sample.Periodic", Moment.PERIODIC),
    ("Sample.Clock", Moment.CLOCK),
    ("Transaction.Begin", Moment.BEGIN),
    ("Transaction.End", Moment.END),
    ("transaction.end ", Moment.END),
    ("Interruption.Begin", Moment.INTERRUPTION),
    ("Trigger", Moment.TRIGGER),
    ("Other", Moment.PERIODIC),
    ("CurrentMax", Moment.PERIODIC),
    ("", Moment.PERIODIC),
    (None, Moment.PERIODIC),
    (7, Moment.PERIODIC),
]


@pytest.mark.parametrize(("word", "moment"), MOMENTS)
def test_contexts(word: Any, moment: Moment) -> None:
    sample = only(value="1", context=word)
    assert sample is not None
    assert sample.moment is moment


def test_charge_is_told_by_the_car_and_counts() -> None:
    assert measured(value="55", measurand="SoC", location="EV", unit="Percent") == (Quantity.SOC_PERCENT, 55)


def test_what_another_place_measures_does_not_overwrite_the_outlet() -> None:
    readings = read_meter_values(
        [
            {
                "timestamp": AT,
                "sampledValue": [
                    {"value": "100", "measurand": ENERGY, "location": "Outlet"},
                    {"value": "999", "measurand": ENERGY, "location": "Inlet"},
                ],
            }
        ],
        Context(NOW, []),
    )
    assert [reading.energy_wh for reading in readings] == [100]


SCALED = [
    ({"unit": "Wh"}, 5),
    ({"unit": "Wh", "multiplier": 0}, 5),
    ({"unit": "Wh", "multiplier": 3}, 5000),
    ({"unit": "kWh", "multiplier": -1}, 500),
    ({"multiplier": "2"}, 500),
    ({"unit": "Wh", "multiplier": 400}, 5),
    ({}, 5),
    ("kWh", 5000),
]


@pytest.mark.parametrize(("unit_of_measure", "wh"), SCALED)
def test_2x_units_have_a_multiplier(unit_of_measure: Any, wh: float) -> None:
    assert measured(value=5, unitOfMeasure=unit_of_measure) == (Quantity.ENERGY_WH, wh)


def test_a_begin_value_beside_a_live_one_is_another_reading() -> None:
    """As Growatt sends in every frame (MV-19)."""
    context = Context(NOW, [])
    readings = read_meter_values(
        [
            {
                "timestamp": AT,
                "sampledValue": [
                    {"value": "163630", "context": "Sample.Periodic"},
                    {"value": "157440", "context": "Transaction.Begin"},
                ],
            }
        ],
        context,
    )
    assert [(each.moment, each.energy_wh) for each in readings] == [(Moment.PERIODIC, 163630), (Moment.BEGIN, 157440)]
    assert energy_at(readings, Moment.BEGIN) == 157440
    assert energy_at(readings, Moment.END) is None
    assert context.notes == []


def test_entries_come_out_oldest_first() -> None:
    entries = [
        {"timestamp": f"2026-03-01T09:0{minute}:00Z", "sampledValue": [{"value": minute}]} for minute in (3, 1, 2)
    ]
    readings = read_meter_values(entries, Context(NOW, []))
    assert [reading.energy_wh for reading in readings] == [1, 2, 3]


def test_single_things_are_lists_of_one_and_say_so() -> None:
    context = Context(NOW, [])
    readings = read_meter_values({"timestamp": AT, "sampledValue": {"value": 604.213, "unit": "Wh"}}, context)
    assert readings == (Reading(datetime(2026, 3, 1, 10, tzinfo=UTC), energy_wh=604),)
    assert context.notes == ["meterValue not a list", "sampledValue not a list"]


@pytest.mark.parametrize(
    "value", [None, [], [None], ["x"], [{}], [{"timestamp": AT}], "junk", 7, [{"sampledValue": [7]}]]
)
def test_nothing_is_no_reading(value: Any) -> None:
    assert read_meter_values(value, Context(NOW, [])) == ()
