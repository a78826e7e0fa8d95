"""Who is there: chargers, their outlets and their open lines, each change recorded and announced."""

from __future__ import annotations

from bisect import insort
from datetime import datetime, timedelta

from app.core import diary
from app.core.changes import Changes, ChargerChanged, ChargerForgotten, OutletChanged
from app.core.commands import Offline, UnknownCharger
from app.core.interfaces import Link, Now, Records, Remembered
from app.core.model import Charger, Event, EventKind, Outlet
from app.core.values import replace

# How much older than now the shown "last seen" may be.
_SEEN_STEP = timedelta(seconds=10)
# How much older the one on disk may be, which is shown after a program that was cut off.
_SEEN_KEPT_STEP = timedelta(minutes=5)
# A charger with more outlets than this is not one.
MOST_OUTLETS = 64


class Registry:
    """The frozen picture of every charger and outlet, by id, and the one newest line to each charger."""

    def __init__(self, records: Records, now: Now) -> None:
        self._records = records
        self._now = now
        self.changes = Changes()
        self.chargers: dict[str, Charger] = {}
        self.outlets: dict[tuple[str, int], Outlet] = {}
        self.password_hashes: dict[str, str] = {}
        self._ids: dict[str, str] = {}  # folded identity → id
        self._links: dict[str, Link] = {}
        self._seen_kept: dict[str, datetime] = {}  # charger id → the "last seen" that was put on disk last
        self._numbers: dict[str, list[int]] = {}  # charger id → its outlets' numbers, ascending

    def install(self, remembered: Remembered) -> None:
        """Take over what is on disk; lines that are open stay open."""
        self.chargers = {charger.id: charger for charger in remembered.chargers}
        self.outlets = {}
        self._numbers = {}
        for outlet in remembered.outlets:
            self._add_outlet(outlet)
        self.password_hashes = dict(remembered.password_hashes)
        self._ids = {charger_id.casefold(): charger_id for charger_id in self.chargers}
        for charger_id, link in list(self._links.items()):
            charger = self.chargers.get(charger_id)
            if charger is None:
                del self._links[charger_id]
                link.close("this charger is not known any more")
            else:
                self.chargers[charger_id] = replace(charger, online=True, address=link.address)
        for each in self.chargers.values():
            self.changes.publish(ChargerChanged(each))
        for outlet in self.outlets.values():
            self.changes.publish(OutletChanged(outlet))

    # Looking up.

    def canonical(self, identity: str) -> str | None:
        return self._ids.get(identity.casefold())

    def anonymous_at(self, address: str) -> str | None:
        for charger in self.chargers.values():
            if charger.anonymous and charger.address == address:
                return charger.id
        return None

    def charger(self, identity: str) -> Charger:
        """Raises UnknownCharger."""
        charger_id = self.canonical(identity)
        if charger_id is None:
            raise UnknownCharger(identity)
        return self.chargers[charger_id]

    def charger_of(self, link: Link) -> Charger | None:
        """The charger whose newest line this is."""
        charger_id = self.canonical(link.identity)
        if charger_id is None or self._links.get(charger_id) is not link:
            return None
        return self.chargers[charger_id]

    def link(self, charger_id: str) -> Link:
        """Raises Offline."""
        link = self._links.get(charger_id)
        if link is None:
            raise Offline(charger_id)
        return link

    def outlet(self, charger_id: str, number: int) -> Outlet:
        """The outlet, made on first mention: chargers name outlets they never announced."""
        known = self.outlets.get((charger_id, number))
        if known is not None:
            return known
        outlet = Outlet(charger_id, min(max(number, 1), MOST_OUTLETS))
        return self.outlets.get((charger_id, outlet.number)) or self.put_outlet(outlet)

    def outlets_of(self, charger_id: str) -> list[Outlet]:
        """In the order of their numbers."""
        return [self.outlets[charger_id, number] for number in self._numbers.get(charger_id, ())]

    # Changing.

    def put_charger(self, charger: Charger) -> Charger:
        self._ids[charger.id.casefold()] = charger.id
        self._records.save_charger(charger)
        return self._show_charger(charger)

    def _show_charger(self, charger: Charger) -> Charger:
        self.chargers[charger.id] = charger
        self.changes.publish(ChargerChanged(charger))
        return charger

    def put_outlet(self, outlet: Outlet) -> Outlet:
        """Show the outlet so, and record what of it must outlive the program where that is news."""
        before = self.outlets.get((outlet.charger_id, outlet.number))
        if before is None or not _kept_alike(before, outlet):
            self._records.save_outlet(outlet)
            if before is not None:
                for event in diary.between(before, outlet, self._now()):
                    self._records.add_event(event)
        self._add_outlet(outlet)
        self.changes.publish(OutletChanged(outlet))
        return outlet

    def _add_outlet(self, outlet: Outlet) -> None:
        where = (outlet.charger_id, outlet.number)
        if where not in self.outlets:
            insort(self._numbers.setdefault(outlet.charger_id, []), outlet.number)
        self.outlets[where] = outlet

    def put_password(self, charger: Charger, password_hash: str | None) -> Charger:
        """Replace what the charger's password must hash to; None: it needs none."""
        if password_hash is None:
            self.password_hashes.pop(charger.id, None)
        else:
            self.password_hashes[charger.id] = password_hash
        self._records.save_password(charger.id, password_hash)
        return self.put_charger(replace(charger, has_password=password_hash is not None))

    def forget(self, charger: Charger) -> None:
        """Remove the charger; its sessions stay in the history."""
        link = self._links.pop(charger.id, None)
        if link is not None:
            link.close("this charger was removed")
        del self.chargers[charger.id]
        self._ids.pop(charger.id.casefold(), None)
        self.password_hashes.pop(charger.id, None)
        for number in self._numbers.pop(charger.id, ()):
            del self.outlets[charger.id, number]
        self._records.forget_charger(charger.id)
        self.changes.publish(ChargerForgotten(charger.id))

    # Lines.

    def connected(self, link: Link) -> Charger:
        """The newest line wins: an older one is closed, and its late words change nothing."""
        now = self._now()
        charger_id = self.canonical(link.identity)
        if charger_id is None:
            charger = Charger(link.identity, first_seen_at=now, anonymous=link.anonymous)
        else:
            charger = self.chargers[charger_id]
        older = self._links.get(charger.id)
        self._links[charger.id] = link
        if older is not None and older is not link:
            older.close("the charger opened a newer line")
        if older is None:
            self._line_changed(charger, EventKind.LINE_BACK)
        return self.put_charger(
            replace(
                charger,
                online=True,
                restarting=False,
                last_seen_at=now,
                protocol=link.protocol,
                address=link.address,
            )
        )

    def heard(self, link: Link) -> None:
        charger = self.charger_of(link)
        now = self._now()
        if charger is not None and (charger.last_seen_at is None or now - charger.last_seen_at > _SEEN_STEP):
            seen = replace(charger, last_seen_at=now)
            kept_at = self._seen_kept.get(charger.id)
            if kept_at is None or now - kept_at >= _SEEN_KEPT_STEP:
                self._seen_kept[charger.id] = now
                self.put_charger(seen)
            else:
                self._show_charger(seen)

    def disconnected(self, link: Link) -> bool:
        """True where this was the charger's newest line: it is offline now."""
        charger = self.charger_of(link)
        if charger is None:
            return False
        del self._links[charger.id]
        self._line_changed(charger, EventKind.LINE_LOST)
        self.put_charger(replace(charger, online=False, last_seen_at=self._now()))
        return True

    def _line_changed(self, charger: Charger, kind: EventKind) -> None:
        """Told in the timeline of the sessions that run."""
        for outlet in self.outlets_of(charger.id):
            if outlet.session is not None and outlet.session.open:
                self._records.add_event(Event(charger.id, outlet.number, self._now(), kind))


def _kept_alike(before: Outlet, after: Outlet) -> bool:
    """They differ at most in what need not outlive the program: a live reading, a wish, their session's progress."""
    was, now = before.session, after.session
    same_session = was is now or (was is not None and now is not None and was.id == now.id)
    return same_session and replace(after, session=was, live=before.live, wish=before.wish) == before
