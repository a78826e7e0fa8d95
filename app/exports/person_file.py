"""All that is stored of one person as a JSON file that can be handed to them."""

from __future__ import annotations

import json
from datetime import datetime

from app.core.cards import Card, Shown
from app.core.edits import Edit, EditPart
from app.core.model import Amendment
from app.core.privacy import Kept, KeptSession
from app.exports.cards import card_row
from app.exports.names import Names
from app.exports.rows import Row, instant, session_row
from app.exports.signed_file import signed_value_row

# What the sessions beside them come to.
_SUMS = ("last_used_at", "sessions", "energy_wh")


def person_json(kept: Kept, now: datetime) -> bytes:
    """Names of other people do not stand in it, even where a session was once theirs."""
    person = kept.person
    names = Names({person.id: person.name}, {each.id: each.name for each in kept.vehicles})
    budget = person.budget
    content: Row = {
        "written_at": instant(now),
        "person": person.name,
        "budget": None
        if budget is None
        else {
            "energy_wh": budget.energy_wh,
            "money": None if budget.money is None else str(budget.money),
            "then": budget.at_the_end.value,
            "warn_percent": budget.warn_percent,
        },
        "vehicles": [each.name for each in kept.vehicles],
        "cards": [_card(each, kept, now) for each in kept.cards],
        "sessions": [_session(each, names) for each in kept.sessions],
        "decisions": [_decision(each) for each in kept.shown],
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair becomes JSON's own escape


def _card(card: Card, kept: Kept, now: datetime) -> Row:
    row = card_row(card, {kept.person.id: kept.person}, {}, now)
    return {key: value for key, value in row.items() if key not in _SUMS} | {"added_at": instant(card.added_at)}


def _session(kept: KeptSession, names: Names) -> Row:
    """As in an export of sessions, with the card that ended it and what people changed."""
    session = kept.session
    edits = ((edit, part) for edit in kept.edits for part in edit.parts if part.session_id == session.id)
    return session_row(session, names) | {
        "stop_card": session.stop_card,
        "readings": kept.readings,
        "signed_meter_values": [signed_value_row(each) for each in kept.signed],
        "edits": [_edit(edit, part, names) for edit, part in edits],
    }


def _edit(edit: Edit, part: EditPart, names: Names) -> Row:
    return {
        "at": instant(edit.at),
        "by": edit.by,
        "kind": edit.kind.value,
        "before": _amendment(part.before, names),
        "after": _amendment(part.after, names),
        "undone_at": instant(edit.undone_at),
        "undone_by": edit.undone_by or None,
    }


def _amendment(amended: Amendment, names: Names) -> Row:
    """What people had written over the session; None: nothing, or a name that is not this person's."""
    return {
        "started_at": instant(amended.started_at),
        "stopped_at": instant(amended.stopped_at),
        "energy_wh": amended.energy_wh,
        "person": names.person(amended.person_id),
        "vehicle": names.vehicle(amended.vehicle_id),
        "note": amended.note,
        "excluded": amended.excluded,
    }


def _decision(shown: Shown) -> Row:
    return {
        "at": instant(shown.at),
        "charger_id": shown.charger_id,
        "outlet": shown.outlet or None,
        "card": shown.card,
        "doing": shown.doing.value,
        "answer": shown.verdict.value,
        "reason": shown.reason.value,
    }
