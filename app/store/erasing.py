"""Takes out of the file what tells who somebody was, and leaves the sums; in the end its free pages too."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Sequence

from app.core import card_numbers
from app.store import written_rows
from app.store.rows import Row

# What is queued in place of a statement; STEPS has what is done.
ERASE_PERSON = "erase a person"
FORGET_PEOPLE = "forget people before an instant"
SWEEP = "sweep what was erased out of unused parts"

# Stands in `upkeep` until nothing erased is left in free pages and in the write-ahead log.
UNSWEPT = "erased and not swept"
_MARK_UNSWEPT = "INSERT OR REPLACE INTO upkeep (name, until_us) VALUES (?, 0)"
_PUT = "***"
# A shorter number is in too many other words: it is looked for as a whole text in quotation marks only.
_SHORT = 4
# Not within another number; a letter before it may be the end of a JSON escape.
_ALONE = r"(?:(?<![^\W_])|(?<=\\[nrtbf]))(?:{})(?![^\W_])"

_MARKED = "SELECT id FROM temp.erased_sessions"
# Each takes :person and :name where it needs them; is_theirs tells a card's number, without_them a text.
_ERASE_PERSON = (
    "DELETE FROM cards WHERE person_id = :person OR has_theirs(uid, also)",
    "UPDATE vehicles SET name = :name WHERE person_id = :person",
    """UPDATE sessions SET
        stop_card = iif(is_theirs(stop_card) OR (card_person_id = :person AND stop_card = card COLLATE NOCASE),
            NULL, stop_card),
        card = iif(is_theirs(card) OR card_person_id = :person, NULL, card)
        WHERE is_theirs(card) OR is_theirs(stop_card) OR (card_person_id = :person AND card IS NOT NULL)""",
    f"UPDATE sessions SET note = '' WHERE note <> '' AND id IN ({_MARKED})",  # noqa: S608
    f"""UPDATE edit_parts SET before = json_set(before, '$.note', ''), after = json_set(after, '$.note', '')
        WHERE session_id IN ({_MARKED}) OR json_extract(before, '$.person_id') = :person
        OR json_extract(after, '$.person_id') = :person""",  # noqa: S608
    # What a meter signs names the card that began it, and cannot be changed without proving nothing.
    f"DELETE FROM signed_values WHERE session_id IN ({_MARKED})",  # noqa: S608
    "UPDATE outlets SET card = NULL, card_us = NULL WHERE is_theirs(card)",
    "UPDATE shown SET card = '' WHERE is_theirs(card)",
    "UPDATE events SET detail = '' WHERE kind = 'card_shown' AND is_theirs(detail)",
    "UPDATE holdings SET listed = unlisted(listed), whole = 0 WHERE unlisted(listed) <> listed",
)
# Of what began before :until; each touches only what still tells something.
_NOBODY = "'$.note', '', '$.person_id', NULL, '$.vehicle_id', NULL"
_FORGET_PEOPLE = (
    """UPDATE sessions SET card = NULL, stop_card = NULL, card_person_id = NULL, card_vehicle_id = NULL,
        person_id = NULL, vehicle_id = NULL, note = '' WHERE booked_started_us < :until AND (note <> '' OR
        coalesce(card, stop_card, card_person_id, card_vehicle_id, person_id, vehicle_id) IS NOT NULL)""",
    f"""UPDATE edit_parts SET before = json_set(before, {_NOBODY}), after = json_set(after, {_NOBODY})
        WHERE session_id IN (SELECT id FROM sessions WHERE booked_started_us < :until)
        AND (json_set(before, {_NOBODY}) <> before OR json_set(after, {_NOBODY}) <> after)""",  # noqa: S608
    """DELETE FROM signed_values WHERE session_id IN (SELECT id FROM sessions WHERE booked_started_us < :until)""",
    "UPDATE shown SET card = '' WHERE at_us < :until AND card <> ''",
    "UPDATE events SET detail = '' WHERE kind = 'card_shown' AND at_us < :until AND detail <> ''",
    "UPDATE outlets SET card = NULL, card_us = NULL WHERE card_us < :until",
    # The newest stays, as the log's count of bytes is in it.
    """UPDATE messages SET text = '', note = '' WHERE at_us < :until AND text <> ''
        AND id = (SELECT max(id) FROM messages)""",
    "DELETE FROM messages WHERE at_us < :until AND id < (SELECT max(id) FROM messages)",
    "DELETE FROM notes WHERE at_us < :until",
)


def step(connection: sqlite3.Connection, statement: str, row: Row) -> None:
    """Do it within the writer's transaction."""
    _STEPS[statement](connection, row)


def erases(statement: str) -> bool:
    return statement in _STEPS


