"""What holds for every test: no screen is needed, and an unexpected warning in the log is a failure."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "ocpp":  # the virtual charger's engine logs every refusal it is given
            self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose code logged a warning, unless it is marked `logs_warnings`: then it fails if none came."""
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    said = [record.getMessage() for record in handler.records]
    if request.node.get_closest_marker("logs_warnings"):
        assert said, "no warning was logged"
    else:
        assert not said, said
