"""A reading of the meter as the list of values that both worlds' messages carry."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.virtual.outlet import Reading


@dataclass(frozen=True, slots=True)
class Sample:
    """One value; the words are the same in every version."""

    measurand: str
    value: float
    unit: str
    phase: str = ""
    location: str = "Outlet"


def samples(reading: Reading, measurands: str) -> list[Sample]:
    """The values of those measurands (a comma-separated list) that this meter has.

    Where it has none of them it tells its energy; a blank list is answered with nothing.
    """
    wanted = {name.strip() for name in measurands.split(",")} - {""}
    every = list(_all(reading))
    return [sample for sample in every if sample.measurand in wanted] or every[: len(wanted)][:1]


def _all(reading: Reading) -> Iterator[Sample]:
    yield Sample("Energy.Active.Import.Register", reading.energy_wh, "Wh")
    yield Sample("Power.Active.Import", reading.power_w, "W")
    for phase, current_a in enumerate(reading.current_a, 1):
        yield Sample("Current.Import", current_a, "A", f"L{phase}")
    for phase, voltage_v in enumerate(reading.voltage_v, 1):
        yield Sample("Voltage", voltage_v, "V", f"L{phase}-N")
    if reading.soc_percent is not None:
        yield Sample("SoC", reading.soc_percent, "Percent", location="EV")