def sweep(connection: sqlite3.Connection) -> None:
    """After the transaction: make the file anew from what is in it, and empty its log. Raises sqlite3.Error.

    Where a reader holds on to the log it is tried again later: the mark stays.
    """
    if connection.execute("SELECT 1 FROM upkeep WHERE name = ?", (UNSWEPT,)).fetchone() is None:
        return
    connection.execute("VACUUM")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise sqlite3.OperationalError("a reader holds on to the log")
    connection.execute("DELETE FROM upkeep WHERE name = ?", (UNSWEPT,))


def _erase_person(connection: sqlite3.Connection, row: Row) -> None:
    person_id, name = row[0], row[1]
    numbers = _numbers_of(connection, person_id, json.loads(str(row[-1])))
    _teach(connection, numbers)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS erased_sessions (id INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO temp.erased_sessions SELECT id FROM sessions"
        " WHERE booked_person_id = ?1 OR card_person_id = ?1 OR is_theirs(card)",
        (person_id,),
    )
    connection.execute(written_rows.SAVE_PERSON, row[:-1])
    for statement in _ERASE_PERSON:
        connection.execute(statement, {"person": person_id, "name": name})
    for table in ("messages", "notes"):
        for likely in map(_likely, numbers):
            connection.execute(f"UPDATE {table} SET text = without_them(text) WHERE text LIKE ?", (likely,))  # noqa: S608
    connection.execute("DELETE FROM temp.erased_sessions")
    connection.execute(_MARK_UNSWEPT, (UNSWEPT,))


def _forget_people(connection: sqlite3.Connection, row: Row) -> None:
    """Asked for again and again: what is forgotten already gives nothing to sweep."""
    changed = [connection.execute(statement, {"until": row[0]}).rowcount for statement in _FORGET_PEOPLE]
    if any(changed):
        connection.execute(_MARK_UNSWEPT, (UNSWEPT,))


def _numbers_of(connection: sqlite3.Connection, person_id: object, given: Sequence[str]) -> list[str]:
    """Those given, all of the cards that are theirs, and of cards that were when they began a session and are
    nobody else's now."""
    theirs, others = list(given), set[str]()
    for owner, uid, also in connection.execute("SELECT person_id, uid, also FROM cards"):
        numbers = [uid, *json.loads(also)]
        if owner == person_id:
            theirs += numbers
        else:
            others.update(map(card_numbers.key, numbers))
    once = "SELECT DISTINCT card FROM sessions WHERE card_person_id = ? AND card IS NOT NULL"
    theirs += [card for (card,) in connection.execute(once, (person_id,)) if card_numbers.key(card) not in others]
    return [number for number in dict.fromkeys(theirs) if card_numbers.key(number)]


def _teach(connection: sqlite3.Connection, numbers: Sequence[str]) -> None:
    """The functions that the statements use."""
    keys, told = frozenset(map(card_numbers.key, numbers)), _told(numbers)

    def is_theirs(number: str | None) -> bool:
        return number is not None and card_numbers.key(number) in keys

    def has_theirs(uid: str, also: str) -> bool:
        return any(card_numbers.key(each) in keys for each in (uid, *json.loads(also)))

    def unlisted(listed: str) -> str:
        found = json.loads(listed)
        left = [each for each in found if card_numbers.key(each["card"]) not in keys]
        return listed if len(left) == len(found) else json.dumps(left)

    def without_them(text: str) -> str:
        return told.sub(_PUT, text)

    for name, parameters, function in (
        ("is_theirs", 1, is_theirs),
        ("has_theirs", 2, has_theirs),
        ("unlisted", 1, unlisted),
        ("without_them", 1, without_them),
    ):
        connection.create_function(name, parameters, function, deterministic=True)


def _told(numbers: Sequence[str]) -> re.Pattern[str]:
    """The numbers as messages have them, in any case, JSON's escapes included."""
    alone: list[str] = []
    quoted: list[str] = []
    for number in numbers:
        for written in dict.fromkeys((number, json.dumps(number)[1:-1], json.dumps(number, ensure_ascii=False)[1:-1])):
            (quoted if len(number) < _SHORT else alone).append(re.escape(written))
    parts = [_ALONE.format("|".join(alone))] if alone else []
    if quoted:
        parts.append(f'(?<=")(?:{"|".join(quoted)})(?=")')
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _likely(number: str) -> str:
    """A pattern that finds every text with the number in it, quickly: what is beyond ASCII may be written in many
    ways."""
    plain = "".join(each if each.isascii() and each.isalnum() else "%" for each in number)
    return f"%{plain}%"


def _sweep_only(_connection: sqlite3.Connection, _row: Row) -> None:
    """What is to do comes after the transaction."""


_STEPS: dict[str, Callable[[sqlite3.Connection, Row], None]] = {
    ERASE_PERSON: _erase_person,
    FORGET_PEOPLE: _forget_people,
    SWEEP: _sweep_only,
}
