"""OCPP 1.6: how a card is answered, and what a charger is told to go by when it cannot ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Result,
    SendList,
    SetAway,
    SettingsRead,
)
from app.core.reports import Setting
from app.csms.dialects.agreement import agreed, list_agreed, simple
from app.csms.dialects.away import AwayNames, Manner, reading_away, setting_away
from app.csms.dialects.common import wire_time
from app.csms.dialects.groups import group_word
from app.csms.dialects.rows import Conversation, Outgoing, Payload, Request
from app.csms.tolerance import as_bool, as_int, as_list, as_text

# What 1.6 has no word for is Blocked.
VERDICTS = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.BLOCKED: "Blocked",
    Verdict.EXPIRED: "Expired",
    Verdict.UNKNOWN: "Invalid",
    Verdict.BUSY: "Blocked",
    Verdict.NO_CREDIT: "Blocked",
    Verdict.NOT_HERE: "Blocked",
    Verdict.NOT_NOW: "Blocked",
}
# ConcurrentTx answers a StartTransaction and nothing else (1.6 §7.2).
VERDICTS_AT_START = {**VERDICTS, Verdict.BUSY: "ConcurrentTx"}

MOST_TAG = 20

AWAY = AwayNames(
    keeps_list="LocalAuthListEnabled",
    asks_list_first="LocalPreAuthorize",
    listed_when_off="LocalAuthorizeOffline",
    strangers_when_off="AllowOfflineTxForUnknownId",
    stops_refused="StopTransactionOnInvalidId",
    most_cards="LocalAuthListMaxLength",
    most_at_once="SendLocalListMaxLength",
)


# 1.6 has no types of tags. A car that is known by itself is told behind this word (Autocharge).
_CAR = "VID:"


def tag_kind(number: str | None) -> CardKind:
    return CardKind.CAR if (number or "").upper().startswith(_CAR) else CardKind.CARD


def tag_info(
    verdict: Verdict, group: str = "", holds_until: datetime | None = None, words: Mapping[Verdict, str] = VERDICTS
) -> Payload:
    info: Payload = {"status": words[verdict]}
    if group:
        info["parentIdTag"] = group_word(group, MOST_TAG)
    if holds_until is not None:
        info["expiryDate"] = wire_time(holds_until)
    return info


def ask_settings(names: Sequence[str]) -> Request:
    return Request("GetConfiguration", {"key": list(names)} if names else {})


def settings_told(payload: Payload) -> SettingsRead:
    """1.6 §5.8. Matched by key, never by place (CFG-11); an empty answer is one (CFG-01)."""
    settings = []
    for item in as_list(payload.get("configurationKey")):
        if not isinstance(item, dict):
            raise BadAnswer("GetConfiguration: a key that is not an object")
        name = as_text(item.get("key"))
        if name:
            value = None if item.get("value") is None else as_text(item["value"])
            settings.append(Setting(name, value, as_bool(item.get("readonly")) is True))
    unknown = (as_text(name) for name in as_list(payload.get("unknownKey")))
    return SettingsRead(tuple(settings), tuple(filter(None, unknown)))


def _write(name: str, value: str) -> Request:
    return Request("ChangeConfiguration", {"key": name, "value": value})


def _wrote(payload: Payload) -> Accepted:
    return agreed("ChangeConfiguration", payload)


def _send_list(command: SendList, now: datetime) -> Sequence[Request]:
    """1.6 §5.15. A number longer than an idTag can be is no card of such a charger, and is left out."""
    entries: list[Payload] = [
        {"idTag": each.card, "idTagInfo": tag_info(each.verdict, each.group, each.expires_at)}
        for each in command.listed
        if len(each.card) <= MOST_TAG
    ]
    if not command.full:
        entries += [{"idTag": card} for card in command.removed if len(card) <= MOST_TAG]
    return (
        Request(
            "SendLocalList",
            {
                "listVersion": command.version,
                "updateType": "Full" if command.full else "Differential",
                "localAuthorizationList": entries,
            },
        ),
    )


def _list_sent(command: SendList, payload: Payload) -> Result:
    return list_agreed(payload)


def _ask_version(command: ReadListVersion, now: datetime) -> Sequence[Request]:
    return (Request("GetLocalListVersion", {}),)


def _version(command: ReadListVersion, payload: Payload) -> Result:
    """1.6 §5.10: -1 is a charger without lists."""
    version = as_int(payload.get("listVersion"))
    if version is None:
        raise BadAnswer("GetLocalListVersion: no listVersion")
    if version < 0:
        raise NotSupported("GetLocalListVersion", str(version))
    return ListVersion(version)


_MANNER = Manner(ask_settings, settings_told, _write, _wrote)

OUTGOING: dict[type[Command], Outgoing[Any] | Conversation[Any]] = {
    ReadListVersion: Outgoing(_ask_version, _version),
    SendList: Outgoing(_send_list, _list_sent),
    ForgetCache: simple("ClearCache", lambda command: {}),
    ReadAway: reading_away(AWAY, _MANNER),
    SetAway: setting_away(AWAY, _MANNER),
}
