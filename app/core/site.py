"""The front desk: takes a report, hands it to the department, records what came of it, announces it, answers.

Everything here is plain: between reading a report and deciding the answer nothing waits, so nothing interleaves. What
was queued with Records is committed before the answer leaves; if it cannot be, memory is put right from the disk and
the charger is answered so that it keeps its message and repeats it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from app.core import card_numbers
from app.core.access import MASTER_GROUP
from app.core.admitting import Admission
from app.core.card_book import CardBook
from app.core.cards import Card
from app.core.changes import KnockHeard, ListeningChanged, MessagesLogged, Picture, TroublesChanged, WindowAsked
from app.core.contact import Knock, RawMessage, Trouble, TroubleKind
from app.core.displays.keeper import DisplayKeeper
from app.core.gate import Gate
from app.core.handlers import Handlers
from app.core.interfaces import Archive, Link, NotStored, Now, Receipt, Records, Remembered
from app.core.ledger.bookkeeping import Bookkeeping
from app.core.limits import Limits
from app.core.lists.keeper import ListKeeper
from app.core.minding import Minder
from app.core.model import Session, Standing
from app.core.papers.desk import StatementDesk
from app.core.people import People
from app.core.pricing import Pricing
from app.core.privacy import Privacy
from app.core.registry import Registry
from app.core.reports import (
    Alive,
    Answer,
    Heard,
    NotApproved,
    Report,
)
from app.core.sessions import Ledger
from app.core.setup import SetUp
from app.core.tallies import Tallies
from app.core.values import replace
from app.core.wishes import HashPassword, Wishes

log = logging.getLogger(__name__)

# The same knock again within this is counted, not listed.
KNOCK_WINDOW = timedelta(minutes=1)
KNOCKS_KEPT = 100
# A trouble of the disk is over when nothing has failed for this long.
TROUBLE_HOLDS = timedelta(seconds=15)
# How soon to try again to read a disk that could not be read.
RECALL_AGAIN_S = 1.0
# A stranger that nobody approved and that has not called for this long was passing by.
STRANGERS_KEPT = timedelta(days=1)


class Site:
    """Every charger, outlet and open session, and what is decided of them. Lives on the engine's loop."""

    def __init__(
        self,
        records: Records,
        remembered: Remembered,
        archive: Archive,
        now: Now,
        hash_password: HashPassword,
        *,
        who: str = "",
        approve_new: bool = False,
        test_mode: bool = False,
        zone: tzinfo | None = None,
        program: str = "Laddvakt",
    ) -> None:
        """`who`: the account that this runs under, for the record of what people write.

        `zone`: where people live; None: the system's. `program`: the name and version that statements carry.
        """
        self._records = records
        self._archive = archive
        self._now = now
        self._approve_new = approve_new
        self.registry = Registry(records, now)
        self.changes = self.registry.changes
        self.set_up = SetUp(self.registry, enabled=not test_mode, then=self._ready)
        self.troubles: dict[TroubleKind, Trouble] = {}
        self.listening: tuple[tuple[str, int], ...] = ()
        self.has_window = False
        self.knocks: list[Knock] = []  # newest last
        self.people = People(records, self.changes)
        self.cards = CardBook(records, self.changes, self.people, now)
        self.prices = Pricing(records, archive, self.changes, lambda: self._handlers.ledger.all_open(), now)
        self.tallies = Tallies(archive, lambda: self._handlers.ledger.all_open(), self.prices, now, zone)
        self.gate = Gate(records, self.changes, self.cards, self.people, self.tallies, self._charges, now, zone)
        self.wishes = Wishes(self.registry, records, self.set_up, self._open_at, self.gate, hash_password)
        self._admission = Admission(self.registry, self.gate, self.cards, self.people, self._knows_masters, now)
        self._limits = Limits(
            self.registry, self.cards, self.people, self.tallies, self.gate, now, enabled=not test_mode
        )
        self._handlers = Handlers(
            self.registry,
            records,
            _ledger_of(remembered),
            self._admission,
            self._limits,
            self.set_up,
            self.wishes.settings_told,
            lambda charger_id, card: self.displays.price_at(charger_id, card),
            lambda charger_id, told: self.displays.reckoned(charger_id, told),
            now,
        )
        self.minder = Minder(
            records,
            self.gate,
            self.tallies,
            self._limits,
            self.prices,
            self.cards,
            self.people,
            now,
            used_anew=lambda: self.lists.used_anew(),
        )
        self.bookkeeping = Bookkeeping(
            records,
            archive,
            lambda: self._handlers.ledger,
            self.people,
            self.changes,
            remembered.last_edit_id,
            who,
            now,
        )
        self.privacy = Privacy(
            records,
            archive,
            self.registry,
            lambda: self._handlers.ledger,
            self.cards,
            self.people,
            self.gate,
            now,
            zone,
        )
        self.registry.install(remembered)
        self.people.install(remembered.people, remembered.vehicles)
        self.cards.install(remembered)
        self.prices.install(remembered)
        self.displays = DisplayKeeper(
            self.registry,
            records,
            self.prices,
            self._handlers.ledger.all_open(),
            lambda charger_id, name: self._handlers.ledger.find(charger_id, name),
            now,
            enabled=not test_mode,
        )
        self.prices.left_of = self._limits.left_of
        self.statements = StatementDesk(records, archive, self.changes, self.prices, now, program)
        self.changes.observe(self.minder.heard)
        self.lists = ListKeeper(
            self.registry,
            records,
            archive,
            self.cards,
            self.people,
            self.gate.circumstances,
            now,
            enabled=not test_mode,
            busy=self.set_up.busy,
        )
        self.lists.install(remembered.holdings)
        self.knocks = list(remembered.knocks)
        self._lasting: set[TroubleKind] = set()
        self.newest_backup_at: datetime | None = None  # told by whoever keeps the backups
        self._failed_at = now()  # when something could not be kept last
        self._repair: asyncio.Task[None] | None = None
        records.watch(self._committed)
        records.watch_log(self._logged)

    async def begin(self) -> None:
        """Know what cards and people have used before the first charger calls, and keep up with it."""
        await self.minder.begin()

    # What lines report to (interfaces.Desk).

    def canonical(self, identity: str) -> str | None:
        return self.registry.canonical(identity)

    def anonymous_at(self, address: str) -> str | None:
        return self.registry.anonymous_at(address)

    def password_hash(self, charger_id: str) -> str | None:
        return self.registry.password_hashes.get(charger_id)

    def refused(self, charger_id: str) -> bool:
        charger = self.registry.chargers.get(charger_id)
        return charger is not None and charger.standing is Standing.REFUSED

    def knocked(self, knock: Knock) -> None:
        for index in range(len(self.knocks) - 1, -1, -1):
            earlier = self.knocks[index]
            if knock.at - earlier.at > KNOCK_WINDOW:
                break
            if (earlier.address, earlier.identity, earlier.outcome) == (knock.address, knock.identity, knock.outcome):
                knock = replace(knock, count=earlier.count + knock.count)
                del self.knocks[index]
                break
        self.knocks.append(knock)
        del self.knocks[:-KNOCKS_KEPT]
        self._records.save_knock(knock)
        self._records.dispatch()
        self.changes.publish(KnockHeard(knock))

    def connected(self, link: Link) -> None:
        charger = self.registry.connected(link)
        if self._approve_new and charger.standing is Standing.WAITING:
            charger = self.registry.put_charger(replace(charger, standing=Standing.APPROVED))
        self._records.dispatch()
        self.set_up.connected(link, charger)

    def heard(self, link: Link) -> None:
        self.registry.heard(link)
        self._records.dispatch()

    def disconnected(self, link: Link) -> None:
        if self.registry.disconnected(link):
            self.set_up.disconnected(link)
            self._records.dispatch()

    def overheard(self, message: RawMessage) -> None:
        self._records.add_message(message)

    def _logged(self, charger_ids: frozenset[str]) -> None:
        for charger_id in charger_ids:
            self.changes.publish(MessagesLogged(charger_id))

    def receive(self, link: Link, reports: Sequence[Report]) -> Receipt:
        """Decide the answer to the first of `reports`, book all; the answer may leave when `written` is done."""
        only_alive = len(reports) == 1 and isinstance(reports[0], Alive)
        if self._repair is not None and not only_alive:
            return Receipt(Heard(), _failed(NotStored(TroubleKind.DATA_NOT_WRITABLE, "putting memory right")))
        charger = self.registry.charger_of(link)
        if charger is None:  # an older line, or a charger the user has removed meanwhile
            return Receipt(NotApproved(), None)
        answer: Answer = Heard()
        for index, report in enumerate(reports):
            decided = self._handlers.decide(link, charger, report)
            answer = decided if index == 0 else answer
        if isinstance(answer, Heard) and only_alive:
            return Receipt(answer, None)  # a heartbeat acknowledges nothing
        return self.displays.receipt(link, charger.id, answer, self._records.settled())

    def _ready(self, link: Link) -> None:
        """A charger was set up: now for what can wait."""
        self.lists.ready(link)
        self.displays.ready(link)

    def _open_at(self, charger_id: str, outlet: int) -> Session | None:
        return self._handlers.ledger.open_at(charger_id, outlet)

    def _charges(self, card: Card, but: Session | None, by: datetime) -> bool:
        keys = {card_numbers.key(number) for number in self.cards.numbers_of(card)}
        return any(
            card_numbers.key(each.card or "") in keys and each.started_at <= by and (but is None or each.id != but.id)
            for each in self._handlers.ledger.all_open()
        )

    def _knows_masters(self, charger_id: str) -> bool:
        """Whether this charger ends sessions by itself for a master card."""
        away = self.lists.away.get(charger_id)
        return away is not None and away.settings.master_group == MASTER_GROUP

    def picture(self) -> Picture:
        """Everything live, at this instant."""
        return Picture(
            tuple(self.registry.chargers.values()),
            tuple(self.registry.outlets.values()),
            tuple(self.knocks),
            tuple(self.troubles.values()),
            self.listening,
            tuple(self.people.people.values()),
            tuple(self.people.vehicles.values()),
            tuple(self.cards.cards.values()),
            tuple(self.cards.policies.items()),
            tuple(self.gate.asked.values()),
            books=tuple(self.prices.books.values()),
            costs=tuple(self.prices.live.values()),
            folder=self.prices.watched,
            away=tuple(self.lists.away.values()),
            displays=tuple(self.displays.displays.values()),
        )

    # Where chargers can reach us, and what the user must know of.

    def listens(self, bound: tuple[tuple[str, int], ...]) -> None:
        self.listening = bound
        self.changes.publish(ListeningChanged(bound))

    def show_window(self) -> bool:
        """Bring the window to the front; False where the program runs without one."""
        if self.has_window:
            self.changes.publish(WindowAsked())
        return self.has_window

    def trouble(self, kind: TroubleKind, detail: str = "", holder: str = "", *, lasting: bool = False) -> None:
        """Tell the user, once, until it passes; a lasting one does so only where that is said by `passed`."""
        if lasting:
            self._lasting.add(kind)
        if kind not in self.troubles:
            log.error("%s: %s", kind.value, detail)
            backup_at = self.newest_backup_at if kind is TroubleKind.DATA_BROKEN else None
            self.troubles[kind] = Trouble(kind, detail, self._now(), backup_at, holder)
            self.changes.publish(TroublesChanged(tuple(self.troubles.values())))

    def passed(self, *kinds: TroubleKind) -> None:
        self._lasting.difference_update(kinds)
        gone = [kind for kind in kinds if self.troubles.pop(kind, None) is not None]
        if gone:
            self.changes.publish(TroublesChanged(tuple(self.troubles.values())))

    # When what was decided could not be kept.

    def _committed(self, failure: NotStored | None) -> None:
        if failure is None:
            # A small write can still find room on a full disk: only when all has gone well for a while is it over.
            if self.troubles and self._now() - self._failed_at >= TROUBLE_HOLDS:
                self.passed(*(kind for kind in _STORE_TROUBLES if kind not in self._lasting))
            return
        self._failed_at = self._now()
        self.trouble(failure.kind, str(failure))
        if self._repair is None:
            self._repair = asyncio.get_running_loop().create_task(self._put_right())

    async def _put_right(self) -> None:
        """Make memory what the disk says, once nothing is on its way there.

        Until the disk can be read nothing is received: memory may hold what is on no disk, and would answer a repeat of
        it as if it were.
        """
        try:
            while True:
                on_its_way = self._records.settled()
                if on_its_way is not None:
                    await asyncio.wait((on_its_way,))
                    on_its_way.exception()  # told already
                try:
                    self._install(await self._archive.read(lambda history: history.remembered()))
                    return
                except NotStored as failure:
                    self._failed_at = self._now()
                    self.trouble(failure.kind, failure.detail)
                    await asyncio.sleep(RECALL_AGAIN_S)
        finally:
            self._repair = None

    def _install(self, remembered: Remembered) -> None:
        self._handlers.ledger = _ledger_of(remembered)
        self._admission.put_right()
        self._limits.put_right()
        self.gate.put_right()
        self.registry.install(remembered)
        self.people.install(remembered.people, remembered.vehicles)
        self.cards.install(remembered)
        self.prices.install(remembered)
        self.lists.install(remembered.holdings)
        self.displays.put_right(self._handlers.ledger.all_open())
        self.knocks = list(remembered.knocks)

    def tidy(self, now: datetime) -> None:
        """Once an hour or so: let go of what no charger will speak of again, and of strangers who went away."""
        self._handlers.ledger.forget_old(now)
        for charger in list(self.registry.chargers.values()):
            gone = not charger.online and (charger.last_seen_at is None or now - charger.last_seen_at > STRANGERS_KEPT)
            if charger.standing is Standing.WAITING and gone:
                self.registry.forget(charger)
        self._records.dispatch()
        self.lists.renew()
        self.displays.renew()

    async def close(self) -> None:
        self.set_up.close()
        await self.lists.close()
        await self.displays.close()
        self.wishes.close()
        await self.prices.close()
        self._handlers.close()
        self._admission.close()
        self._limits.close()
        self.minder.close()
        if self._repair is not None:
            self._repair.cancel()
            await asyncio.wait((self._repair,))


_STORE_TROUBLES = (
    TroubleKind.DISK_FULL,
    TroubleKind.DATA_NOT_WRITABLE,
    TroubleKind.DATA_LOCKED,
    TroubleKind.DATA_BROKEN,
    TroubleKind.DATA_UNREACHABLE,
)


def _ledger_of(remembered: Remembered) -> Ledger:
    habits = {each.id: each.meter_habit for each in remembered.chargers if each.meter_habit is not None}
    return Ledger(
        remembered.open_sessions,
        remembered.recent_sessions,
        remembered.last_session_id,
        remembered.older_sessions,
        habits,
    )


def _failed(failure: NotStored) -> asyncio.Future[None]:
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    future.set_exception(failure)
    return future
