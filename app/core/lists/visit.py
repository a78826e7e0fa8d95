"""One visit to a charger for its list: what it does when this computer is off, what it holds, and what it should."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from app.core import card_numbers
from app.core.access import MASTER_GROUP, Circumstances
from app.core.card_book import CardBook
from app.core.cards import Card, Openness, Policy
from app.core.changes import AwayChanged, Changes
from app.core.commands import (
    AwayRead,
    BadAnswer,
    BadRequest,
    CommandFailed,
    ForgetCache,
    NoAnswer,
    NotSupported,
    Offline,
    ReadAway,
    Refused,
)
from app.core.interfaces import Archive, History, Link, NotStored, Now, Records
from app.core.lists import chosen as card_lists
from app.core.lists import sending as list_sending
from app.core.lists.away import Away, AwaySettings, Holding, LeftOut, ListState
from app.core.lists.chosen import Wanted
from app.core.lists.sending import Sending
from app.core.values import replace

log = logging.getLogger(__name__)


class Line:
    """What was learned on the open line to one charger, and is forgotten with it."""

    def __init__(self, charger_id: str, link: Link) -> None:
        self.charger_id = charger_id
        self.link = link
        self.settings: AwaySettings | None = None  # None: not asked yet
        self.checked = False  # the charger told the version that was expected
        self.cannot = False  # it keeps no list
        self.at_once: int | None = None  # what a part shrank to after a failure
        self.failures = 0  # in a row
        self.one_at_a_time = asyncio.Lock()


class Visits:
    """Every charger's Away and Holding, and how they come to be true."""

    def __init__(
        self,
        records: Records,
        archive: Archive,
        changes: Changes,
        book: CardBook,
        circumstances: Callable[[Card], Circumstances],
        now: Now,
    ) -> None:
        self._records = records
        self._archive = archive
        self._changes = changes
        self._book = book
        self._circumstances = circumstances
        self._now = now
        self.away: dict[str, Away] = {}
        self.forget: set[str] = set()  # chargers that may remember answers which are wrong by now
        self._held: dict[str, Holding] = {}

    def install(self, holdings: tuple[Holding, ...]) -> None:
        """Take over what is on disk."""
        self._held = {each.charger_id: each for each in holdings}
        self.forget.update(each.charger_id for each in holdings if each.forget)
        for each in holdings:
            self._show(each.charger_id)

    def let_go(self, charger_id: str) -> None:
        """Of a charger that was removed."""
        for kept in (self.away, self._held):
            kept.pop(charger_id, None)
        self.forget.discard(charger_id)

    def must_forget(self, charger_ids: Iterable[str], *, remember: bool) -> None:
        """They may remember answers that are wrong by now, until each has been told to forget them.

        `remember`: also when this program begins again; it is kept with what is being changed.
        """
        for charger_id in set(charger_ids) - self.forget:
            self.forget.add(charger_id)
            if remember:
                self._save(self._held.get(charger_id) or Holding(charger_id))

    async def read_settings(self, line: Line) -> None:
        """Raises CommandFailed; then nothing is known of them."""
        line.settings = AwaySettings()
        try:
            result = await line.link.send(ReadAway())
            if not isinstance(result, AwayRead):
                raise BadAnswer("no settings")
            line.settings = result.settings
        finally:
            self._show(line.charger_id, settings=line.settings, at=self._now())

    async def look(self, line: Line) -> bool:
        """Whether its list is as it should be. Raises CommandFailed."""
        await self.read_settings(line)
        try:
            told = await list_sending.version_of(line.link)
        except NotSupported:
            self._cannot(line)
            return True
        held, wanted = list_sending.as_told(self._holding(line), told), await self._wanted(line)
        if self._right(line, held, wanted):
            return True
        line.checked = False
        self._show(line.charger_id, state=ListState.DIFFERS, detail="", left_out=wanted.left_out)
        return False

    async def bring(self, line: Line, *, wished: bool = False) -> None:
        """Make its list what it should be, asking no more than is needed. Raises CommandFailed."""
        try:
            await self._bring(line, wished)
        except NotSupported:
            self._cannot(line)
            raise
        except Offline:
            before = self.away.get(line.charger_id)
            if before is not None and before.state is ListState.SENDING:
                self._show(line.charger_id, state=ListState.FAILED, detail="")
            raise
        except CommandFailed as failure:
            self._show(line.charger_id, state=ListState.FAILED, detail=_word(failure))
            raise

    async def _bring(self, line: Line, wished: bool) -> None:
        if line.settings is None:
            try:
                await self.read_settings(line)
            except (Offline, NoAnswer):
                line.settings = None
                raise
            except CommandFailed as failure:
                log.info("%s does not tell what it does by itself: %s", line.charger_id, type(failure).__name__)
        held, wanted = self._holding(line), await self._wanted(line)
        if line.charger_id in self.forget or card_lists.turns_away(held.listed, wanted.listed):
            await self._forget_answers(line)
        if line.checked and self._right(line, held, wanted):
            return
        told = await list_sending.version_of(line.link)
        if held.version == 0 and told > 0 and not (wished or self._book.cards or self._book.chosen):
            self._show(line.charger_id, state=ListState.NOT_WANTED)  # another's list, and no wish of anybody's here
            return
        held = list_sending.as_told(held, told)
        if self._right(line, held, wanted):
            return
        self._show(line.charger_id, state=ListState.SENDING, detail="")
        at_once = card_lists.at_once(line.settings or AwaySettings())
        at_once = min(at_once, line.at_once or at_once)
        try:
            await Sending(line.link, held, self._keep, self._now).send(wanted.listed, told, at_once)
        except CommandFailed:
            line.at_once = list_sending.smaller(at_once)  # what it begins with next time
            raise
        self._settle(line, self._holding(line), wanted)

    def _right(self, line: Line, held: Holding, wanted: Wanted) -> bool:
        right = held.whole and not card_lists.difference(held.listed, wanted.listed)
        if right:
            self._settle(line, held, wanted)
        return right

    async def _forget_answers(self, line: Line) -> None:
        """A charger that remembers answers goes on letting in what is refused by now (TX-23)."""
        self.forget.discard(line.charger_id)  # whatever changes while it is told is told once more
        if line.link.supports(ForgetCache):
            try:
                await line.link.send(ForgetCache())
            except (Offline, NoAnswer):
                self.forget.add(line.charger_id)
                raise
            except CommandFailed as failure:
                log.info("%s keeps its earlier answers: %s", line.charger_id, type(failure).__name__)
        held = self._held.get(line.charger_id)
        if held is not None and held.forget:
            self._keep(held)

    async def _wanted(self, line: Line) -> Wanted:
        settings = line.settings or AwaySettings()
        policy = self._book.policy(line.charger_id)
        wanted = card_lists.wanted_at(
            line.charger_id,
            self._book.cards.values(),
            policy,
            self._circumstances,
            self._now(),
            longest=line.link.longest_card,
            knows_masters=settings.master_group == MASTER_GROUP,
        )
        if not _needed(policy, wanted, settings):
            return Wanted()
        most = card_lists.room(settings)
        if most is None or len(wanted.listed) <= most:
            return wanted
        strangers = _serves_strangers(policy) or bool(settings.strangers_when_off)
        return card_lists.fitting(wanted, most, await self._last_used(), strangers=strangers)

    async def _last_used(self) -> dict[str, datetime]:
        def last(history: History) -> dict[str, datetime]:
            uses = history.card_uses().items()
            return {card_numbers.key(number): use.last_at for number, use in uses if use.last_at is not None}

        try:
            return await self._archive.read(last)
        except NotStored as failure:
            log.info("which cards were used last could not be read: %s", failure)
            return {}

    def _holding(self, line: Line) -> Holding:
        return self._held.get(line.charger_id) or Holding(line.charger_id)

    def _keep(self, held: Holding) -> None:
        self._save(held)
        self._records.dispatch()
        self._show(held.charger_id)

    def _save(self, held: Holding) -> None:
        held = replace(held, forget=held.charger_id in self.forget)
        self._held[held.charger_id] = held
        self._records.save_holding(held)

    def _settle(self, line: Line, held: Holding, wanted: Wanted) -> None:
        """The charger holds what it should."""
        line.checked, line.failures = True, 0
        self._keep(replace(held, checked_at=self._now()))
        policy, settings = self._book.policy(line.charger_id), line.settings or AwaySettings()
        if any(why is LeftOut.NO_ROOM for why, _ in wanted.left_out):
            state = ListState.TOO_MANY
        elif not wanted.listed and not _needed(policy, wanted, settings):
            state = ListState.NOT_WANTED
        else:
            state = ListState.SAME
        self._show(line.charger_id, state=state, at=self._now(), detail="", left_out=wanted.left_out)

    def _cannot(self, line: Line) -> None:
        line.cannot = True
        self._show(line.charger_id, state=ListState.NOT_SUPPORTED, detail="", cards=0, left_out=())

    def _show(self, charger_id: str, **changed: object) -> None:
        before = self.away.get(charger_id)
        held = self._held.get(charger_id)
        changed = {"cards": card_lists.let_in(held.listed) if held is not None else 0, **changed}
        after = replace(before or Away(charger_id), **changed)
        if after != before:
            self.away[charger_id] = after
            self._changes.publish(AwayChanged(after))


def _serves_strangers(policy: Policy) -> bool:
    return policy.openness in (Openness.EVERYONE, Openness.PLUGGED) and not policy.locked


def _needed(policy: Policy, wanted: Wanted, settings: AwaySettings) -> bool:
    """Whether anybody is refused there, with this computer or without: else the charger needs no list."""
    goes_by_list = settings.keeps_list and settings.listed_when_off and settings.strangers_when_off is False
    return not _serves_strangers(policy) or card_lists.refuses(wanted) or bool(goes_by_list)


def _word(failure: CommandFailed) -> str:
    """The charger's own, where it gave one."""
    match failure:
        case Refused(status, detail):
            return f"{status} ({detail})" if status and detail else status or detail
        case BadAnswer(detail) | BadRequest(detail):
            return detail
    return ""
