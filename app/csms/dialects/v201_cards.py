"""OCPP 2.0.1 and 2.1: how a card is answered, and what a charger is told to go by when it cannot ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.cards import CardKind, Verdict
from app.core.commands import (
    Accepted,
    BadAnswer,
    Command,
    ForgetCache,
    ListVersion,
    NotSupported,
    ReadAway,
    ReadListVersion,
    Refused,
    Result,
    SendList,
    SetAway,
    SettingsRead,
)
from app.core.reports import CardShown
from app.csms.dialects.agreement import agreed_word, list_agreed, simple, why
from app.csms.dialects.away import AwayNames, Manner, reading_away, setting_away
from app.csms.dialects.common import wire_time
from app.csms.dialects.groups import group_word
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request
from app.csms.dialects.variables import fetched, place
from app.csms.dialects.words import card, plain
from app.csms.tolerance import as_int, as_list, as_object, as_text

VERDICTS = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.BLOCKED: "Blocked",
    Verdict.EXPIRED: "Expired",
    Verdict.UNKNOWN: "Unknown",
    Verdict.BUSY: "ConcurrentTx",
    Verdict.NO_CREDIT: "NoCredit",
    Verdict.NOT_HERE: "NotAtThisLocation",
    Verdict.NOT_NOW: "NotAtThisTime",
}

# 2.1 takes longer ones; a group is one and the same for chargers of both.
MOST_TOKEN = 36

# What an idToken's type says it is, 2.1's own types among them; any other is taken for a card.
_NOBODY = "noauthorization"
KINDS = {
    "iso14443": CardKind.CARD,
    "iso15693": CardKind.CARD,
    "central": CardKind.CARD,
    "keycode": CardKind.CODE,
    "macaddress": CardKind.CAR,
    "evccid": CardKind.CAR,
    "emaid": CardKind.CAR,
    "vin": CardKind.CAR,
    "local": CardKind.CHARGER,
    "directpayment": CardKind.CHARGER,
}
# As what a number is sent, so that a charger finds it in its list under the type that it was shown by.
_TYPES = (
    (re.compile(r"[0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20}", re.IGNORECASE), "ISO14443"),  # a chip's 4, 7 or 10 bytes
    (re.compile(r"[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}", re.IGNORECASE), "MacAddress"),
    (re.compile(r"[a-z]{2}-?[a-z0-9]{3}-?C[a-z0-9]{8}(-?[a-z0-9])?", re.IGNORECASE), "eMAID"),
    (re.compile(r"[0-9]{4,6}"), "KeyCode"),
)

# How many cards the list holds is its greatest value, which GetVariables can be asked for by this attribute alone.
_ENTRIES = "LocalAuthListCtrlr.Entries"

AWAY = AwayNames(
    keeps_list="LocalAuthListCtrlr.Enabled",
    asks_list_first="AuthCtrlr.LocalPreAuthorize",
    listed_when_off="AuthCtrlr.LocalAuthorizeOffline",
    strangers_when_off="AuthCtrlr.OfflineTxForUnknownIdEnabled",
    stops_refused="TxCtrlr.StopTxOnInvalidId",
    most_cards=_ENTRIES,
    most_at_once="LocalAuthListCtrlr.ItemsPerMessage",
    most_bytes="LocalAuthListCtrlr.BytesPerMessage",
    master_group="AuthCtrlr.MasterPassGroupId",
)


def token(number: str) -> Payload:
    return {"idToken": number, "type": next((word for form, word in _TYPES if form.fullmatch(number)), "Central")}


def shown_card(id_token: object) -> CardShown | None:
    """What was shown with an idToken; None for nothing, as with a start by button (C02, NoAuthorization)."""
    fields = id_token if isinstance(id_token, dict) else {"idToken": id_token}
    word = plain(as_text(fields.get("type"), 40))
    number = None if word == _NOBODY else card(fields.get("idToken"))
    return None if number is None else CardShown(number, kind=KINDS.get(word, CardKind.CARD))


def token_info(
    verdict: Verdict, group: str = "", holds_until: datetime | None = None, message: Payload | None = None
) -> Payload:
    info: Payload = {"status": VERDICTS[verdict]}
    if message:
        info["personalMessage"] = message
    if group:
        info["groupIdToken"] = {"idToken": group_word(group, MOST_TOKEN), "type": "Central"}
    if holds_until is not None:
        info["cacheExpiryDateTime"] = wire_time(holds_until)
    return info


def write(name: str, value: str, *, optional: bool = False) -> Request:
    return Request("SetVariables", {"setVariableData": [{"attributeValue": value, **place(name)}]}, optional)


def wrote(payload: Payload) -> Accepted:
    """The answer to SetVariables of one variable (B05)."""
    results = as_list(payload.get("setVariableResult"))
    if not results:
        raise BadAnswer("SetVariables: no result")
    result = as_object(results[0])
    status = as_text(result.get("attributeStatus"), 40)
    if not status:
        raise BadAnswer("SetVariables: no status")
    return agreed_word("SetVariables", status, why(result.get("attributeStatusInfo")))


def _wrote_where_there_is_one(payload: Payload) -> Accepted:
    try:
        return wrote(payload)
    except Refused as refused:
        if plain(refused.status) in ("unknowncomponent", "unknownvariable"):
            raise NotSupported("SetVariables", refused.status) from refused
        raise


def _ask(names: Sequence[str]) -> Request:
    wanted = [{"attributeType": "MaxSet", **place(name)} if name == _ENTRIES else place(name) for name in names]
    return Request("GetVariables", {"getVariableData": wanted})


def _read(payload: Payload) -> SettingsRead:
    return fetched(payload.get("getVariableResult"))


def _send_list(command: SendList, now: datetime) -> Sequence[Request]:
    """D01. Without its list a full one empties the charger's, for which the schema has no other way.

    A number longer than an idToken can be is no card of such a charger, and is left out.
    """
    entries: list[Payload] = [
        {"idToken": token(each.card), "idTokenInfo": token_info(each.verdict, each.group, each.expires_at)}
        for each in command.listed
        if len(each.card) <= MOST_TOKEN
    ]
    if not command.full:
        entries += [{"idToken": token(number)} for number in command.removed if len(number) <= MOST_TOKEN]
    payload: Payload = {"versionNumber": command.version, "updateType": "Full" if command.full else "Differential"}
    if entries:
        payload["localAuthorizationList"] = entries
    return (Request("SendLocalList", payload),)


def _list_sent(command: SendList, payload: Payload) -> Result:
    return list_agreed(payload)


def _ask_version(command: ReadListVersion, now: datetime) -> Sequence[Request]:
    return (Request("GetLocalListVersion", {}),)


def _version(command: ReadListVersion, payload: Payload) -> Result:
    """D02: 0 is no list, or an empty one."""
    version = as_int(payload.get("versionNumber"))
    if version is None:
        raise BadAnswer("GetLocalListVersion: no versionNumber")
    if version < 0:  # 1.6's word for a charger without lists
        raise NotSupported("GetLocalListVersion", str(version))
    return ListVersion(version)


_MANNER = Manner(_ask, _read, write, _wrote_where_there_is_one)

OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    ReadListVersion: Outgoing(_ask_version, _version),
    SendList: Outgoing(_send_list, _list_sent),
    ForgetCache: simple("ClearCache", lambda command: {}),
    ReadAway: reading_away(AWAY, _MANNER),
    SetAway: setting_away(AWAY, _MANNER),
}
