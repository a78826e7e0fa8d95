"""What people see of the line to their chargers: who knocked and how it ended, each message, and what is in trouble."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from app.core.values import Value


class Outcome(Enum):
    """How a knock at the door ended."""

    WELCOME = "welcome"  # an approved charger
    WAITING = "waiting"  # a new one, waiting for approval
    REFUSED_BY_USER = "refused_by_user"
    WRONG_PASSWORD = "wrong_password"
    NO_PASSWORD = "no_password"
    NO_COMMON_VERSION = "no_common_version"
    ENCRYPTED_ON_PLAIN_PORT = "encrypted_on_plain_port"
    SOAP = "soap"
    NOT_A_CHARGER = "not_a_charger"  # something else spoke: a browser, a port scan, garbage
    BAD_IDENTITY = "bad_identity"
    TOO_MANY = "too_many"
    SAID_NOTHING = "said_nothing"  # connected and never sent a message
    UNREADABLE = "unreadable"  # never sent a readable one
    TOO_LONG = "too_long"  # its first message was longer than any charger's


class Knock(Value, frozen=True):
    """One attempt to connect, kept so that a refusal can be explained where the user looks."""

    at: datetime
    address: str
    outcome: Outcome
    identity: str | None = None
    path: str = ""
    protocol: str = ""
    detail: str = ""
    count: int = 1  # the same thing again from the same address within a minute is counted, not listed


class Direction(Enum):
    IN = "in"
    OUT = "out"


class RawMessage(Value, frozen=True):
    """One frame as it crossed the wire, secrets blanked."""

    at: datetime
    charger_id: str
    direction: Direction
    text: str
    note: str = ""  # what was repaired on reading it, or why it was refused
    id: int = 0  # given by the store


class TroubleKind(Enum):
    DISK_FULL = "disk_full"
    DATA_NOT_WRITABLE = "data_not_writable"
    DATA_BROKEN = "data_broken"
    DATA_LOCKED = "data_locked"
    DATA_NEWER = "data_newer"  # made by a newer version of this program, and left alone
    DATA_UNREACHABLE = "data_unreachable"  # the folder or its drive is gone
    DATA_IN_CLOUD = "data_in_cloud"  # a warning: the folder is synchronised by the service in the detail
    DATA_ON_NETWORK = "data_on_network"  # a warning: the folder is on a network drive
    BACKUP_FAILED = "backup_failed"
    PORT_TAKEN = "port_taken"
    PORT_FORBIDDEN = "port_forbidden"
    ADDRESS_GONE = "address_gone"


# Warnings of how things are set up: they stay until the user changes that, or says that they know.
WARNINGS = frozenset({TroubleKind.DATA_IN_CLOUD, TroubleKind.DATA_ON_NETWORK})


class Trouble(Value, frozen=True):
    """Something the user must know of until it passes; worded in the window and on standard error."""

    kind: TroubleKind
    detail: str = ""
    since: datetime | None = None
    backup_at: datetime | None = None  # of the newest backup, where one would help
    holder: str = ""  # the other program that has what we want, where the system tells
