"""Signed meter values → a JSON file: each record as the charger sent it, for the programs that check signatures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.core.model import Session
from app.core.papers.signed import KeptSigned, SignedValue
from app.exports.files import write_whole
from app.exports.rows import Row, instant


def write_signed(kept: Iterable[KeptSigned], sessions: Sequence[Session], path: Path) -> None:
    """Raises OSError."""
    write_whole(path, signed_json(kept, sessions))


def signed_json(kept: Iterable[KeptSigned], sessions: Sequence[Session]) -> bytes:
    by_id = {each.id: each for each in sessions}
    rows = [_row(each, by_id.get(each.session_id)) for each in kept]
    text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair becomes JSON's own escape


def signed_value_row(value: SignedValue) -> Row:
    return {
        "at": instant(value.at),
        "context": value.context,
        "encoding_method": value.encoding_method,
        "signing_method": value.signing_method,
        "public_key": value.public_key,
        "signed_data": value.data,
    }


def _row(kept: KeptSigned, session: Session | None) -> Row:
    told: Row = {"session_id": kept.session_id}
    if session is not None:
        told |= {
            "charger_id": session.charger_id,
            "outlet": session.outlet,
            "transaction_id": session.transaction_id,
        }
    return told | signed_value_row(kept.value)
