"""What each kind of report does to a charger, its outlets and the ledger, and how it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

from app.core.admitting import Admission
from app.core.cards import Decision
from app.core.changes import SessionChanged
from app.core.interfaces import Link, Now, Records
from app.core.limits import Limits
from app.core.metering import mean_power_w
from app.core.model import Activity, Availability, Charger, Outlet, Reading, Session
from app.core.registry import Registry
from app.core.reports import (
    Alive,
    Answer,
    BootAnswer,
    Booted,
    CardAnswer,
    CardShown,
    Heard,
    Metered,
    NotApproved,
    Noted,
    Reckoned,
    Report,
    SettingsTold,
    SignedTold,
    Stage,
    StatusTold,
    TransactionAnswer,
    TransactionTold,
)
from app.core.sessions import LATE_AFTER, Booked, Ledger
from app.core.setup import SetUp
from app.core.values import replace

HEARTBEAT_S = 120
# How soon a charger that waits for approval introduces itself again.
WAITING_INTERVAL_S = 15
# A reading older than this when it arrives says nothing of now.
LIVE_WITHIN = timedelta(minutes=2)
# An outlet that stays free this long with a session open has lost the session's stop.
FREE_CLOSES_AFTER_S = 120.0


class Handlers:
    """One method a report. `ledger` is replaced when memory is put right from the disk."""

    def __init__(
        self,
        registry: Registry,
        records: Records,
        ledger: Ledger,
        admission: Admission,
        limits: Limits,
        set_up: SetUp,
        settings_told: Callable[[str, SettingsTold], None],
        price_at: Callable[[str, str], tuple[str, str]],
        reckoned: Callable[[str, Reckoned], None],
        now: Now,
    ) -> None:
        self.ledger = ledger
        self._registry = registry
        self._records = records
        self._admission = admission
        self._limits = limits
        self._set_up = set_up
        self._settings_told = settings_told
        self._price_at = price_at
        self._reckoned = reckoned
        self._now = now
        self._free_timers: dict[tuple[str, int], asyncio.TimerHandle] = {}

    def decide(self, link: Link, charger: Charger, report: Report) -> Answer:
        """Do what this report calls for; the answer to it."""
        if isinstance(report, Booted):
            return self._booted(link, charger, report)
        if not charger.approved:
            return NotApproved()
        match report:
            case Metered():
                return self._metered(charger, report)
            case TransactionTold():
                return self._transaction(charger, report)
            case StatusTold():
                return self._status(charger, report)
            case CardShown():
                return self._card(charger, report)
            case Noted(about, text):
                self._records.add_note(charger.id, self._now(), about, text)
            case SignedTold():
                self._signed(charger, report)
            case SettingsTold():
                self._settings_told(charger.id, report)
            case Reckoned():
                self._reckoned(charger.id, report)
            case Alive():
                pass
        return Heard()

    def _booted(self, link: Link, charger: Charger, told: Booted) -> BootAnswer:
        """An introduction: not a restart, and no session's end. What it does not say stays as it was known."""
        charger = self._registry.put_charger(
            replace(
                charger,
                vendor=told.vendor or charger.vendor,
                model=told.model or charger.model,
                serial=told.serial or charger.serial,
                firmware=told.firmware or charger.firmware,
                booted_at=self._now(),
                restarting=False,
            )
        )
        if charger.approved:
            self._set_up.booted(link, charger)
            return BootAnswer(charger.standing, HEARTBEAT_S)
        return BootAnswer(charger.standing, WAITING_INTERVAL_S)

    def _status(self, charger: Charger, told: StatusTold) -> Heard:
        if told.outlet == 0:
            # The whole charger: its word overrides an outlet's only where it takes the outlet out of use or back.
            for outlet in self._registry.outlets_of(charger.id):
                self._whole_charger_status(outlet, told)
            return Heard()
        outlet = self._registry.outlet(charger.id, told.outlet)
        activity = told.activity
        if activity is None:
            activity = outlet.activity if told.availability is Availability.OCCUPIED else Activity.IDLE
        if told.availability is Availability.OCCUPIED and activity is Activity.IDLE and _over(outlet):
            activity = Activity.FINISHING
        same = (outlet.availability, outlet.activity, outlet.fault) == (told.availability, activity, told.fault)
        free_and_running = told.availability is Availability.AVAILABLE and _running(outlet)
        if same and outlet.status_at is not None and not free_and_running:
            return Heard()
        changed = replace(
            outlet,
            availability=told.availability,
            activity=activity,
            fault=told.fault,
            status_at=self._now(),
            switched_off=outlet.switched_off and told.availability is not Availability.AVAILABLE,
        )
        if told.availability is Availability.AVAILABLE:
            changed = self._car_left(changed)
        self._registry.put_outlet(changed)
        return Heard()

    def _whole_charger_status(self, outlet: Outlet, told: StatusTold) -> None:
        out_of_use = told.availability in (Availability.UNAVAILABLE, Availability.FAULTED)
        was_out_of_use = outlet.availability in (Availability.UNAVAILABLE, Availability.FAULTED)
        if outlet.session is not None and outlet.session.open:
            return  # a fault of the whole is no reason to say that this car is not charging
        if out_of_use:
            self._registry.put_outlet(replace(outlet, availability=told.availability, fault=told.fault))
        elif was_out_of_use and told.availability is Availability.AVAILABLE:
            self._registry.put_outlet(replace(outlet, availability=Availability.AVAILABLE, fault=None))

    def _car_left(self, outlet: Outlet) -> Outlet:
        """The outlet is free. A session still open gets a little time for its stop to arrive."""
        if outlet.session is not None and outlet.session.open:
            where = (outlet.charger_id, outlet.number)
            if where not in self._free_timers:
                loop = asyncio.get_running_loop()
                self._free_timers[where] = loop.call_later(FREE_CLOSES_AFTER_S, self._close_if_free, where)
            return outlet
        return replace(outlet, session=None, live=None, activity=Activity.IDLE)

    def _close_if_free(self, where: tuple[str, int]) -> None:
        self._free_timers.pop(where, None)
        outlet = self._registry.outlets.get(where)
        if outlet is None or outlet.availability is not Availability.AVAILABLE or outlet.session is None:
            return
        charger = self._registry.chargers.get(where[0])
        if not outlet.session.open or charger is None or not charger.online:
            return
        session = self.ledger.close(outlet.session, outlet.session.last_reading_at or self._now())
        self._records.save_session(session)
        self._registry.put_outlet(replace(outlet, session=None, live=None, activity=Activity.IDLE))
        self._registry.changes.publish(SessionChanged(session))
        self._records.dispatch()

    def _card(self, charger: Charger, told: CardShown) -> CardAnswer:
        running = self.ledger.open_of(charger.id)
        if told.outlet:
            running = [each for each in running if each.outlet == told.outlet]
        decision = self._admission.shown(charger, told, running)
        shown_at = self._shown_at(charger, told)
        if decision.allowed and shown_at is not None and not _running(shown_at):
            self._registry.put_outlet(replace(shown_at, card=told.card, card_at=self._now()))
        price, language = self._price_at(charger.id, told.card) if decision.allowed else ("", "")
        return CardAnswer(decision.verdict, decision.group, decision.holds_until, price, language)

    def _shown_at(self, charger: Charger, told: CardShown) -> Outlet | None:
        """Where a card was held to the reader; None where that cannot be told."""
        if told.outlet:
            return self._registry.outlet(charger.id, told.outlet)
        outlets = self._registry.outlets_of(charger.id)
        if len(outlets) > 1:  # the one with a car and no session, if there is just one
            outlets = [each for each in outlets if each.availability is Availability.OCCUPIED and not _running(each)]
        return outlets[0] if len(outlets) == 1 else None

    def _transaction(self, charger: Charger, told: TransactionTold) -> TransactionAnswer:
        known = self.ledger.find(charger.id, told.transaction_id)
        number = told.outlet or (known.outlet if known else 0) or self._guess_outlet(charger)
        if told.stage is Stage.ENDED:
            told = replace(told, reason=self._limits.worded(known, told.reason))
        booked = self.ledger.told(charger.id, number, told, self._now())
        session = booked.session
        for closed in booked.closed:
            self._records.save_session(closed)
            self._registry.changes.publish(SessionChanged(closed))
        if session is None:  # a word of a session that ended long ago, said again
            if booked.readings:
                self._records.add_readings(charger.id, number, booked.session_id, booked.readings)
            return _answer(booked.transaction_id or "0", self._admission.told_long_ago(charger, told))
        decision = self._admission.told(told, booked, session)
        booked = self._admission.taken_over(told, booked, session, decision)
        session = self._record(booked, booked.session or session, decision)
        self._show_transaction(session, told, latest=booked.latest)
        return _answer(session.transaction_id, decision)

    def _show_transaction(self, session: Session, told: TransactionTold, *, latest: bool) -> None:
        """What the outlet shows after news of `session`; an old night's events change nothing that is live."""
        outlet = self._registry.outlet(session.charger_id, session.outlet)
        current = self.ledger.open_at(session.charger_id, session.outlet)
        others = outlet.session is None or outlet.session.id != session.id
        late = told.offline or (not session.open and self._now() - told.at > LATE_AFTER)
        if others and (late or not latest):
            return
        if not others and not latest:  # an older word of what is shown: its numbers may be better, nothing moved
            if outlet.session != session:
                self._registry.put_outlet(replace(outlet, session=session))
            return
        if current is not None and current.id != session.id:
            return
        if not session.open and outlet.session is not None and outlet.session.id != session.id:
            return
        cable_out = outlet.availability is Availability.AVAILABLE and not session.open
        activity = outlet.activity
        if told.activity is not None and session.open:
            activity = told.activity
        elif not session.open:
            activity = Activity.IDLE if cable_out else Activity.FINISHING
        ended_wish = outlet.wish if session.open and told.stage is not Stage.BEGAN else None
        live = None if not session.open else self._live(outlet, told.readings)
        self._registry.put_outlet(
            replace(
                outlet,
                session=None if cable_out else session,
                activity=activity,
                status_at=self._now() if activity is not outlet.activity else outlet.status_at,
                live=live,
                card=None,
                card_at=None,
                wish=ended_wish,
            )
        )

    def _metered(self, charger: Charger, told: Metered) -> Heard:
        if told.outlet == 0:
            known = self.ledger.find(charger.id, told.transaction_id)
            told = replace(told, outlet=known.outlet if known else self._guess_outlet(charger))
        outlet = self._registry.outlet(charger.id, told.outlet)
        charging = outlet.activity in (Activity.CHARGING, Activity.PAUSED_BY_CAR, Activity.PAUSED_BY_CHARGER)
        booked = self.ledger.metered(charger.id, told, charging=charging, now=self._now())
        session = booked.session
        if session is None:
            if booked.readings:
                self._records.add_readings(charger.id, told.outlet, None, booked.readings)
        else:
            session = self._record(booked, session)
        shown = session if _shown(session, outlet) else outlet.session
        live = self._live(outlet, told.readings)
        if shown is not outlet.session or live is not outlet.live:
            self._registry.put_outlet(replace(outlet, session=shown, live=live))
        return Heard()

    def _signed(self, charger: Charger, told: SignedTold) -> None:
        """Kept with the session that it names, or with the one that runs; of none it says nothing to anybody."""
        session = self.ledger.find(charger.id, told.transaction_id)
        if session is None and told.transaction_id is None:
            session = self.ledger.open_at(charger.id, told.outlet or self._guess_outlet(charger))
        if session is not None:
            self._records.add_signed(session.id, told.values)

    # Helpers of the above.

    def _record(self, booked: Booked, session: Session, decision: Decision | None = None) -> Session:
        """Keep and announce it, with whose it is; the session as it then stands."""
        if booked.new or booked.card_heard:
            session = self._admission.named(session, booked, decision)
            self.ledger.amended(session)
        if booked.habit is not None:
            charger = self._registry.chargers[session.charger_id]
            self._registry.put_charger(replace(charger, meter_habit=booked.habit))
        if booked.changed:
            self._records.save_session(session)
            self._registry.changes.publish(SessionChanged(session))
        if booked.readings:
            self._records.add_readings(session.charger_id, session.outlet, session.id, booked.readings)
        if booked.changed:
            self._limits.look(session)
        return session

    def _live(self, outlet: Outlet, readings: Sequence[Reading]) -> Reading | None:
        """The reading to show: the newest, if it speaks of now; power worked out where only energy is told."""
        now = self._now()
        live = outlet.live
        for reading in readings:
            if now - reading.at > LIVE_WITHIN or (live is not None and reading.at < live.at):
                continue
            if reading.power_w is None and live is not None:
                reading = replace(reading, power_w=mean_power_w(live, reading) if reading.energy_wh else live.power_w)
            live = reading
        return live

    def _guess_outlet(self, charger: Charger) -> int:
        """Where a report that names no outlet belongs: the one with a session, the only one, or the first."""
        running = self.ledger.open_of(charger.id)
        if len(running) == 1:
            return running[0].outlet
        outlets = self._registry.outlets_of(charger.id)
        return outlets[0].number if outlets else 1

    def close(self) -> None:
        for timer in self._free_timers.values():
            timer.cancel()
        self._free_timers.clear()


def _answer(transaction_id: str, decision: Decision | None) -> TransactionAnswer:
    if decision is None:
        return TransactionAnswer(transaction_id)
    return TransactionAnswer(transaction_id, decision.verdict, decision.group, decision.holds_until)


def _running(outlet: Outlet) -> bool:
    return outlet.session is not None and outlet.session.open


def _shown(session: Session | None, outlet: Outlet) -> bool:
    """Whether the outlet shows this session: the running one, or the one it shows already as it now stands."""
    return session is not None and (session.open or (outlet.session is not None and outlet.session.id == session.id))


def _over(outlet: Outlet) -> bool:
    return outlet.session is not None and not outlet.session.open
