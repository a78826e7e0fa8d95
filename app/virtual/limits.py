"""Charging profiles: keeps them, and says what current they allow at an instant.

The rules are 1.6 section 3.13 and 2.x use cases K01 to K10: the highest stack level of a purpose
wins, a transaction's own profile overrules the default, the charger's maximum bounds both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.virtual.car import MAINS_V
from app.virtual.clock import from_text

TX = "TxProfile"
TX_DEFAULT = "TxDefaultProfile"
# Whole-charger bounds, by every name that some version gives them.
BOUNDS = (
    "ChargePointMaxProfile",
    "ChargingStationMaxProfile",
    "ChargingStationExternalConstraints",
)

_RECURRENCE = {"Daily": timedelta(days=1), "Weekly": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Period:
    """From `start_s` after the schedule's start on, at most `limit` in the schedule's unit."""

    start_s: int
    limit: float
    phases: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One charging profile. `outlet` 0 means all outlets; `wire` is what was received."""

    number: int
    outlet: int
    stack_level: int
    purpose: str
    kind: str
    recurrence: timedelta | None
    valid_from: datetime | None
    valid_to: datetime | None
    start: datetime | None
    duration_s: int | None
    in_watts: bool
    periods: tuple[Period, ...]
    transaction: str | None
    set_at: datetime
    wire: dict[str, Any]

    def limit_a(self, at: datetime, transaction_began: datetime | None) -> float | None:
        """Amperes per phase that this profile allows at `at`; None where it says nothing."""
        if (self.valid_from and at < self.valid_from) or (self.valid_to and at >= self.valid_to):
            return None
        start = self._start(at, transaction_began)
        elapsed = (at - start).total_seconds()
        if elapsed < 0 or (self.duration_s is not None and elapsed >= self.duration_s):
            return None
        current = None
        for period in self.periods:
            if period.start_s <= elapsed:
                current = period
        if current is None:
            return None
        return current.limit / (MAINS_V * current.phases) if self.in_watts else current.limit

    def _start(self, at: datetime, transaction_began: datetime | None) -> datetime:
        if self.kind == "Relative":
            return transaction_began or self.set_at
        start = self.start or self.set_at
        if self.recurrence is not None:
            start += self.recurrence * ((at - start) // self.recurrence)
        return start


def read_profile(wire: dict[str, Any], outlet: int, now: datetime) -> Profile:
    """Reads a profile of any version (the first schedule of a 2.x profile).

    Raises KeyError or ValueError when it makes no sense although its schema is kept.
    """
    schedule = wire["chargingSchedule"]
    if isinstance(schedule, list):
        schedule = schedule[0]
    transaction = wire.get("transactionId")
    return Profile(
        number=int(wire["chargingProfileId"] if "chargingProfileId" in wire else wire["id"]),
        outlet=outlet,
        stack_level=int(wire["stackLevel"]),
        purpose=str(wire["chargingProfilePurpose"]),
        kind=str(wire["chargingProfileKind"]),
        recurrence=_RECURRENCE.get(wire.get("recurrencyKind", "")),
        valid_from=_time(wire.get("validFrom")),
        valid_to=_time(wire.get("validTo")),
        start=_time(schedule.get("startSchedule")),
        duration_s=schedule.get("duration"),
        in_watts=schedule["chargingRateUnit"] == "W",
        periods=tuple(
            Period(
                start_s=int(period["startPeriod"]),
                # 2.1 lets a period carry a setpoint and no limit (part 2, 2.59).
                limit=float(period.get("limit", period.get("setpoint", 0))),
                phases=int(period.get("numberPhases", 3)),
            )
            for period in schedule["chargingSchedulePeriod"]
        ),
        transaction=None if transaction is None else str(transaction),
        set_at=now,
        wire=wire,
    )


class Limits:
    """All installed profiles of one charger."""

    def __init__(self) -> None:
        self._profiles: tuple[Profile, ...] = ()

    @property
    def installed(self) -> tuple[Profile, ...]:
        return self._profiles

    def install(self, profile: Profile) -> None:
        """Adds a profile; it replaces its like (same number, or same place and stack level)."""
        self._profiles = (
            *(
                old
                for old in self._profiles
                if old.number != profile.number
                and (old.outlet, old.purpose, old.stack_level, old.transaction)
                != (profile.outlet, profile.purpose, profile.stack_level, profile.transaction)
            ),
            profile,
        )

    def remove(self, profiles: Iterable[Profile]) -> bool:
        """Removes these profiles; whether there was any."""
        gone = set(map(id, profiles))
        self._profiles = tuple(profile for profile in self._profiles if id(profile) not in gone)
        return bool(gone)

    def end_transaction(self, outlet: int) -> None:
        """Forgets the profiles that were for the transaction which ended on this outlet."""
        self.remove(p for p in self._profiles if p.purpose == TX and p.outlet == outlet)

    def bind(self, outlet: int, transaction: str) -> None:
        """Ties profiles that came with a remote start to the transaction it led to."""
        self._profiles = tuple(
            replace(p, transaction=transaction)
            if p.purpose == TX and p.outlet == outlet and p.transaction is None
            else p
            for p in self._profiles
        )

    def limit_a(self, outlet: int, at: datetime, began: datetime | None) -> float | None:
        """Amperes per phase that `outlet` may draw at `at`; None where nothing bounds it.

        `began` is when its transaction began, None where none is open.
        """
        found = [limit for purpose in BOUNDS if (limit := self._highest(purpose, outlet, at, began)) is not None]
        own = self._highest(TX, outlet, at, began) if began is not None else None
        if own is None:
            own = self._highest(TX_DEFAULT, outlet, at, began)
        if own is not None:
            found.append(own)
        return min(found, default=None)

    def _highest(self, purpose: str, outlet: int, at: datetime, began: datetime | None) -> float | None:
        # An outlet's own default goes before the one for all outlets at equal stack level.
        ranked = sorted(
            (p for p in self._profiles if p.purpose == purpose and p.outlet in (0, outlet)),
            key=lambda p: (p.stack_level, p.outlet),
            reverse=True,
        )
        for profile in ranked:
            limit = profile.limit_a(at, began)
            if limit is not None:
                return limit
        return None

    def composite(
        self, outlet: int, now: datetime, duration_s: int, began: datetime | None, most_a: float
    ) -> list[tuple[int, float]]:
        """The schedule from `now` on: (start in seconds, amperes per phase), changes only.

        Looked at every ten seconds at most 1,000 times, which is finer than cars obey.
        """
        step_s = max(10, duration_s // 1000)
        steps: list[tuple[int, float]] = []
        for offset in range(0, max(1, duration_s), step_s):
            limit = self.limit_a(outlet, now + timedelta(seconds=offset), began)
            allowed = round(min(most_a, most_a if limit is None else limit), 1)
            if not steps or steps[-1][1] != allowed:
                steps.append((offset, allowed))
        return steps


def _time(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)
