"""The cards a charger knows by itself: the local list and the cache."""

from collections.abc import Iterable

from app.virtual.words import CardAnswer


class KnownCards:
    """Decides about cards when the central system cannot be asked."""

    def __init__(self) -> None:
        self.list_version = 0
        self._listed: dict[str, str] = {}  # uid → status
        self._cached: dict[str, CardAnswer] = {}

    def __len__(self) -> int:
        return len(self._listed)

    def replace_list(self, version: int, entries: Iterable[tuple[str, str | None]]) -> None:
        """A full local list."""
        self._listed.clear()
        self.change_list(version, entries)

    def change_list(self, version: int, entries: Iterable[tuple[str, str | None]]) -> None:
        """A differential one; an entry without status is taken off the list."""
        self.list_version = version
        for uid, status in entries:
            if status is None:
                self._listed.pop(uid, None)
            else:
                self._listed[uid] = status

    def remember(self, uid: str, answer: CardAnswer) -> None:
        """Puts an answer of the central system in the cache."""
        self._cached[uid] = answer

    def group_of(self, uid: str) -> str | None:
        """The group of a card that was asked about before."""
        answer = self._cached.get(uid)
        return None if answer is None else answer.group

    def forget(self) -> None:
        """Clears the cache."""
        self._cached.clear()

    def judge_offline(self, uid: str, unknown_may_charge: bool) -> CardAnswer:
        """What is decided about a card without asking (1.6 section 3.5.1, 2.x C10 to C13)."""
        if uid in self._listed:
            return CardAnswer(self._listed[uid] == "Accepted", self._listed[uid], None)
        if uid in self._cached:
            return self._cached[uid]
        return CardAnswer(unknown_may_charge, "Accepted" if unknown_may_charge else "Invalid", None)
