"""Why each number of a session is believed, also where people wrote over it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.core.edits import split
from app.core.ledger.belief import Number, belief, beliefs
from app.core.model import Amendment, Evidence, Quality, Session
from app.core.values import replace

BEGAN = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
SESSION = Session(
    id=1,
    charger_id="EH1",
    outlet=1,
    transaction_id="1",
    started_at=BEGAN,
    stopped_at=BEGAN + timedelta(hours=2),
    meter_start_wh=100_000,
    meter_last_wh=107_000,
    meter_stop_wh=107_000,
    energy_wh=7_000,
)


def test_every_number_of_a_plain_session_is_measured() -> None:
    assert {belief(SESSION, number).quality for number in Number} == {Quality.MEASURED}


def test_a_missed_stop_takes_nothing_from_the_start() -> None:
    known = beliefs(replace(SESSION, evidence=frozenset({Evidence.STOP_MISSED})))
    assert known.started_at.quality is Quality.MEASURED
    assert known.stopped_at.quality is known.energy.quality is Quality.RECONSTRUCTED
    assert known.energy.evidence == (Evidence.STOP_MISSED,)


def test_what_people_wrote_is_edited_and_the_rest_stays_as_it_was() -> None:
    known = beliefs(replace(SESSION, amended=Amendment(energy_wh=6_500)))
    assert known.energy.quality is Quality.EDITED
    assert known.started_at.quality is known.meter_stop.quality is Quality.MEASURED


def test_the_parts_of_a_split_session_are_edited_where_they_were_cut() -> None:
    amendment, second = split(SESSION, BEGAN + timedelta(hours=1), (), 2)
    first = beliefs(replace(SESSION, amended=amendment))
    assert first.started_at.quality is Quality.MEASURED
    assert first.stopped_at.quality is first.energy.quality is Quality.EDITED
    later = beliefs(second)
    assert later.started_at.quality is later.energy.quality is Quality.EDITED
    assert later.stopped_at.quality is Quality.MEASURED
