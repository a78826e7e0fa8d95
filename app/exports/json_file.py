"""Sessions → JSON: one array of the contract's rows, written as it is read."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from typing import BinaryIO

from app.core.model import Session
from app.exports.names import Names
from app.exports.rows import session_row


def write_json(sessions: Iterable[Session], names: Names, file: BinaryIO) -> None:
    # Half a surrogate pair has no UTF-8; as its escape, which is JSON's own, a reader gets back what was there.
    text = codecs.getwriter("utf-8")(file, "backslashreplace")
    parted = "\n"
    text.write("[")
    for session in sessions:
        row = json.dumps(session_row(session, names), indent=2, ensure_ascii=False)
        text.write(parted + "  " + row.replace("\n", "\n  "))
        parted = ",\n"
    text.write("]\n" if parted == "\n" else "\n]\n")
