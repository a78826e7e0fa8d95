"""What goes wrong inside the program can be read in its log, by its user alone."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

import pytest

from app.store.logfile import FILE_NAME, kept_log


@pytest.mark.logs_warnings
def test_warnings_are_in_the_log_and_only_the_user_can_read_it(tmp_path: Path) -> None:
    with kept_log(tmp_path):
        logging.getLogger("app.core.site").warning("the meter of %s went backwards", "EH1")
        logging.getLogger("app.core.site").info("nothing of note")
    logging.getLogger("app.core.site").warning("after the end")
    log = tmp_path / FILE_NAME
    assert log.read_text(encoding="utf-8").count("\n") == 1
    assert "the meter of EH1 went backwards" in log.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
