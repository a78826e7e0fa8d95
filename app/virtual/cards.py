"""The cards a charger knows by itself: its local list and its cache, and what its settings make of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from app.virtual.variables import LIST_ENTRIES, Names, Variables
from app.virtual.words import CardAnswer


class KnownCards:
    """Decides about cards without the central system. The list outlives a restart, as on flash memory."""

    def __init__(self, variables: Variables, names: Names, most: int, now: Callable[[], datetime]) -> None:
        self._variables = variables
        self._names = names
        self._most = most
        self._now = now
        self._version = 0
        self._listed: dict[str, CardAnswer] = {}
        self._cached: dict[str, CardAnswer] = {}
        self._groups: dict[str, str | None] = {}  # as the central system told them last

    def __len__(self) -> int:
        return len(self._listed)

    @property
    def listed(self) -> Mapping[str, CardAnswer]:
        """By the card's number, in small letters."""
        return self._listed

    @property
    def list_version(self) -> int:
        """0: there is nothing in it (1.6 section 5.10, 2.x D02)."""
        return self._version if self._listed else 0

    def take_list(self, full: bool, version: int, entries: Mapping[str, CardAnswer | None]) -> bool:
        """A whole list or a change of it, where None takes a card off; False: it does not fit, all is as before."""
        changed = {} if full else dict(self._listed)
        for uid, answer in entries.items():
            if answer is None:
                changed.pop(uid.casefold(), None)
            else:
                changed[uid.casefold()] = answer
        if len(changed) > self._most:
            return False
        self._keep(changed, version)
        return True

    def lose_list(self) -> None:
        """As after a repair: there never was one."""
        self._keep({}, 0)

    def remember(self, uid: str, answer: CardAnswer) -> None:
        """Puts an answer of the central system in the cache."""
        self._groups[uid.casefold()] = answer.group
        if self._is_on("cache_enabled"):
            self._cached[uid.casefold()] = answer

    def forget(self) -> None:
        """Clears the cache."""
        self._cached.clear()

    def group_of(self, uid: str) -> str | None:
        """The group of a card that is listed, or was asked about before."""
        known = self._find(uid)
        return self._groups.get(uid.casefold()) if known is None else known.group

    def is_master(self, answer: CardAnswer) -> bool:
        """Whether the card ends any session and starts none (2.x C16)."""
        name = self._names.master_group
        return name is not None and bool(answer.group) and answer.group == self._variables.text(name)

    def before_asking(self, uid: str) -> CardAnswer | None:
        """The answer for which the central system need not be asked, where there is one."""
        known = self._known(uid) if self._is_on("pre_authorize") else None
        return known if known is not None and known.accepted else None

    def judge_offline(self, uid: str) -> CardAnswer:
        """List, then cache, then what holds for strangers (1.6 section 3.5, 2.x C10 to C13)."""
        known, strangers = self._known(uid), self._is_on("strangers_offline")
        if known is not None and (not known.accepted or strangers or self._is_on("authorize_offline")):
            return known
        return CardAnswer(strangers, "Accepted" if strangers else "Invalid", None)

    def _keep(self, listed: dict[str, CardAnswer], version: int) -> None:
        self._listed, self._version = listed, version
        if self._variables.find(LIST_ENTRIES) is not None:  # 1.6 does not count them
            self._variables.put(LIST_ENTRIES, str(len(listed)))

    def _known(self, uid: str) -> CardAnswer | None:
        """What list or cache say now; an entry whose time is over refuses."""
        found = self._find(uid)
        if found is None or found.expires_at is None or found.expires_at > self._now():
            return found
        return replace(found, accepted=False, status="Expired") if found.accepted else found

    def _find(self, uid: str) -> CardAnswer | None:
        key = uid.casefold()
        if key in self._listed and self._is_on("list_enabled"):
            return self._listed[key]
        return self._cached.get(key) if self._is_on("cache_enabled") else None

    def _is_on(self, setting: str) -> bool:
        return self._variables.flag(getattr(self._names, setting))
