"""What people write over sessions: it stands beside what the charger told, is kept, shown and undone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.application import Running
from app.core.edits import Edit, EditKind, EditRefused, WhyRefused
from app.core.interfaces import SessionQuery, StackBy
from app.core.ledger.continuity import seams
from app.core.model import EventKind, Origin, Quality, Reading, Session
from app.exports.names import Names
from app.exports.rows import session_row
from app.virtual.charger import VirtualCharger
from app.virtual.settings import Version
from tests.stories.conftest import a_charger, program, two_hours_ago

CARD = "04A2B3C4"


async def an_hour_at(run: Running, power_w: int = 7200) -> Session:
    """A session of an hour, told by a charger, with readings every quarter."""
    clock = two_hours_ago()
    async with VirtualCharger(a_charger(run, Version.V16), clock) as charger:
        await charger.power_up()
        await charger.plug_in(1)
        assert await charger.tap(1, CARD)
        await charger.hold_power(1, power_w)
        for _ in range(4):
            clock.advance(900)
            await charger.meter_tick(1)
        assert await charger.stop(1, CARD)
        await charger.unplug(1)
        await charger.delivered()
    return (await listed(run))[0]


async def listed(run: Running, query: SessionQuery | None = None) -> list[Session]:
    return await asyncio.to_thread(run.history.sessions, query or SessionQuery())


def told(data: Path, story: Callable[[Running], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with program(data) as run:
            await story(run)

    asyncio.run(whole())


def test_a_session_is_assigned_noted_and_left_out_and_each_is_undone(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        assigned = await pen.assign([session.id], person="Åsa Berg", vehicle="Blå Kona")
        noted = await pen.note(session.id, " Resa till kund ")
        await pen.exclude([session.id])

        (shown,) = await listed(run, SessionQuery(text="åsa"))
        assert shown.amended.note == "Resa till kund"
        assert session_row(shown, Names(people={1: "Åsa Berg"}))["person"] == "Åsa Berg"
        assert (await asyncio.to_thread(run.history.totals, SessionQuery())).sessions == 0
        assert shown.booked.energy_wh == session.energy_wh and shown.quality is Quality.MEASURED
        edits = await asyncio.to_thread(run.history.edits, session.id)
        assert [edit.kind for edit in edits] == [EditKind.EXCLUDED, EditKind.NOTED, EditKind.ASSIGNED]
        assert all(edit.by for edit in edits)

        with pytest.raises(EditRefused) as refused:
            await pen.undo(noted.id)
        assert refused.value.why is WhyRefused.CHANGED_SINCE
        for edit in edits:
            await pen.undo(edit.id)
        assert await listed(run) == [session]
        undone = await written_on(run, session.id)
        assert all(edit.undone_at and edit.undone_by == edit.by for edit in undone)
        assert await asyncio.to_thread(run.history.people) == [run.site.people.person_named("åsa berg")]
        with pytest.raises(EditRefused):
            await pen.undo(assigned.id)

    told(tmp_path, story)


def test_corrected_numbers_stand_beside_what_was_told_also_after_a_restart(tmp_path: Path) -> None:
    async def correct(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        await pen.correct(session.id, session.started_at - timedelta(days=40), session.stopped_at, 7000)
        with pytest.raises(EditRefused) as refused:
            await pen.correct(session.id, session.started_at, session.started_at - timedelta(minutes=1), 7000)
        assert refused.value.why is WhyRefused.ENDS_BEFORE_START
        with pytest.raises(EditRefused) as refused:
            await pen.correct(session.id, session.started_at, session.stopped_at, 9_000_000)
        assert refused.value.why is WhyRefused.NOT_ENERGY

    async def look(run: Running) -> None:
        (session,) = await listed(run)
        assert (session.energy_wh, session.booked.energy_wh) == (7200, 7000)
        assert session.booked.quality is Quality.EDITED
        row = session_row(session, Names())
        assert row["energy_wh"] == 7000 and row["quality"] == "edited"
        assert isinstance(row["told"], dict) and row["told"]["energy_wh"] == 7200
        day = session.booked.started_at.date().isoformat()
        assert await asyncio.to_thread(run.history.energy_by_day, SessionQuery(), "UTC") == [(day, "EH1", 7000)]
        (month,) = await asyncio.to_thread(run.history.months, SessionQuery(), "UTC")
        assert (month.month, month.sessions, month.energy_wh) == (day[:7], 1, 7000)

    told(tmp_path, correct)
    told(tmp_path, look)


def test_a_split_session_is_two_whose_energy_is_divided_by_the_meter(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        edit = await pen.split(session.id, session.started_at + timedelta(minutes=22, seconds=30))
        second, first = await listed(run)
        assert (first.booked.energy_wh, second.booked.energy_wh) == (2700, 4500)
        assert first.booked.stopped_at == second.started_at
        assert second.origin is Origin.SPLIT and second.part_of == first.id
        await pen.assign([second.id], person="Bo")
        by_person = await asyncio.to_thread(run.history.energy_by_day, SessionQuery(), "UTC", StackBy.PERSON)
        assert {part: energy_wh for _, part, energy_wh in by_person} == {"": 2700, "1": 4500}

        with pytest.raises(EditRefused) as refused:
            await pen.undo(edit.id)
        assert refused.value.why is WhyRefused.CHANGED_SINCE
        (assigned, _) = await asyncio.to_thread(run.history.edits, second.id)
        await pen.undo(assigned.id)
        await pen.undo(edit.id)
        assert await listed(run) == [session]
        with pytest.raises(EditRefused) as refused:
            await pen.split(session.id, session.started_at)
        assert refused.value.why is WhyRefused.SPLIT_OUTSIDE

    told(tmp_path, story)


def test_a_part_of_a_part_is_divided_by_the_meter_of_the_whole_and_no_seam_is_torn_by_it(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        await uneven(run, session)
        for minutes in (15, 30, 45):
            newest = (await listed(run))[0]
            await pen.split(newest.id, session.started_at + timedelta(minutes=minutes))
        assert [each.booked.energy_wh for each in await listed(run)] == [7200 - 300, 100, 100, 100]
        parts = await listed(run, SessionQuery(charger_id="EH1", outlet=1))
        assert [each for each in seams(parts) if not each.holds] == []

    told(tmp_path, story)


def test_what_was_told_is_not_given_back_to_a_session_whose_other_part_still_stands(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        noon = session.started_at + timedelta(minutes=30)
        edit = await pen.split(session.id, noon)
        for told in ((None, None, None), (session.started_at, noon, None), (session.started_at, None, 3600)):
            assert await refusal(pen.correct(session.id, *told)) is WhyRefused.SPLIT_STANDS
        assert (await asyncio.to_thread(run.history.totals, SessionQuery())).energy_wh == 7200
        # What somebody typed is their word, also where the parts are more than the whole.
        typed = await pen.correct(session.id, None, noon, 7000)
        await pen.undo(typed.id)
        await pen.undo(edit.id)
        assert (await pen.correct(session.id, None, session.stopped_at, 7000)).kind is EditKind.CORRECTED
        await pen.correct(session.id, None, None, None)
        assert [each.booked.energy_wh for each in await listed(run)] == [7200]

    told(tmp_path, story)


def test_no_undo_gives_a_whole_back_while_a_later_part_of_it_stands(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        stop = session.stopped_at
        assert stop is not None
        corrected = await pen.correct(session.id, None, stop, 6000)
        first = await pen.split(session.id, session.started_at + timedelta(minutes=20))
        second = (await listed(run))[0]
        later = await pen.split(second.id, session.started_at + timedelta(minutes=40))
        assert await refusal(pen.undo(first.id)) is WhyRefused.CHANGED_SINCE
        # Nor can anybody type the numbers that stood there before the later part was split off: that part has them.
        assert await refusal(pen.correct(second.id, None, stop, second.energy_wh)) is WhyRefused.OVERLAPS
        assert await refusal(pen.correct(session.id, None, stop, 6000)) is WhyRefused.OVERLAPS
        assert await refusal(pen.undo(corrected.id)) is WhyRefused.CHANGED_SINCE
        for edit in (later, first, corrected):
            await pen.undo(edit.id)
        assert await listed(run) == [session]

    told(tmp_path, story)


async def refusal(wish: Awaitable[Edit]) -> WhyRefused:
    with pytest.raises(EditRefused) as refused:
        await wish
    return refused.value.why


async def written_on(run: Running, session_id: int) -> list[Edit]:
    return await asyncio.to_thread(run.history.edits, session_id)


async def uneven(run: Running, session: Session) -> None:
    """Readings of the session on top of its own: 100 Wh a quarter at first."""
    start_wh = session.meter_start_wh
    assert start_wh is not None
    for quarter in (1, 2, 3):
        at = session.started_at + timedelta(minutes=15 * quarter)
        reading = Reading(at, start_wh + 100 * quarter)
        run._records.add_readings(session.charger_id, session.outlet, session.id, [reading])
    written = run._records.settled()
    if written is not None:
        await written


def test_a_session_added_by_hand_counts_and_is_taken_back(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
        pen = run.site.bookkeeping
        edit = await pen.add("EH1", 1, began, began + timedelta(hours=2), 9500, person="Bo", note="Laddaren var ny")
        (added,) = await listed(run, SessionQuery(person_id=1))
        assert added.origin is Origin.BY_HAND and added.quality is Quality.EDITED and not added.open
        assert (await asyncio.to_thread(run.history.totals, SessionQuery())).energy_wh == 9500
        await pen.undo(edit.id)
        assert await listed(run) == []
        assert (await an_hour_at(run)).id > added.id  # its number is not given again

    told(tmp_path, story)


def test_what_is_written_at_one_time_is_written_one_after_the_other(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
        pen = run.site.bookkeeping
        await pen.add("EH1", 1, began, began + timedelta(hours=2), 9500)
        (added,) = await listed(run)
        await asyncio.gather(pen.assign([added.id], person="Bo"), pen.note(added.id, "Resa"), pen.exclude([added.id]))
        (written,) = await listed(run)
        assert (written.amended.person_id, written.amended.note, written.amended.excluded) == (1, "Resa", True)

    told(tmp_path, story)


def test_energy_that_the_meter_counted_between_sessions_is_found_and_booked(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        first = await an_hour_at(run)
        stopped_at, stop_wh = first.stopped_at, first.meter_stop_wh
        assert stopped_at is not None and stop_wh is not None
        pen = run.site.bookkeeping
        # A later session whose meter begins 3 kWh further on: written by hand with a meter, as a charger would.
        async with asyncio.timeout(20):
            await later_session(run, stop_wh + 3000)
        known = await listed(run, SessionQuery(charger_id="EH1", outlet=1))
        (seam,) = seams(known)
        assert seam.missing_wh == 3000 and not seam.holds and not seam.fell
        booked = await pen.book_found(seam)
        found = next(each for each in await listed(run) if each.origin is Origin.FOUND)
        assert found.energy_wh == 3000 and found.quality is Quality.RECONSTRUCTED
        assert all(each.holds for each in seams(await listed(run)))
        await pen.undo(booked.id)
        assert [each.missing_wh for each in seams(await listed(run))] == [3000]

    told(tmp_path, story)


async def later_session(run: Running, meter_start_wh: int) -> None:
    import json

    import websockets

    at = datetime.now(UTC).replace(microsecond=0)
    calls = [
        (
            "StartTransaction",
            {"connectorId": 1, "idTag": CARD, "meterStart": meter_start_wh},
            at - timedelta(minutes=9),
        ),
        ("StopTransaction", {"meterStop": meter_start_wh + 500}, at - timedelta(minutes=4)),
    ]
    async with websockets.connect(f"{run.urls[0]}EH1", subprotocols=["ocpp1.6"]) as line:  # type: ignore[list-item]
        transaction = None
        for number, (action, payload, when) in enumerate(calls):
            more = {"timestamp": when.isoformat()} | ({} if transaction is None else {"transactionId": transaction})
            await line.send(json.dumps([2, f"l{number}", action, payload | more]))
            while (answer := json.loads(await line.recv()))[0] != 3:
                pass
            transaction = answer[2].get("transactionId", transaction)


def test_the_outlets_events_are_kept_for_the_sessions_timeline(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        since = datetime.now(UTC)
        session = await an_hour_at(run)
        until = datetime.now(UTC) + timedelta(minutes=1)
        events = await asyncio.to_thread(run.history.events, session.charger_id, session.outlet, since, until)
        kinds = [event.kind for event in events]
        assert kinds[:2] == [EventKind.PLUGGED_IN, EventKind.CARD_SHOWN]
        assert EventKind.CHARGING in kinds and kinds[-1] is EventKind.UNPLUGGED
        assert events[1].detail == CARD

    told(tmp_path, story)


def test_what_is_written_while_a_session_runs_outlives_what_the_charger_tells_next(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        clock = two_hours_ago()
        async with VirtualCharger(a_charger(run, Version.V201), clock) as charger:
            await charger.power_up()
            await charger.plug_in(1)
            assert await charger.tap(1, CARD)
            await charger.hold_power(1, 7200)
            clock.advance(600)
            await charger.meter_tick(1)
            (running,) = await listed(run)
            written: Edit = await run.site.bookkeeping.assign([running.id], person="Bo")
            with pytest.raises(EditRefused) as refused:
                await run.site.bookkeeping.correct(running.id, None, None, 5)
            assert refused.value.why is WhyRefused.STILL_RUNNING
            clock.advance(600)
            await charger.meter_tick(1)
            assert await charger.stop(1, CARD)
            await charger.delivered()
        (ended,) = await listed(run)
        assert not ended.open and ended.energy_wh == 2400
        assert ended.amended.person_id == written.parts[0].after.person_id == 1

    told(tmp_path, story)


def test_a_corrected_session_is_divided_in_the_meters_proportion(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        await pen.correct(session.id, None, None, 12_000)  # the charger told 7,200
        await pen.split(session.id, session.started_at + timedelta(minutes=15))
        second, first = await listed(run)
        assert (first.booked.energy_wh, second.booked.energy_wh) == (3_000, 9_000)

    told(tmp_path, story)


def test_no_session_is_written_into_the_time_of_another_at_its_outlet(tmp_path: Path) -> None:
    async def story(run: Running) -> None:
        session = await an_hour_at(run)
        pen = run.site.bookkeeping
        middle = session.started_at + timedelta(minutes=30)
        with pytest.raises(EditRefused) as refused:
            await pen.add("EH1", 1, middle - timedelta(hours=5), middle, 1_000)
        assert refused.value.why is WhyRefused.OVERLAPS
        await pen.add("EH1", 2, middle - timedelta(hours=5), middle, 1_000)  # another outlet
        added = await pen.add("EH1", 1, session.started_at - timedelta(hours=5), session.started_at, 1_000)
        before = added.parts[0].session_id
        with pytest.raises(EditRefused) as refused:
            await pen.correct(before, session.started_at - timedelta(hours=5), middle, 1_000)
        assert refused.value.why is WhyRefused.OVERLAPS

    told(tmp_path, story)
