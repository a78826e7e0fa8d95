"""Which profile bounds the current at an instant."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.virtual.limits import Limits, read_profile

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def install(limits: Limits, number: int, outlet: int = 0, **changes: Any) -> None:
    schedule = {
        "chargingRateUnit": changes.pop("unit", "A"),
        "chargingSchedulePeriod": changes.pop("periods"),
    }
    for key in ("startSchedule", "duration"):
        if key in changes:
            schedule[key] = changes.pop(key)
    wire: dict[str, Any] = {
        "chargingProfileId": number,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
    }
    limits.install(read_profile({**wire, **changes}, outlet, NOON))


def flat(limit: float) -> list[dict[str, float]]:
    return [{"startPeriod": 0, "limit": limit}]


def later(**delta: float) -> datetime:
    return NOON + timedelta(**delta)


def test_without_a_profile_nothing_is_bounded() -> None:
    assert Limits().limit_a(1, NOON, None) is None


def test_the_transaction_s_own_profile_goes_before_the_default_and_the_maximum_bounds_both() -> None:
    limits = Limits()
    install(limits, 1, periods=flat(10))
    install(limits, 2, outlet=1, periods=flat(14), chargingProfilePurpose="TxProfile")
    assert limits.limit_a(1, NOON, None) == 10
    assert limits.limit_a(1, NOON, NOON) == 14
    install(limits, 3, periods=flat(12), chargingProfilePurpose="ChargePointMaxProfile")
    assert limits.limit_a(1, NOON, NOON) == 12
    limits.end_transaction(1)
    assert limits.limit_a(1, NOON, NOON) == 10


def test_the_higher_stack_level_goes_first_while_it_has_something_to_say() -> None:
    limits = Limits()
    install(limits, 1, periods=flat(10))
    install(limits, 2, periods=flat(6), stackLevel=3, duration=60)
    assert limits.limit_a(1, later(seconds=59), None) == 6
    assert limits.limit_a(1, later(seconds=60), None) == 10


def test_a_profile_replaces_its_like() -> None:
    limits = Limits()
    install(limits, 1, periods=flat(10))
    install(limits, 2, periods=flat(8))
    assert [profile.number for profile in limits.installed] == [2]


def test_watts_become_amperes_per_phase() -> None:
    limits = Limits()
    install(limits, 1, periods=[{"startPeriod": 0, "limit": 2300, "numberPhases": 1}], unit="W")
    assert limits.limit_a(1, NOON, None) == 10


def test_a_daily_profile_comes_back_each_day() -> None:
    limits = Limits()
    install(
        limits,
        1,
        chargingProfileKind="Recurring",
        recurrencyKind="Daily",
        startSchedule="2026-11-20T22:00:00Z",
        duration=8 * 3600,
        periods=[{"startPeriod": 0, "limit": 6}, {"startPeriod": 3600, "limit": 16}],
    )
    assert limits.limit_a(1, NOON, None) is None
    assert limits.limit_a(1, later(hours=10.5), None) == 6
    assert limits.limit_a(1, later(hours=12), None) == 16


def test_a_relative_profile_counts_from_the_start_of_the_transaction() -> None:
    limits = Limits()
    periods = [{"startPeriod": 0, "limit": 16}, {"startPeriod": 300, "limit": 6}]
    install(limits, 1, chargingProfileKind="Relative", periods=periods)
    began = later(hours=2)
    assert limits.limit_a(1, began + timedelta(seconds=299), began) == 16
    assert limits.limit_a(1, began + timedelta(seconds=300), began) == 6


def test_the_composite_schedule_lists_the_changes() -> None:
    limits = Limits()
    periods = [
        {"startPeriod": 0, "limit": 32},
        {"startPeriod": 300, "limit": 6},
        {"startPeriod": 600, "limit": 0},
    ]
    install(limits, 1, startSchedule=NOON.isoformat(), periods=periods)
    assert limits.composite(1, NOON, 900, None, 16) == [(0, 16), (300, 6), (600, 0)]
