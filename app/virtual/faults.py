"""What can be made to go wrong on request."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Answering(Enum):
    """How commands from the central system are met."""

    HONEST = "honest"
    REFUSE = "refuse"  # a polite "Rejected", or an error where no such word exists
    SILENT = "silent"  # no answer at all


class Lists(Enum):
    """How a local list is taken; the value is what people type."""

    HONEST = "honest"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"
    MISMATCH_ONCE = "mismatch once"
    CUT_AFTER_1_PART = "cut after 1 part"  # the line goes when the next part is taken; then honest


@dataclass(slots=True)
class Faults:
    """The switches; change them at any time, they hold from the next message on."""

    answering: Answering = Answering.HONEST
    answer_delay_s: float = 0.0
    lose_replies: int = 0  # so many of the next replies are thrown away unread
    lists: Lists = Lists.HONEST
    costs_refused: bool = False  # a figure for the display, or a tariff, is politely refused
    clock_offset: timedelta = timedelta()  # added to every time that is told
