"""What a user may write over the ledger: each wish is a coroutine that returns its edit once it is on disk.

Raises EditRefused where it makes no sense, NotStored where it could not be kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from app.core.changes import Changes, SessionChanged
from app.core.edits import (
    LONGEST,
    MOST_NAME,
    MOST_NOTE,
    TOUCHING,
    Edit,
    EditKind,
    EditPart,
    EditRefused,
    WhyRefused,
    changes_numbers,
    clean,
    corrected,
    is_divided,
    split,
    written_down,
)
from app.core.interfaces import Archive, History, NotStored, Now, Records, SessionQuery
from app.core.ledger.continuity import Seam
from app.core.model import Amendment, Origin, Session
from app.core.people import People
from app.core.values import replace


class Book(Protocol):
    """The part of the ledger that bookkeeping needs: the sessions it follows, and the numbers it gives."""

    def known(self, session_id: int) -> Session | None: ...

    def amended(self, session: Session) -> None:
        """Follow this successor of a session it follows."""

    def next_id(self) -> int: ...


_Asked = ParamSpec("_Asked")
_Wish = Callable[Concatenate["Bookkeeping", _Asked], Coroutine[Any, Any, Edit]]


def _alone(wish: _Wish[_Asked]) -> _Wish[_Asked]:
    """One wish after the other: each reads what stands there before it writes over it."""

    @wraps(wish)
    async def waits(pen: Bookkeeping, /, *asked: _Asked.args, **named: _Asked.kwargs) -> Edit:
        async with pen.held:
            return await wish(pen, *asked, **named)

    return waits


class Bookkeeping:
    """The user's pen. Nothing that a charger told is ever overwritten."""

    def __init__(
        self,
        records: Records,
        archive: Archive,
        book: Callable[[], Book],
        people: People,
        changes: Changes,
        last_edit_id: int,
        who: str,
        now: Now,
    ) -> None:
        """`who`: the account that writes, for the record."""
        self._records = records
        self._archive = archive
        self._book = book
        self._people = people
        self._changes = changes
        self._last_edit_id = last_edit_id
        self._who = who
        self._now = now
        self.held = asyncio.Lock()

    @_alone
    async def assign(
        self, session_ids: Sequence[int], *, person: str | None = None, vehicle: str | None = None
    ) -> Edit:
        """To the person and vehicle of these names, made known where they are new; "" for nobody; None: as it is."""
        sessions = await self._sessions(session_ids)
        person_name = None if person is None else clean(person, MOST_NAME)
        vehicle_name = None if vehicle is None else clean(vehicle, MOST_NAME)
        person_id = self._people.person_named(person_name).id if person_name else None
        vehicle_id = self._people.vehicle_named(vehicle_name, person_id).id if vehicle_name else None

        def after(session: Session) -> Amendment:
            amended = session.amended
            if person_name is not None:  # nobody is written down only over a card's person
                amended = replace(amended, person_id=person_id or (None if session.card_person_id is None else 0))
            if vehicle_name is not None:
                amended = replace(amended, vehicle_id=vehicle_id or (None if session.card_vehicle_id is None else 0))
            return amended

        return await self._amend(EditKind.ASSIGNED, [(each, after(each)) for each in sessions])

    @_alone
    async def note(self, session_id: int, text: str) -> Edit:
        text = clean(text, MOST_NOTE)
        (session,) = await self._sessions([session_id])
        return await self._amend(EditKind.NOTED, [(session, replace(session.amended, note=text))])

    @_alone
    async def exclude(self, session_ids: Sequence[int], excluded: bool = True) -> Edit:
        """Leave these out of every total and statement, or take them in again."""
        sessions = await self._sessions(session_ids)
        kind = EditKind.EXCLUDED if excluded else EditKind.INCLUDED
        return await self._amend(kind, [(each, replace(each.amended, excluded=excluded)) for each in sessions])

    @_alone
    async def correct(
        self, session_id: int, started_at: datetime | None, stopped_at: datetime | None, energy_wh: int | None
    ) -> Edit:
        """Write these numbers over the session's; None: as it was told."""
        if (stopped_at is None or energy_wh is None) and await self._divided([session_id]):
            raise EditRefused(WhyRefused.SPLIT_STANDS)
        (session,) = await self._sessions([session_id])
        after = corrected(session, started_at, stopped_at, energy_wh, self._now())
        if (after.started_at, after.stopped_at) != (session.amended.started_at, session.amended.stopped_at):
            await self._room_for(replace(session, amended=after))
        return await self._amend(EditKind.CORRECTED, [(session, after)])

    @_alone
    async def split(self, session_id: int, at: datetime) -> Edit:
        """Two sessions of one; the later part may then be assigned to somebody else."""
        (session,) = await self._sessions([session_id])
        whole = session.part_of or session.id
        readings = await self._archive.read(lambda history: history.readings(whole))
        (session,) = await self._sessions([session_id])
        first, second = split(session, at, readings, self._book().next_id())
        return await self._amend(EditKind.SPLIT, [(session, first)], added=second)

    @_alone
    async def add(
        self,
        charger_id: str,
        outlet: int,
        started_at: datetime,
        stopped_at: datetime,
        energy_wh: int,
        *,
        person: str = "",
        note: str = "",
    ) -> Edit:
        """A session that no charger told of."""
        session = written_down(
            self._book().next_id(),
            Origin.BY_HAND,
            charger_id,
            outlet,
            started_at,
            stopped_at,
            energy_wh,
            self._now(),
        )
        await self._room_for(session)
        person_name, note = clean(person, MOST_NAME), clean(note, MOST_NOTE)
        person_id = self._people.person_named(person_name).id if person_name else None
        return await self._amend(
            EditKind.ADDED, [], added=replace(session, amended=Amendment(person_id=person_id, note=note))
        )

    @_alone
    async def book_found(self, seam: Seam) -> Edit:
        """The energy that the meter counted between two sessions, as a session of its own."""
        session = written_down(
            self._book().next_id(),
            Origin.FOUND,
            seam.charger_id,
            seam.outlet,
            seam.since,
            seam.until,
            seam.missing_wh,
            self._now(),
            meter_start_wh=seam.stop_wh,
        )
        return await self._amend(EditKind.FOUND, [], added=session)

    @_alone
    async def undo(self, edit_id: int) -> Edit:
        """Give back what was there before the edit. Refused where a later edit stands on it."""
        edit = await self._archive.read(lambda history: history.edit(edit_id))
        if edit is None:
            raise EditRefused(WhyRefused.UNKNOWN_EDIT)
        if edit.undone_at is not None:
            raise EditRefused(WhyRefused.UNDONE_ALREADY)
        before = {part.session_id: part for part in edit.parts}
        sessions = await self._sessions(list(before))
        if any(session.amended != before[session.id].after for session in sessions):
            raise EditRefused(WhyRefused.CHANGED_SINCE)
        # The same numbers may have been typed again since: then another part still has a share of what is given back.
        if changes_numbers(edit) and await self._divided(list(before), since=edit_id):
            raise EditRefused(WhyRefused.CHANGED_SINCE)
        for session in sessions:
            self._put(replace(session, amended=before[session.id].before))
        undone = replace(edit, undone_at=self._now(), undone_by=self._who)
        self._records.save_edit(undone)
        await self._kept(sessions)
        return undone

    # Helpers of the above.

    async def _room_for(self, session: Session) -> None:
        """An outlet serves one car at a time. Raises EditRefused where another session lies in this one's time."""
        booked = session.booked
        query = SessionQuery(
            charger_id=booked.charger_id,
            outlet=booked.outlet,
            since=booked.started_at - LONGEST,
            until=booked.stopped_at,
        )
        others = await self._archive.read(lambda history: history.sessions(query))
        for other in (each.booked for each in others if each.id != session.id):
            ended_at = other.stopped_at or other.last_reading_at or other.started_at
            # People write minutes: what overlaps by less is a neighbour.
            if min(ended_at, booked.stopped_at or ended_at) - max(other.started_at, booked.started_at) >= TOUCHING:
                raise EditRefused(WhyRefused.OVERLAPS)

    async def _sessions(self, session_ids: Sequence[int]) -> list[Session]:
        """As they stand now: the ledger's own where it follows them, else the file's."""
        wanted = tuple(dict.fromkeys(session_ids))
        kept = {each.id: each for each in await self._archive.read(lambda history: history.sessions_by_id(wanted))}
        sessions = []
        for session_id in wanted:
            session = self._book().known(session_id) or kept.get(session_id)
            if session is None:
                raise EditRefused(WhyRefused.UNKNOWN_SESSION)
            sessions.append(session)
        return sessions

    async def _divided(self, session_ids: Sequence[int], since: int = 0) -> bool:
        def any_divided(history: History) -> bool:
            return any(is_divided(each, history.edits(each), since) for each in session_ids)

        return await self._archive.read(any_divided)

    async def _amend(
        self, kind: EditKind, amended: Sequence[tuple[Session, Amendment]], added: Session | None = None
    ) -> Edit:
        changed = [(session, after) for session, after in amended if session.amended != after]
        if not changed and added is None:
            raise EditRefused(WhyRefused.NOTHING_CHANGES)
        parts = [EditPart(session.id, session.amended, after) for session, after in changed]
        for session, after in changed:
            self._put(replace(session, amended=after))
        if added is not None:
            # Undone, it is taken back and not deleted: its number is never given to another.
            parts.append(EditPart(added.id, replace(added.amended, removed=True), added.amended))
            self._records.add_session(added)
            self._changes.publish(SessionChanged(added))
        self._last_edit_id += 1
        edit = Edit(self._last_edit_id, self._now(), self._who, kind, tuple(parts))
        self._records.save_edit(edit)
        before = [session for session, _ in changed]
        if added is not None:
            before.append(replace(added, amended=parts[-1].before))
        await self._kept(before)
        return edit

    def _put(self, session: Session) -> None:
        if self._book().known(session.id) is not None:
            self._book().amended(session)
        self._records.save_amendment(session)
        self._changes.publish(SessionChanged(session))

    async def _kept(self, before: Sequence[Session]) -> None:
        """Return when it is on disk; where it cannot be, what was told of it is taken back."""
        written = self._records.settled()
        if written is None:
            return
        try:
            await written
        except NotStored:
            for session in before:
                self._changes.publish(SessionChanged(session))
            raise
