"""Words: every state, fault, failure and attempt has plain ones, in the user's own figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from app.core import commands
from app.core.cards import Reason
from app.core.commands import CommandFailed, NoAnswer, NotPossible, Offline, Refused, WhyNot
from app.core.contact import Knock, Outcome, Trouble, TroubleKind
from app.core.interfaces import NotStored
from app.core.model import (
    Activity,
    Availability,
    Charger,
    Evidence,
    Fault,
    FaultKind,
    Outlet,
    Quality,
    Reading,
    Session,
    Standing,
    StopReason,
    Wish,
)
from app.core.states import State
from app.core.values import replace
from app.gui import figures
from app.gui.failures import failure_words, start_failure_words
from app.gui.history.words import quality_word
from app.gui.terms import (
    evidence_words,
    fault_advice,
    fault_words,
    outcome_words,
    stop_reason_words,
    trouble_words,
)
from app.gui.words import _SAYINGS, Action, outlet_title, saying_of

NOW = datetime(2026, 11, 22, 17, 42, tzinfo=UTC)
HERE = Charger("EH1", "Garage", Standing.APPROVED, online=True, last_seen_at=NOW)
FREE = Outlet("EH1", 1, availability=Availability.AVAILABLE)
OCCUPIED = replace(FREE, availability=Availability.OCCUPIED, status_at=NOW)
SESSION = Session(1, "EH1", 1, "7", NOW - timedelta(hours=1), card="04A2", energy_wh=8400)
CHARGING = replace(OCCUPIED, activity=Activity.CHARGING, session=SESSION, live=Reading(NOW, power_w=7200))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("charger", "outlet", "pill", "sentence", "action"),
    [
        (HERE, FREE, "Free", "Free", None),
        (HERE, CHARGING, "Charging", "Charging 7.2 kW", Action.STOP),
        (HERE, replace(CHARGING, wish=Wish.STOPPING), "Stopping…", "Stopping…", None),
        (HERE, replace(CHARGING, limit_a=0), "Paused by you", "Paused by you", Action.RESUME),
        (
            HERE,
            replace(OCCUPIED, activity=Activity.CONNECTED),
            "Waiting for a card",
            "Car connected – waiting for a card",
            Action.START,
        ),
        (
            HERE,
            replace(FREE, availability=Availability.FAULTED, fault=Fault(FaultKind.CABLE_LOCK)),
            "Fault",
            "Fault: The cable lock is stuck",
            Action.RESTART,
        ),
        (
            HERE,
            replace(FREE, availability=Availability.UNAVAILABLE, switched_off=True),
            "Switched off",
            "Switched off",
            Action.SWITCH_ON,
        ),
        (replace(HERE, restarting=True), FREE, "Restarting…", "Restarting…", None),
        (
            replace(HERE, online=False, last_seen_at=None),
            FREE,
            "Has not called yet",
            "Has not called yet",
            Action.CONNECTION_HELP,
        ),
    ],
)
def test_a_state_is_said_in_a_pill_a_sentence_and_the_action_that_helps(
    charger: Charger, outlet: Outlet, pill: str, sentence: str, action: Action | None
) -> None:
    saying = saying_of(charger, outlet, NOW)
    assert (saying.pill, saying.sentence, saying.action) == (pill, sentence, action)


def test_every_state_has_its_words() -> None:
    assert set(_SAYINGS) == set(State)
    for words in _SAYINGS.values():
        saying = words(HERE, CHARGING, NOW)
        assert saying.pill and saying.sentence


def test_lost_contact_says_since_when_and_that_charging_may_go_on() -> None:
    gone = replace(HERE, online=False, last_seen_at=NOW - timedelta(minutes=5))
    saying = saying_of(gone, CHARGING, NOW)
    assert saying.sentence == f"No contact since {figures.clock(NOW - timedelta(minutes=5))}"
    assert saying.detail == "Charging may continue. Figures arrive when contact is back."
    assert saying_of(gone, FREE, NOW).detail == ""


def test_a_limit_that_binds_is_named_with_its_amperes() -> None:
    held = replace(CHARGING, limit_a=10.0, live=Reading(NOW, power_w=6900, current_a=(9.9, 9.8, 9.9)))
    assert saying_of(HERE, held, NOW).sentence == "Charging 6.9 kW – held at 10 A by your limit"


def test_an_outlet_is_numbered_only_where_its_charger_has_several() -> None:
    assert outlet_title(HERE, FREE, several=False) == ("Garage", "")
    assert outlet_title(HERE, FREE, several=True) == ("Garage", "outlet 1")
    assert outlet_title(HERE, replace(FREE, name="left"), several=True) == ("Garage", "left")


def test_what_wants_an_electrician_offers_no_restart() -> None:
    faulted = replace(FREE, availability=Availability.FAULTED, fault=Fault(FaultKind.EARTH_FAULT, "GF"))
    saying = saying_of(HERE, faulted, NOW)
    assert saying.action is None
    assert saying.detail == "Switch the charger off at the fuse and call an electrician. (GF)"


def test_every_word_of_the_model_has_a_plain_one() -> None:
    for fault in FaultKind:
        assert fault_words(fault) and fault_advice(fault)
    for outcome in Outcome:
        assert outcome_words(Knock(NOW, "192.168.1.57", outcome))[0]
    for trouble in TroubleKind:
        assert all(trouble_words(Trouble(trouble)))
    for quality in Quality:
        assert quality_word(quality)
    for evidence in Evidence:
        assert evidence_words(evidence)
    for reason in StopReason:
        assert stop_reason_words(reason)


def test_every_way_a_command_can_fail_ends_in_a_sentence_of_its_own() -> None:
    kinds = [kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, CommandFailed)]
    failures = {
        commands.UnknownCharger: commands.UnknownCharger("EH1"),
        NotPossible: NotPossible(WhyNot.NO_SESSION),
        Offline: Offline("EH1"),
        NoAnswer: NoAnswer("EH1", 30),
        Refused: Refused("Rejected"),
        commands.NotSupported: commands.NotSupported("Unlock"),
        commands.BadAnswer: commands.BadAnswer("?"),
        commands.BadRequest: commands.BadRequest("?"),
        commands.NotAllowed: commands.NotAllowed(Reason.BLOCKED),
        commands.VersionMismatch: commands.VersionMismatch(),
    }
    assert set(failures) == set(kinds) - {CommandFailed}
    said = {failure_words(failure) for failure in failures.values()}
    assert len(said) == len(failures)
    assert failure_words(CommandFailed()) not in said
    for why in WhyNot:
        assert failure_words(NotPossible(why)).endswith(".")


def test_no_answer_says_how_long_it_was_waited_for() -> None:
    assert "30 seconds" in failure_words(NoAnswer("EH1", 30))


def test_what_the_charger_gave_as_its_reason_is_passed_on() -> None:
    assert failure_words(Refused("Rejected", "no car")) == "The charger refused. It says: no car"


def test_a_start_that_failed_names_the_trouble_and_keeps_the_particulars() -> None:
    title, text, detail = start_failure_words(NotStored(TroubleKind.DATA_LOCKED, "pid 12"))
    assert title == "Another program is using the data."
    assert text.startswith("Close the other one")
    assert detail == "pid 12"
    assert start_failure_words(PermissionError(13, "Permission denied"))[0].startswith("The data folder cannot be")
    assert start_failure_words(RuntimeError("odd"))[2] == "odd"


@pytest.mark.parametrize(
    ("energy_wh", "words"),
    [(0, "0 kWh"), (60, "0.06 kWh"), (994, "0.99 kWh"), (995, "1.0 kWh"), (8_400, "8.4 kWh"), (214_300, "214 kWh")],
)
def test_energy_has_as_many_decimals_as_it_needs(energy_wh: int, words: str) -> None:
    assert figures.energy(energy_wh) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (35, "35 s"), (240, "4 min"), (4320, "1 h 12 min"), (200_000, "2 d 7 h")],
)
def test_durations_are_written_short(seconds: int, words: str) -> None:
    assert figures.duration(timedelta(seconds=seconds)) == words


def test_swedish_figures_have_a_comma() -> None:
    QLocale.setDefault(QLocale("sv_SE"))
    assert figures.power(7200) == "7,2 kW"
    assert figures.month(NOW) == "November"
