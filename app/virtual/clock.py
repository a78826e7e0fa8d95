"""What time it is, handed in so that tests can move it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present instant as aware UTC."""


def utc_now() -> datetime:
    """The computer's own clock, aware UTC."""
    return datetime.now(UTC)


class HandClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        """Moves the time on by `seconds`."""
        self._now += timedelta(seconds=seconds)


def as_text(instant: datetime) -> str:
    """The instant as chargers write it: UTC, milliseconds, `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Reads an RFC 3339 time; one without a zone is taken as UTC.

    Raises ValueError when the text is no time.
    """
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
