"""Meter values as chargers send them → readings in base units; the tables of measurands, units, phases and contexts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.core.metering import Phase, Quantity, Sample, settle
from app.core.model import Moment, Reading
from app.csms.dialects.rows import Context
from app.csms.tolerance import as_int, as_list, as_number, as_text, read_time

# The specification's words for what we use. Where a charger names none, it means the first.
MEASURANDS = {
    "Energy.Active.Import.Register": Quantity.ENERGY_WH,
    "Power.Active.Import": Quantity.POWER_W,
    "Current.Import": Quantity.CURRENT_A,
    "Voltage": Quantity.VOLTAGE_V,
    "SoC": Quantity.SOC_PERCENT,
}

# For each quantity its units as factors to the base unit, which is the first and the default (MV-02). Watts for
# energy and watt-hours for power are slips of the pen: the prefix is right.
UNITS: dict[Quantity, dict[str, float]] = {
    Quantity.ENERGY_WH: {"Wh": 1, "kWh": 1000, "MWh": 1_000_000, "W": 1, "kW": 1000},
    Quantity.POWER_W: {"W": 1, "kW": 1000, "Wh": 1, "kWh": 1000},
    Quantity.CURRENT_A: {"A": 1, "mA": 0.001, "Amp": 1, "Amps": 1, "Ampere": 1},
    Quantity.VOLTAGE_V: {"V": 1, "kV": 1000, "mV": 0.001, "Volt": 1, "Volts": 1},
    Quantity.SOC_PERCENT: {"Percent": 1, "%": 1},
}

# A value without a measurand is energy by the specification, unless its unit (here in small letters) says otherwise.
_SAID_BY_UNIT = {
    "w": Quantity.POWER_W,
    "kw": Quantity.POWER_W,
    "a": Quantity.CURRENT_A,
    "v": Quantity.VOLTAGE_V,
    "percent": Quantity.SOC_PERCENT,
}

# Units of what we do not use, in small letters: such a value is not ours, whatever its measurand says.
_FOREIGN_UNITS = frozenset(("va", "kva", "var", "kvar", "varh", "kvarh", "celsius", "celcius", "fahrenheit", "k", "hz"))

PHASES: dict[object, Phase | None] = {
    None: None,
    "": None,
    "L1": Phase.L1,
    "L2": Phase.L2,
    "L3": Phase.L3,
    "N": Phase.N,
    "L1-N": Phase.L1,
    "L2-N": Phase.L2,
    "L3-N": Phase.L3,
    "L1-L2": Phase.L1_L2,
    "L2-L3": Phase.L2_L3,
    "L3-L1": Phase.L3_L1,
}

MOMENTS: dict[object, Moment] = {
    None: Moment.PERIODIC,
    "Sample.Periodic": Moment.PERIODIC,
    "Sample.Clock": Moment.CLOCK,
    "Transaction.Begin": Moment.BEGIN,
    "Transaction.End": Moment.END,
    "Interruption.Begin": Moment.INTERRUPTION,
    "Interruption.End": Moment.INTERRUPTION,
    "Trigger": Moment.TRIGGER,
    "Other": Moment.PERIODIC,
}

# The outlet is where the car draws its current; elsewhere other meters sit, or the same energy with losses.
_AT_THE_OUTLET: frozenset[object] = frozenset((None, "", "Outlet"))
_ELSEWHERE = frozenset(("body", "cable", "ev", "inlet", "upstream"))

# Often sent, not used, and not worth the slow way.
_UNUSED = frozenset(
    (
        "Current.Export",
        "Current.Offered",
        "Energy.Active.Export.Interval",
        "Energy.Active.Export.Register",
        "Energy.Active.Import.Interval",
        "Energy.Active.Net",
        "Energy.Reactive.Export.Register",
        "Energy.Reactive.Import.Register",
        "Frequency",
        "Power.Active.Export",
        "Power.Factor",
        "Power.Offered",
        "Power.Reactive.Export",
        "Power.Reactive.Import",
        "RPM",
        "Temperature",
    )
)

Rule = tuple[Quantity, float]  # what is measured, and the factor to its base unit
Meaning = tuple[Quantity, float, Phase | None, Moment]

_RULES: dict[tuple[object, object], Rule] = {
    **{
        (measurand, unit): (quantity, factor)
        for measurand, quantity in MEASURANDS.items()
        for unit, factor in [*UNITS[quantity].items(), (None, 1.0)]
    },
    **{(None, unit): (Quantity.ENERGY_WH, UNITS[Quantity.ENERGY_WH][unit]) for unit in ("Wh", "kWh", "MWh")},
    (None, None): (Quantity.ENERGY_WH, 1.0),
}

# The same words without regard to case, for chargers that have their own.
_MEASURAND_WORDS = {word.lower(): quantity for word, quantity in MEASURANDS.items()}
_UNIT_WORDS = {quantity: {word.lower(): word for word in reversed(units)} for quantity, units in UNITS.items()}
_ALL_UNIT_WORDS = frozenset(word for words in _UNIT_WORDS.values() for word in words)
_PHASE_WORDS = {word.lower(): phase for word, phase in PHASES.items() if isinstance(word, str)}
_MOMENT_WORDS = {word.lower(): moment for word, moment in MOMENTS.items() if isinstance(word, str)}

Words = tuple[object, object, object, object, object]  # measurand, unit, phase, context, location
# What combinations of the specification's words mean, as they are met: one look-up a sample instead of five.
_MEANINGS: dict[Words, Meaning | None] = {}
MOST_MEANINGS = 2_000  # more than the specification has; a charger that invents places cannot fill the memory

# No meter of an outlet counts so far, and no integer of the database is harmed by it.
MOST = 1e12
# Powers of ten beyond this are no multiplier of any meter.
_MOST_MULTIPLIER = 12


def read_meter_values(value: object, context: Context) -> tuple[Reading, ...]:
    """Every reading in a meterValue or transactionData field, oldest first (1.6 §7.33, 2.x MeterValueType)."""
    if value is None:
        return ()
    notes = context.notes
    if not isinstance(value, list):
        notes.append("meterValue not a list")
    readings: list[Reading] = []
    times: set[datetime] = set()
    for entry in as_list(value):
        if not isinstance(entry, dict):
            notes.append("meterValue holds something else")
            continue
        samples = read_samples(entry.get("sampledValue"), notes)
        if samples:
            at = read_time(entry.get("timestamp"), context.received_at, notes)
            times.add(at)
            readings += settle(at, samples)
    if len(times) > 1:
        readings.sort(key=lambda reading: reading.at)
    return tuple(readings)


def read_samples(value: object, notes: list[str]) -> list[Sample]:
    """The samples of one instant that we use; what is empty, unreadable or of another place is left out."""
    if value is not None and not isinstance(value, list):
        notes.append("sampledValue not a list")
    samples = []
    for item in as_list(value):
        if not isinstance(item, dict):
            notes.append("sampledValue holds something else")
            continue
        get = item.get
        unit = get("unit")
        scale = 1.0
        measure = get("unitOfMeasure")
        if measure is not None:
            unit, scale = _unit_of_measure(measure, unit, notes)
        words = (get("measurand"), unit, get("phase"), get("context"), get("location"))
        try:
            meaning = _MEANINGS[words]
        except (KeyError, TypeError):  # the first time, or no words at all
            meaning = _learn(words, item, unit, notes)
        if meaning is None:
            continue
        quantity, factor, phase, moment = meaning
        if get("format") == "SignedData":
            continue
        number = as_number(get("value"))
        if number is None:
            notes.append(f"value {as_text(get('value'), 20)!r}")
            continue
        number *= factor * scale
        if not -MOST <= number <= MOST:
            notes.append("value beyond reason")
            continue
        samples.append(Sample(quantity, number, phase, moment))
    return samples


def _learn(words: Words, item: dict[str, Any], unit: object, notes: list[str]) -> Meaning | None:
    """What these words mean; the specification's own are remembered, a charger's own are interpreted each time."""
    measurand, _, phase_word, context_word, place = words
    try:
        if measurand in _UNUSED:
            meaning = None
        else:
            quantity, factor = _RULES[measurand, unit]
            phase, moment = PHASES[phase_word], MOMENTS[context_word]
            used = place in _AT_THE_OUTLET or quantity is Quantity.SOC_PERCENT
            meaning = (quantity, factor, phase, moment) if used else None
        hash(words)
    except (KeyError, TypeError):
        return _interpret(item, unit, notes)
    if len(_MEANINGS) < MOST_MEANINGS:
        _MEANINGS[words] = meaning
    return meaning


def _unit_of_measure(measure: object, unit: object, notes: list[str]) -> tuple[object, float]:
    """Unit and scale of a 2.x value: value × 10^multiplier unit."""
    if not isinstance(measure, dict):
        notes.append("unitOfMeasure not an object")
        return (measure if isinstance(measure, str) else unit), 1.0
    multiplier = measure.get("multiplier")
    if multiplier is None or multiplier == 0:
        return measure.get("unit", unit), 1.0
    power = as_int(multiplier)
    if power is None or abs(power) > _MOST_MULTIPLIER:
        notes.append(f"multiplier {as_text(multiplier, 20)!r}")
        power = 0
    return measure.get("unit", unit), 10.0**power


def _interpret(item: dict[str, Any], unit: object, notes: list[str]) -> Meaning | None:
    """The meaning of a sample whose words are not the specification's; None where it is none of ours."""
    named = item.get("measurand")
    if named is not None and not isinstance(named, str):
        return None
    measurand = as_text(named, 100).lower()
    unit_word = as_text(unit, 20)
    place = as_text(item.get("location"), 20).lower()
    phase_word = as_text(item.get("phase"), 20).lower()
    context_word = as_text(item.get("context"), 40).lower()

    # "Current.Import.L1", "Voltage.Outlet": the phase or the place stands at the end of the measurand (MV-34).
    while "." in measurand and measurand not in _MEASURAND_WORDS:
        measurand, _, last = measurand.rpartition(".")
        if last in _PHASE_WORDS:
            phase_word = last
        elif last == "outlet" or last in _ELSEWHERE:
            place = last
        else:
            return None
    unsaid = _SAID_BY_UNIT.get(unit_word.lower(), Quantity.ENERGY_WH)
    quantity = _MEASURAND_WORDS.get(measurand) if measurand else unsaid
    if quantity is None:
        return None
    if place not in ("", "outlet") and quantity is not Quantity.SOC_PERCENT:
        return None

    factor = _factor(quantity, unit_word, notes)
    if factor is None:
        return None
    if phase_word not in _PHASE_WORDS:
        notes.append(f"phase {phase_word!r}")
        return None
    moment = _MOMENT_WORDS.get(context_word)
    if moment is None:
        moment = Moment.PERIODIC
        if context_word:
            notes.append(f"context {context_word!r}")
    return quantity, factor, _PHASE_WORDS[phase_word], moment


def _factor(quantity: Quantity, unit: str, notes: list[str]) -> float | None:
    """What a value in this unit is multiplied with; an unheard-of unit counts as the base unit (MV-05)."""
    if not unit:
        return 1.0
    word = unit.lower()
    known = _UNIT_WORDS[quantity].get(word)
    if known is not None:
        return UNITS[quantity][known]
    notes.append(f"unit {unit!r}")
    return None if word in _FOREIGN_UNITS or word in _ALL_UNIT_WORDS else 1.0


def energy_at(readings: tuple[Reading, ...], moment: Moment) -> int | None:
    """The register value taken at this moment, if any reading has one."""
    for reading in readings:
        if reading.moment is moment and reading.energy_wh is not None:
            return reading.energy_wh
    return None
