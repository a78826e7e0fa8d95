"""The choices of who may charge in the user's words, and what follows from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.card_book import SITE
from app.core.cards import Openness, Policy
from app.core.model import Person
from app.core.values import replace

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them: its word, and a sentence of what it means."""

    word: Callable[[], str]
    about: Callable[[], str]
    short: Callable[[], str]  # within a sentence, after a colon


CHOICES: dict[Openness, Choice] = {
    Openness.EVERYONE: Choice(
        lambda: translate("Access", "Everyone"),
        lambda: translate("Access", "Any card starts a session. Its sessions are nobody's until you name the card."),
        lambda: translate("Access", "everyone may charge"),
    ),
    Openness.KNOWN: Choice(
        lambda: translate("Access", "Only cards I know"),
        lambda: translate(
            "Access", "The cards of Cards & people start a session. Any other is turned away, and listed there."
        ),
        lambda: translate("Access", "only known cards may charge"),
    ),
    Openness.ASK: Choice(
        lambda: translate("Access", "Ask me about unknown cards"),
        lambda: translate(
            "Access",
            "Known cards start. For any other this computer asks you while the driver waits: once, always, or no.",
        ),
        lambda: translate("Access", "known cards may charge, and you are asked about others"),
    ),
    Openness.PLUGGED: Choice(
        lambda: translate("Access", "Whoever plugs in, for one person"),
        lambda: translate("Access", "Every session that no known card begins is booked for the person you choose."),
        lambda: translate("Access", "whoever plugs in charges for %1"),
    ),
}


def policy_words(policy: Policy, people: Mapping[int, Person]) -> str:
    """What holds, within a sentence: "only known cards may charge, at certain hours"."""
    if policy.locked:
        return translate("Access", "nobody may start but from this computer")
    person = people.get(policy.person_id or 0)
    words = CHOICES[policy.openness].short().replace("%1", "?" if person is None else person.name)
    return translate("Access", "%1, at certain hours").replace("%1", words) if policy.hours else words


def rule_words(policy: Policy, people: Mapping[int, Person], *, own: bool) -> str:
    """A charger's rule as a sentence, and whether it is its own."""
    words = translate("Access", "Here %1.") if own else translate("Access", "As everywhere: %1.")
    return words.replace("%1", policy_words(policy, people))


def with_lock(policies: Mapping[str, Policy], charger_id: str, locked: bool) -> Policy | None:
    """The charger's own policy once it is locked or unlocked; None where nothing of its own is left."""
    site = policies.get(SITE) or Policy()
    wanted = replace(policies.get(charger_id) or site, locked=locked)
    return None if wanted == site else wanted
