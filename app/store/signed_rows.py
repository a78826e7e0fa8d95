"""Signed meter values → rows → values: the data as it came, once, and no more of a session than is sensible."""

from __future__ import annotations

import hashlib

from app.core.papers.signed import CHARS_BESIDE, ENDS, MOST_CHARS_A_SESSION, KeptSigned, SignedValue
from app.store.rows import Found, Row, at_us, us

_COLUMNS = "session_id, at_us, context, sha256, encoding_method, signing_method, public_key, data"
_ENDS = ", ".join(f"'{word}'" for word in ENDS)
ADD_SIGNED = " ".join(
    (
        f"INSERT OR IGNORE INTO signed_values ({_COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        f"WHERE (SELECT coalesce(sum({CHARS_BESIDE} + length(public_key) + length(data)), 0) FROM signed_values",  # noqa: S608 - ours
        f"WHERE session_id = ?1 AND (context IN ({_ENDS})) = (?3 IN ({_ENDS}))) < {MOST_CHARS_A_SESSION}",
    )
)
_THEIRS = "FROM signed_values WHERE session_id IN (SELECT value FROM json_each(?))"
FIND_SIGNED = f"SELECT {_COLUMNS} {_THEIRS} ORDER BY session_id, at_us, id"
COUNT_SIGNED = f"SELECT session_id, count(*) {_THEIRS} GROUP BY session_id"


def signed_row(session_id: int, value: SignedValue) -> Row:
    digest = hashlib.sha256(value.data.encode("utf-8", "surrogatepass")).hexdigest()
    methods = (value.encoding_method, value.signing_method)
    return session_id, us(value.at), value.context, digest, *methods, value.public_key, value.data


def signed_of(found: Found) -> KeptSigned:
    session_id, at, context, _digest, encoding, signing, key, data = found
    return KeptSigned(session_id, SignedValue(at_us(at), data, context, encoding, signing, key))
