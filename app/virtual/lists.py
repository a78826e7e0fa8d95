"""The local list's commands in every version: what is taken, what is too much, and what goes wrong on request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.virtual.faults import Lists
from app.virtual.peer import Json, Refusal, Reply
from app.virtual.variables import Name
from app.virtual.words import CardAnswer

if TYPE_CHECKING:
    from app.virtual.body import Body

_BYTES = Name("BytesPerMessage", "LocalAuthListCtrlr")


def take_list(body: Body, full: bool, version: int, entries: Mapping[str, CardAnswer | None]) -> Reply:
    """Takes the part, or says why not; 1.6's and 2.x's words for it are the same."""
    fault = body.faults.lists
    if fault is Lists.FAILED:
        return Reply({"status": "Failed"})
    if fault is Lists.MISMATCH_ONCE:
        body.faults.lists = Lists.HONEST
        return Reply({"status": "VersionMismatch"})
    if not full and version <= body.cards.list_version:
        return Reply({"status": "VersionMismatch"})
    if version <= 0 or not body.cards.take_list(full, version, entries):
        return Reply({"status": "Failed"})
    body.say(f"list: {len(body.cards)} cards, version {body.cards.list_version}")
    if fault is Lists.CUT_AFTER_1_PART:
        body.faults.lists = Lists.HONEST
        return Reply({"status": "Accepted"}, lambda: body.line.drop(abruptly=True))
    return Reply({"status": "Accepted"})


def mind_2x_limits(body: Body, asked: Json) -> None:
    """A message of too many cards or bytes is answered with an error (2.x D01). Raises Refusal."""
    entries = asked.get("localAuthorizationList", [])
    if len(entries) > body.variables.number(Name("ItemsPerMessage", "LocalAuthListCtrlr")):
        raise Refusal("OccurrenceConstraintViolation", "more cards than ItemsPerMessage")
    if len(json.dumps(asked, separators=(",", ":"))) > body.variables.number(_BYTES):
        raise Refusal("FormatViolation", "more than BytesPerMessage")
