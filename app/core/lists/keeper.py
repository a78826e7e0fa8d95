"""Keeps in every charger the list of cards that holds there, so that it decides rightly when this computer is off.

A charger is visited after it was set up, and again when cards, people or policies change. One thing at a time for each
charger; what one cannot or will not take is said and tried again later, never insisted on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

from app.core import card_numbers
from app.core.access import MASTER_GROUP, Circumstances
from app.core.card_book import SITE, CardBook
from app.core.cards import AtTheEnd, Card, Policy
from app.core.changes import CardsChanged, Change, ChargerForgotten, PeopleChanged, PoliciesChanged
from app.core.commands import (
    Accepted,
    CommandFailed,
    NotPossible,
    NotSupported,
    Offline,
    SetAway,
    UnknownCharger,
    WhyNot,
)
from app.core.interfaces import Archive, Link, Now, Records
from app.core.lists.away import Away, Holding, WhenOff, settings_for, wanted
from app.core.lists.visit import Line, Visits
from app.core.people import People
from app.core.registry import Registry
from app.core.values import replace

log = logging.getLogger(__name__)

# Changes of one while are one push: somebody is typing, or a list comes in.
GATHER_S = 3.0
# When a charger that did not take its list is tried again; the last of these from then on.
AGAIN_AFTER_S = (60.0, 300.0, 1800.0, 7200.0)

Sleep = Callable[[float], Awaitable[None]]


class ListKeeper:
    """The department of `site.lists`. Lives on the engine's loop."""

    def __init__(
        self,
        registry: Registry,
        records: Records,
        archive: Archive,
        book: CardBook,
        people: People,
        circumstances: Callable[[Card], Circumstances],
        now: Now,
        *,
        enabled: bool,
        busy: Callable[[str], bool] = lambda charger_id: False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Disabled, it does only what the user asks; `busy`: a charger is being set up, and `ready` is told after."""
        self._registry = registry
        self._book = book
        self._people = people
        self._enabled = enabled
        self._busy = busy
        self._sleep = sleep
        self._visits = Visits(records, archive, registry.changes, book, circumstances, now)
        self._lines: dict[str, Line] = {}
        self._waiting: dict[tuple[str, bool], asyncio.Task[None]] = {}  # (charger, after a failure)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()  # something changed while its list was being sent
        self._cards: Mapping[str, Card] = dict(book.cards)
        self._policies: Mapping[str, Policy] = dict(book.policies)
        registry.changes.observe(self._changed)

    @property
    def away(self) -> dict[str, Away]:
        """How each charger stands, by id."""
        return self._visits.away

    def install(self, holdings: tuple[Holding, ...]) -> None:
        """Take over what is on disk."""
        self._visits.install(holdings)

    # Wishes of the user, in test mode too.

    async def look(self, charger_id: str) -> Away:
        """Ask the charger for its settings and its list's version. Raises CommandFailed."""
        line = self._line(charger_id)
        async with line.one_at_a_time:
            right = await self._visits.look(line)
        if not right:
            self._due(line.charger_id)
        return self.away[line.charger_id]

    async def send_now(self, charger_id: str) -> Away:
        """Bring its list up to date at once. Raises CommandFailed, which says why it is not."""
        line = self._line(charger_id)
        async with line.one_at_a_time:
            line.settings, line.checked = None, False  # whatever was heard of it before is asked again
            await self._visits.bring(line, wished=True)
        return self.away[line.charger_id]

    async def set_when_off(self, charger_id: str, when_off: WhenOff | None = None) -> Accepted:
        """Set who can charge while this computer is off; None: whoever comes nearest to the policy there.

        Raises Refused where the charger will not. What it does by now is asked in any case.
        """
        line = self._line(charger_id)
        settings = settings_for(when_off or wanted(self._book.policy(line.charger_id)))
        async with line.one_at_a_time:
            with contextlib.suppress(CommandFailed):
                await self._visits.read_settings(line)
            has_masters = line.settings is not None and line.settings.master_group is not None
            if has_masters and any(card.master for card in self._book.cards.values()):
                settings = replace(settings, master_group=MASTER_GROUP)
            try:
                result = await line.link.send(SetAway(settings))
            finally:
                line.cannot = False  # a list that was switched off may be on now
                with contextlib.suppress(CommandFailed):
                    await self._visits.read_settings(line)
        self._due(line.charger_id)
        return result if isinstance(result, Accepted) else Accepted()

    # When it is time.

    def ready(self, link: Link) -> None:
        """This charger was asked whatever else there was to ask."""
        charger = self._registry.charger_of(link)
        if charger is not None and charger.approved and self._enabled:
            line = self._line(charger.id)
            line.settings, line.checked = None, False  # it may have been restarted, and set differently
            self._run(charger.id)

    def used_anew(self) -> None:
        """It is known what cards and people have used by now: one that is used up must leave the lists."""
        if self._counts():
            self.renew()

    def renew(self) -> None:
        """Time and use alone change what should be listed. To be called every hour or so."""
        for charger_id, line in self._lines.items():
            if not line.failures:
                self._due(charger_id)

    async def close(self) -> None:
        tasks = [*self._waiting.values(), *self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _changed(self, change: Change) -> None:
        match change:
            case CardsChanged(cards):
                self._cards_changed({card_numbers.key(card.uid): card for card in cards})
            case PoliciesChanged(policies):
                self._policies_changed(dict(policies))
            case PeopleChanged():
                self._all_due()
            case ChargerForgotten(charger_id):
                self._lines.pop(charger_id, None)
                if charger_id in self._running:
                    self._running[charger_id].cancel()
                self._visits.let_go(charger_id)

    def _cards_changed(self, cards: Mapping[str, Card]) -> None:
        before, self._cards = self._cards, cards
        if any(_may(card) != _may(cards.get(key)) for key, card in before.items()):
            self._must_forget(self._registry.chargers)
        self._all_due()

    def _policies_changed(self, policies: Mapping[str, Policy]) -> None:
        before, self._policies = self._policies, policies
        self._must_forget(each for each in self._registry.chargers if _policy(before, each) != _policy(policies, each))
        self._all_due()

    def _must_forget(self, charger_ids: Iterable[str]) -> None:
        self._visits.must_forget(charger_ids, remember=self._enabled)

    def _counts(self) -> bool:
        """Whether a session can use anything up."""
        budgets = (person.budget for person in self._people.people.values())
        return any(each is not None and each.at_the_end is not AtTheEnd.WARN for each in budgets) or any(
            card.allowance is not None for card in self._book.cards.values()
        )

    def _all_due(self) -> None:
        for charger_id in self._lines:
            self._due(charger_id)

    def _due(self, charger_id: str) -> None:
        self._after(charger_id, GATHER_S)

    def _after(self, charger_id: str, seconds: float, *, failed: bool = False) -> None:
        """One wait of each kind at a time: what else changes meanwhile goes with it."""
        where = (charger_id, failed)
        if not self._enabled or where in self._waiting:
            return

        async def wait() -> None:
            await self._sleep(seconds)
            del self._waiting[where]
            self._run(charger_id)

        self._waiting[where] = asyncio.get_running_loop().create_task(wait())

    def _run(self, charger_id: str) -> None:
        if charger_id in self._running:
            self._again.add(charger_id)
        elif not self._busy(charger_id):
            self._running[charger_id] = asyncio.get_running_loop().create_task(self._runs(charger_id))

    async def _runs(self, charger_id: str) -> None:
        try:
            while True:
                self._again.discard(charger_id)
                await self._visit(charger_id)
                if charger_id not in self._again:
                    return
        finally:
            del self._running[charger_id]

    async def _visit(self, charger_id: str) -> None:
        try:
            line = self._line(charger_id)
            if line.cannot and charger_id not in self._visits.forget:
                return
            async with line.one_at_a_time:
                await self._visits.bring(line)
        except (Offline, NotSupported, NotPossible, UnknownCharger):
            return  # again with its next line, or never
        except CommandFailed as failure:
            log.info("%s did not take its list of cards: %s", charger_id, type(failure).__name__)
            again = AGAIN_AFTER_S[min(line.failures, len(AGAIN_AFTER_S) - 1)]
            line.failures += 1
            self._after(charger_id, again, failed=True)

    def _line(self, charger_id: str) -> Line:
        """Raises UnknownCharger, NotPossible, Offline."""
        charger = self._registry.charger(charger_id)
        if not charger.approved:
            raise NotPossible(WhyNot.NOT_APPROVED)
        link = self._registry.link(charger.id)
        line = self._lines.get(charger.id)
        if line is None or line.link is not link:
            line = self._lines[charger.id] = Line(charger.id, link)
        return line


def _may(card: Card | None) -> Card | None:
    """The card without what decides nothing; a charger that remembers its last answer is wrong when this changes."""
    return None if card is None else replace(card, name="", colour="", person_id=None, added_at=None)


def _policy(policies: Mapping[str, Policy], charger_id: str) -> Policy:
    return policies.get(charger_id) or policies.get(SITE) or Policy()
