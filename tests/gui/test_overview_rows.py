"""Which rows the Overview has when strangers call under many names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.core.model import Charger, Outlet, Standing
from app.gui.overview.rows import MOST_NEW, Kind, rows

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def strangers(count: int, *, online: bool, minutes_ago: int = 0) -> dict[str, Charger]:
    seen = NOW - timedelta(minutes=minutes_ago)
    made = [Charger(f"EVIL-{number:02d}", online=online, last_seen_at=seen) for number in range(count)]
    return {charger.id: charger for charger in made}


def test_many_strangers_do_not_push_the_users_own_out_of_sight() -> None:
    own = Charger("EH1", standing=Standing.APPROVED, online=True)
    chargers = {**strangers(20, online=True), own.id: own}
    shown = rows(chargers, {("EH1", 1): Outlet("EH1", 1)}, (), NOW)
    new = [row for row in shown if row.kind is Kind.NEW]
    assert len(new) == MOST_NEW
    assert new[-1].more == 20 - MOST_NEW


def test_a_stranger_that_went_away_is_not_asked_about_any_more() -> None:
    assert [row.kind for row in rows(strangers(2, online=False, minutes_ago=60), {}, (), NOW)] == [Kind.EMPTY]
    assert len(rows(strangers(2, online=False, minutes_ago=5), {}, (), NOW)) == 2
