"""Samples become one truthful reading, and a register is followed through glitches and resets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.metering import Phase, Quantity, Register, Sample, finish, follow, mean_power_w, settle
from app.core.model import Evidence, Moment, Reading

AT = datetime(2026, 11, 22, 17, 20, tzinfo=UTC)


def one(*samples: Sample) -> Reading:
    (reading,) = settle(AT, samples)
    return reading


def power(value: float, phase: Phase | None = None) -> Sample:
    return Sample(Quantity.POWER_W, value, phase)


def energy(value: float, phase: Phase | None = None, moment: Moment = Moment.PERIODIC) -> Sample:
    return Sample(Quantity.ENERGY_WH, value, phase, moment)


def current(value: float, phase: Phase | None = None) -> Sample:
    return Sample(Quantity.CURRENT_A, value, phase)


def voltage(value: float, phase: Phase | None = None) -> Sample:
    return Sample(Quantity.VOLTAGE_V, value, phase)


def test_total_power_is_the_sum_of_the_phases_where_only_they_are_sent() -> None:
    assert one(power(2300, Phase.L1), power(2310, Phase.L2), power(2290, Phase.L3)).power_w == 6900


def test_total_power_is_never_added_to_its_own_phases() -> None:
    assert one(power(2300, Phase.L1), power(6900), power(2300, Phase.L2)).power_w == 6900


def test_a_register_tagged_with_one_phase_is_the_total() -> None:
    assert one(energy(826_199, Phase.L1)).energy_wh == 826_199


def test_a_register_repeated_on_all_phases_is_the_total() -> None:
    assert one(*(energy(5000, phase) for phase in (Phase.L1, Phase.L2, Phase.L3))).energy_wh == 5000


def test_registers_that_differ_by_phase_are_added() -> None:
    assert one(energy(1000, Phase.L1), energy(1100, Phase.L2), energy(900, Phase.L3)).energy_wh == 3000


def test_a_current_on_the_neutral_counts_only_where_nothing_else_is_sent() -> None:
    assert one(current(15.6, Phase.N)).current_a == (15.6, None, None)
    assert one(current(10.0, Phase.L1), current(0.0, Phase.N)).current_a == (10.0, None, None)


def test_line_to_line_voltage_stands_in_for_a_missing_phase_voltage() -> None:
    reading = one(voltage(398.4, Phase.L1_L2))
    assert reading.voltage_v is not None
    assert reading.voltage_v[0] == pytest.approx(230.0, abs=0.1)
    assert one(voltage(398.4, Phase.L1_L2), voltage(229, Phase.L1)).voltage_v == (229, None, None)


def test_what_is_not_a_number_is_left_out() -> None:
    assert one(power(7200), energy(float("nan"))).energy_wh is None
    assert settle(AT, [energy(float("inf"))]) == ()


def test_the_register_at_the_start_is_a_reading_of_its_own() -> None:
    begin, now = settle(AT, [energy(157_440, moment=Moment.BEGIN), energy(163_630)])
    assert (begin.moment, begin.energy_wh) == (Moment.BEGIN, 157_440)
    assert (now.moment, now.energy_wh) == (Moment.PERIODIC, 163_630)


def test_a_single_zero_between_good_values_changes_nothing() -> None:
    register = Register(start_wh=100_000, last_wh=104_000)
    register = follow(register, 0, 30)
    assert register.energy_wh == 4000
    register = follow(register, 104_060, 30)
    assert (register.energy_wh, register.jumped, register.suspect_wh) == (4060, False, None)


def test_a_register_that_starts_again_from_zero_is_carried_on() -> None:
    register = Register(start_wh=100_000, last_wh=104_000)
    register = follow(follow(register, 20, 30), 80, 30)
    assert register.jumped
    assert register.energy_wh == 4080


def test_an_exchanged_meter_counts_on_from_where_it_stands() -> None:
    register = Register(start_wh=0, last_wh=4000)
    register = follow(follow(register, 9_000_000, 30), 9_000_060, 30)
    assert register.energy_wh == 4060


def test_a_stop_value_of_zero_says_nothing() -> None:
    register, odd = finish(Register(start_wh=5000, last_wh=9000), 0, 30)
    assert register.energy_wh == 4000
    assert odd is Evidence.METER_STOP_MISSING


@given(st.lists(st.integers(0, 50_000), min_size=1, max_size=40))
def test_a_rising_register_gives_exactly_what_it_counted(steps: list[int]) -> None:
    register = Register(start_wh=1_000_000, last_wh=1_000_000)
    value = 1_000_000
    for step in steps:
        value += step
        register = follow(register, value, 3600)
    assert register.energy_wh == sum(steps)
    assert not register.jumped


@given(st.lists(st.integers(0, 2**40), max_size=30))
def test_no_register_makes_energy_negative_or_fails(values: list[int]) -> None:
    register = Register(start_wh=500, last_wh=500)
    for value in values:
        register = follow(register, value, 60)
        assert register.energy_wh >= 0


def test_power_is_worked_out_from_energy_where_only_that_is_told() -> None:
    earlier = Reading(AT, energy_wh=1000)
    later = Reading(AT.replace(minute=21), energy_wh=1120)
    assert mean_power_w(earlier, later) == 7200
    assert mean_power_w(later, earlier) is None
