"""What is shown to a charger and is no card, in words: a code typed in, a car, a number that the charger made up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.cards import CardKind, Reason
from app.gui.access_words import reason_sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KindWords:
    """%1 is a charger's title, %2 when, %3 how it was answered, %4 how often; in `waits` seconds and the number."""

    stranger: str
    once: str
    twice: str
    often: str
    wants: str
    waits: str
    called: str
    shown_at: str
    turned_away: str
    not_known: str
    about: str = ""  # what people should know before they name it


def kind_words(kind: CardKind) -> KindWords:
    match kind:
        case CardKind.CARD:
            return KindWords(
                stranger=translate("Cards", "A card the program does not know"),
                once=translate("Cards", "held to %1 %2 · %3"),
                twice=translate("Cards", "held twice, last to %1 %2 · %3"),
                often=translate("Cards", "held %4 times, last to %1 %2 · %3"),
                wants=translate("Asking", "An unknown card wants to charge at %1"),
                waits=translate("Asking", "Card %2. The driver waits, %1 s left to answer."),
                called=translate("Learning", "What is this card called?"),
                shown_at=translate("Learning", "shown at %1"),
                turned_away=translate("Words", "Card not approved"),
                not_known=reason_sentence(Reason.UNKNOWN),
            )
        case CardKind.CODE:
            return KindWords(
                stranger=translate("Kind", "A code the program does not know"),
                once=translate("Kind", "typed in at %1 %2 · %3"),
                twice=translate("Kind", "typed in twice, last at %1 %2 · %3"),
                often=translate("Kind", "typed in %4 times, last at %1 %2 · %3"),
                wants=translate("Kind", "An unknown code was typed in at %1"),
                waits=translate("Kind", "Code %2. The driver waits, %1 s left to answer."),
                called=translate("Kind", "What is this code called?"),
                shown_at=translate("Kind", "typed in at %1"),
                turned_away=translate("Kind", "Code not approved"),
                not_known=translate("Kind", "This code is not known."),
                about=translate("Kind", "It was typed in, and is no card: whoever knows it can charge with it."),
            )
        case CardKind.CAR:
            return KindWords(
                stranger=translate("Kind", "A car the program does not know"),
                once=translate("Kind", "came to %1 %2 · %3"),
                twice=translate("Kind", "came twice, last to %1 %2 · %3"),
                often=translate("Kind", "came %4 times, last to %1 %2 · %3"),
                wants=translate("Kind", "An unknown car wants to charge at %1"),
                waits=translate("Kind", "Car %2. The driver waits, %1 s left to answer."),
                called=translate("Kind", "What is this car called?"),
                shown_at=translate("Kind", "came to %1"),
                turned_away=translate("Kind", "Car not approved"),
                not_known=translate("Kind", "This car is not known."),
                about=translate("Kind", "The car said itself who it is. Once it is known it charges without a card."),
            )
        case CardKind.CHARGER:
            return KindWords(
                stranger=translate("Kind", "A number that a charger made up"),
                once=translate("Kind", "used at %1 %2 · %3"),
                twice=translate("Kind", "used twice, last at %1 %2 · %3"),
                often=translate("Kind", "used %4 times, last at %1 %2 · %3"),
                wants=translate("Kind", "A number that the charger made up wants to charge at %1"),
                waits=translate("Kind", "Number %2. The driver waits, %1 s left to answer."),
                called=translate("Kind", "What is this number called?"),
                shown_at=translate("Kind", "used at %1"),
                turned_away=translate("Kind", "Start not approved"),
                not_known=translate("Kind", "This number is not known."),
                about=translate("Kind", "The charger made it up, and no card has it. It may be another the next time."),
            )
