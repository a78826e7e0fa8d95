"""What an outlet's line says of a charger that calls and is not let in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from app.core.contact import Knock, Outcome
from app.core.model import Charger, Outlet, Standing
from app.gui.overview.view import refusal_of, view_of

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def knock(outcome: Outcome, minutes_ago: int) -> Knock:
    return Knock(NOW - timedelta(minutes=minutes_ago), "192.168.1.31", outcome, identity="easee-1")


def test_a_charger_with_a_wrong_password_is_not_said_to_be_silent(qtbot: QtBot) -> None:
    charger = Charger("EASEE-1", standing=Standing.APPROVED)
    refusal = refusal_of(charger, [knock(Outcome.WRONG_PASSWORD, 1)])
    view = view_of("key", charger, Outlet("EASEE-1", 1), NOW, several=False, refusal=refusal)
    silent = view_of("key", charger, Outlet("EASEE-1", 1), NOW, several=False)
    assert "password" in view.sentence.lower()
    assert view.sentence != silent.sentence


def test_a_refusal_from_before_it_was_let_in_is_over() -> None:
    knocks = [knock(Outcome.WRONG_PASSWORD, 9), knock(Outcome.WELCOME, 5)]
    assert refusal_of(Charger("EASEE-1"), knocks) is None
    seen_since = Charger("EASEE-1", last_seen_at=NOW - timedelta(minutes=1))
    assert refusal_of(seen_since, [knock(Outcome.WRONG_PASSWORD, 9)]) is None
