"""How each version says that a card is good or not, and what it says to a charger's list and settings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.access import MASTER_GROUP
from app.core.cards import OUR_CARD, CardKind, Verdict
from app.core.commands import (
    Accepted,
    AwayRead,
    BadAnswer,
    Command,
    CommandFailed,
    ForgetCache,
    ListVersion,
    NotSupported,
    ReadAway,
    ReadListVersion,
    Refused,
    SendList,
    SetAway,
    VersionMismatch,
)
from app.core.lists.away import AwaySettings, Listed, WhenOff, settings_for
from app.core.reports import Answer, CardAnswer, CardShown, Noted, TransactionAnswer, TransactionTold
from app.csms import schemas
from app.csms.dialects import DIALECTS
from app.csms.dialects.groups import group_word
from app.csms.dialects.rows import Context, Dialect, Payload, Request
from app.csms.dialects.v201_cards import token
from app.csms.schemas import Part

NOW = datetime(2026, 3, 1, 10, 0, 5, 123456, tzinfo=UTC)
UNTIL = datetime(2026, 3, 2, 6, tzinfo=UTC)
V16, V201, V21 = DIALECTS["ocpp1.6"], DIALECTS["ocpp2.0.1"], DIALECTS["ocpp2.1"]
NEWER = [V201, V21]
LONG_GROUP = "the family on the third floor, on the left"
VERSIONS = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
NEWER_VERSIONS = pytest.mark.parametrize("dialect", NEWER, ids=["2.0.1", "2.1"])

IN_1_6 = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.BLOCKED: "Blocked",
    Verdict.EXPIRED: "Expired",
    Verdict.UNKNOWN: "Invalid",
    Verdict.BUSY: "Blocked",
    Verdict.NO_CREDIT: "Blocked",
    Verdict.NOT_HERE: "Blocked",
    Verdict.NOT_NOW: "Blocked",
}
IN_2_X = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.BLOCKED: "Blocked",
    Verdict.EXPIRED: "Expired",
    Verdict.UNKNOWN: "Unknown",
    Verdict.BUSY: "ConcurrentTx",
    Verdict.NO_CREDIT: "NoCredit",
    Verdict.NOT_HERE: "NotAtThisLocation",
    Verdict.NOT_NOW: "NotAtThisTime",
}
TOKEN = {"idToken": {"idToken": "04A2B3C4", "type": "ISO14443"}}


def answered(dialect: Dialect, action: str, answer: Answer, request: Payload | None = None) -> Payload:
    """The worded answer, which keeps the schema."""
    reply = dialect.incoming[action].reply(answer, request or {}, NOW)
    assert schemas.fault(dialect.protocol, action, Part.RESPONSE, reply) is None
    return reply


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_a_word_of_1_6(verdict: Verdict) -> None:
    word = IN_1_6[verdict]
    assert answered(V16, "Authorize", CardAnswer(verdict)) == {"idTagInfo": {"status": word}}
    assert answered(V16, "StopTransaction", TransactionAnswer("7", verdict)) == {"idTagInfo": {"status": word}}
    at_start = "ConcurrentTx" if verdict is Verdict.BUSY else word
    assert answered(V16, "StartTransaction", TransactionAnswer("7", verdict)) == {
        "transactionId": 7,
        "idTagInfo": {"status": at_start},
    }


@NEWER_VERSIONS
@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_a_word_of_2_x(dialect: Dialect, verdict: Verdict) -> None:
    expected = {"idTokenInfo": {"status": IN_2_X[verdict]}}
    assert answered(dialect, "Authorize", CardAnswer(verdict), TOKEN) == expected
    assert answered(dialect, "TransactionEvent", TransactionAnswer("7", verdict), TOKEN) == expected


def test_a_group_and_how_long_an_answer_holds_are_told_in_1_6() -> None:
    info = {"status": "Accepted", "parentIdTag": "flat 3", "expiryDate": "2026-03-02T06:00:00Z"}
    card = CardAnswer(Verdict.ACCEPTED, "flat 3", UNTIL)
    transaction = TransactionAnswer("7", Verdict.ACCEPTED, "flat 3", UNTIL)
    assert answered(V16, "Authorize", card) == {"idTagInfo": info}
    assert answered(V16, "StartTransaction", transaction) == {"transactionId": 7, "idTagInfo": info}
    assert answered(V16, "StopTransaction", transaction) == {"idTagInfo": info}


@NEWER_VERSIONS
def test_a_group_and_how_long_an_answer_holds_are_told_in_2_x(dialect: Dialect) -> None:
    info = {
        "status": "Accepted",
        "groupIdToken": {"idToken": "flat 3", "type": "Central"},
        "cacheExpiryDateTime": "2026-03-02T06:00:00Z",
    }
    card = CardAnswer(Verdict.ACCEPTED, "flat 3", UNTIL)
    transaction = TransactionAnswer("7", Verdict.ACCEPTED, "flat 3", UNTIL)
    assert answered(dialect, "Authorize", card, TOKEN) == {"idTokenInfo": info}
    assert answered(dialect, "TransactionEvent", transaction, TOKEN) == {"idTokenInfo": info}


@pytest.mark.parametrize(
    "group", [LONG_GROUP, "våning 3", "flat 3\nleft", "Solrosen flat number 12", "Solrosen flat number 13"]
)
def test_a_group_is_cut_the_same_way_everywhere(group: str) -> None:
    started = answered(V16, "StartTransaction", TransactionAnswer("7", Verdict.ACCEPTED, group))
    ((_, sent),) = said(V16, SendList(3, (Listed("A", group=group),)))
    listed = sent["localAuthorizationList"][0]["idTagInfo"]
    assert started["idTagInfo"] == listed
    assert len(listed["parentIdTag"]) <= 20
    for dialect in NEWER:
        told = answered(dialect, "Authorize", CardAnswer(Verdict.ACCEPTED, group), TOKEN)["idTokenInfo"]
        ((_, sent),) = said(dialect, SendList(3, (Listed("A", group=group),)))
        assert told == sent["localAuthorizationList"][0]["idTokenInfo"]
        assert len(told["groupIdToken"]["idToken"]) <= 36


def test_groups_that_differ_only_where_they_are_cut_stay_two_groups() -> None:
    assert group_word("Solrosen flat number 12", 20) != group_word("Solrosen flat number 13", 20)
    assert group_word("våning 3", 20) != group_word("vöning 3", 20)
    assert group_word(MASTER_GROUP, 20) == MASTER_GROUP


# What is no card.

NO_CARD: list[Any] = [
    {"idToken": "", "type": "NoAuthorization"},
    {"idToken": "00000000", "type": "NoAuthorization"},
    {"type": "NoAuthorization"},
    {"idToken": "", "type": "ISO14443"},
    {"idToken": " \x00", "type": "Central"},
    {"idToken": None},
    "",
    [],
]


@NEWER_VERSIONS
@pytest.mark.parametrize("id_token", NO_CARD)
def test_a_token_that_is_no_card_is_let_through_and_nothing_comes_of_it(dialect: Dialect, id_token: Any) -> None:
    request = {"idToken": id_token}
    (report,) = dialect.incoming["Authorize"].read(request, Context(NOW, []))
    assert isinstance(report, Noted)
    assert dialect.incoming["Authorize"].reply(TransactionAnswer(""), request, NOW) == {
        "idTokenInfo": {"status": "Accepted"}
    }
    event = {"eventType": "Started", "transactionInfo": {"transactionId": "a"}, **request}
    (told,) = dialect.incoming["TransactionEvent"].read(event, Context(NOW, []))
    assert isinstance(told, TransactionTold)
    assert told.card is None
    refused = TransactionAnswer("a", Verdict.NOT_HERE)
    assert answered(dialect, "TransactionEvent", refused, event) == {"idTokenInfo": {"status": "Accepted"}}


ODD_NUMBERS = [
    ("A" * 200, "A" * 200),
    ("BA86I250X5G6MOD5DLKD\x10\x0e", "BA86I250X5G6MOD5DLKD"),
    ("X16WG99J2QIEGCC0MCJ5-", "X16WG99J2QIEGCC0MCJ5-"),
    ("\x00" * 40, ""),
    ("", ""),
    (17, "17"),
    ([], ""),
]


@pytest.mark.parametrize(("sent", "number"), ODD_NUMBERS)
def test_an_odd_number_is_read_and_answered(sent: Any, number: str) -> None:
    assert V16.incoming["Authorize"].read({"idTag": sent}, Context(NOW, [])) == (CardShown(number),)
    answered(V16, "Authorize", CardAnswer(Verdict.UNKNOWN), {"idTag": sent})
    for action in ("StartTransaction", "StopTransaction"):
        (told,) = V16.incoming[action].read({"idTag": sent, "transactionId": 4}, Context(NOW, []))
        assert isinstance(told, TransactionTold)
        assert told.card == (number or None)
    for dialect in NEWER:
        token = {"idToken": {"idToken": sent, "type": "Central"}}
        (report,) = dialect.incoming["Authorize"].read(token, Context(NOW, []))
        assert report == (CardShown(number) if number else Noted("start without a card"))


# The list.


def said(dialect: Dialect, command: Command) -> list[tuple[str, Payload]]:
    """The requests of a command whose requests do not hang on answers; each keeps the schema."""
    row: Any = dialect.outgoing[type(command)]
    requests = list(row.word(command, NOW))
    for request in requests:
        assert schemas.fault(dialect.protocol, request.action, Part.REQUEST, request.payload) is None
    return [(request.action, request.payload) for request in requests]


CHANGE = SendList(
    8,
    (
        Listed("04A2B3C4", group="flat 3", expires_at=UNTIL),
        Listed("laddvakt", Verdict.NOT_NOW),
    ),
    removed=("04A2B3C4D5E6F7", "gone"),
)


def test_a_change_of_the_list_in_1_6() -> None:
    info = {"status": "Accepted", "parentIdTag": "flat 3", "expiryDate": "2026-03-02T06:00:00Z"}
    assert said(V16, CHANGE) == [
        (
            "SendLocalList",
            {
                "listVersion": 8,
                "updateType": "Differential",
                "localAuthorizationList": [
                    {"idTag": "04A2B3C4", "idTagInfo": info},
                    {"idTag": "laddvakt", "idTagInfo": {"status": "Blocked"}},
                    {"idTag": "04A2B3C4D5E6F7"},
                    {"idTag": "gone"},
                ],
            },
        )
    ]


@NEWER_VERSIONS
def test_a_change_of_the_list_in_2_x(dialect: Dialect) -> None:
    info = {
        "status": "Accepted",
        "groupIdToken": {"idToken": "flat 3", "type": "Central"},
        "cacheExpiryDateTime": "2026-03-02T06:00:00Z",
    }
    assert said(dialect, CHANGE) == [
        (
            "SendLocalList",
            {
                "versionNumber": 8,
                "updateType": "Differential",
                "localAuthorizationList": [
                    {"idToken": {"idToken": "04A2B3C4", "type": "ISO14443"}, "idTokenInfo": info},
                    {
                        "idToken": {"idToken": "laddvakt", "type": "Central"},
                        "idTokenInfo": {"status": "NotAtThisTime"},
                    },
                    {"idToken": {"idToken": "04A2B3C4D5E6F7", "type": "ISO14443"}},
                    {"idToken": {"idToken": "gone", "type": "Central"}},
                ],
            },
        )
    ]


def test_an_empty_full_list_empties_the_charger() -> None:
    empty = SendList(3, (), removed=("A",), full=True)
    assert said(V16, empty) == [
        ("SendLocalList", {"listVersion": 3, "updateType": "Full", "localAuthorizationList": []})
    ]
    for dialect in NEWER:
        assert said(dialect, empty) == [("SendLocalList", {"versionNumber": 3, "updateType": "Full"})]


@VERSIONS
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_can_be_listed(dialect: Dialect, verdict: Verdict) -> None:
    ((_, sent),) = said(dialect, SendList(1, (Listed("A", verdict, LONG_GROUP, UNTIL),), full=True))
    (entry,) = sent["localAuthorizationList"]
    if dialect is V16:
        assert entry["idTagInfo"]["status"] == IN_1_6[verdict]
    else:
        assert entry["idTokenInfo"]["status"] == IN_2_X[verdict]


@VERSIONS
def test_a_number_that_the_version_cannot_say_is_left_out_of_the_list(dialect: Dialect) -> None:
    ((_, sent),) = said(dialect, SendList(1, (Listed("A" * 200), Listed("A" * 20)), removed=("B" * 200,)))
    assert len(sent["localAuthorizationList"]) == 1


LIST_ANSWERS: list[tuple[Command, Payload, Any]] = [
    (CHANGE, {"status": "Accepted"}, Accepted()),
    (CHANGE, {"status": "Failed"}, Refused("Failed")),
    (CHANGE, {"status": "NotSupported"}, NotSupported("SendLocalList")),
    (CHANGE, {"status": "VersionMismatch"}, VersionMismatch()),
    (CHANGE, {}, BadAnswer("SendLocalList: no status")),
    (ForgetCache(), {"status": "Accepted"}, Accepted()),
    (ForgetCache(), {"status": "Rejected"}, Refused("Rejected")),
]
VERSION_ANSWERS: list[tuple[Any, Any]] = [
    (0, ListVersion(0)),
    (7, ListVersion(7)),
    ("7", ListVersion(7)),
    (-1, NotSupported("GetLocalListVersion", "-1")),
]


@pytest.mark.parametrize(
    ("dialect", "command", "payload", "expected"),
    [
        *((dialect, *each) for dialect in DIALECTS.values() for each in LIST_ANSWERS),
        *((V16, ReadListVersion(), {"listVersion": sent}, is_) for sent, is_ in VERSION_ANSWERS),
        *((each, ReadListVersion(), {"versionNumber": sent}, is_) for each in NEWER for sent, is_ in VERSION_ANSWERS),
        (V16, ReadListVersion(), {}, BadAnswer("GetLocalListVersion: no listVersion")),
        (V201, ReadListVersion(), {}, BadAnswer("GetLocalListVersion: no versionNumber")),
    ],
)
def test_answers_about_the_list_are_understood(
    dialect: Dialect, command: Command, payload: Payload, expected: Any
) -> None:
    row: Any = dialect.outgoing[type(command)]
    if not isinstance(expected, CommandFailed):
        assert row.read(command, payload) == expected
        return
    with pytest.raises(type(expected)) as caught:
        row.read(command, payload)
    assert vars(caught.value) == vars(expected)


@VERSIONS
def test_the_version_and_the_cache_are_asked_for_by_name(dialect: Dialect) -> None:
    assert said(dialect, ReadListVersion()) == [("GetLocalListVersion", {})]
    assert said(dialect, ForgetCache()) == [("ClearCache", {})]


# The settings.


class FakeCharger:
    """Holds settings and answers for them as a charger does; `at_once`: more names than these it does not answer."""

    def __init__(self, dialect: Dialect, values: dict[str, str]) -> None:
        self.dialect = dialect
        self.values = values
        self.at_once = 50
        self.complains = False  # of too many names, instead of answering for some
        self.refuses: dict[str, str] = {}
        self.reboots = False
        self.asked: list[Request] = []

    def hear(self, command: Command) -> Any:
        """Has the whole conversation of the command; returns or raises what comes of it."""
        talk = self.dialect.outgoing[type(command)].talk(command, NOW)
        try:
            request = next(talk)
            while True:
                assert schemas.fault(self.dialect.protocol, request.action, Part.REQUEST, dict(request.payload)) is None  # type: ignore[arg-type]
                self.asked.append(request)
                try:
                    answer = self._answer(request)
                except CommandFailed as failure:
                    request = talk.throw(failure)
                else:
                    response = schemas.fault(self.dialect.protocol, request.action, Part.RESPONSE, answer)
                    assert response is None
                    request = talk.send(answer)
        except StopIteration as end:
            return end.value

    def _answer(self, request: Request) -> Payload:
        payload: Any = request.payload
        match request.action:
            case "GetConfiguration":
                return self._keys(payload["key"])
            case "ChangeConfiguration":
                return {"status": self._set(payload["key"], payload["value"], "NotSupported")}
            case "GetVariables":
                wanted = payload["getVariableData"]
                self._count(wanted)
                return {"getVariableResult": [self._variable(each) for each in wanted]}
            case _:
                (item,) = payload["setVariableData"]
                status = self._set(_name(item), item["attributeValue"], "UnknownVariable")
                place = {"component": item["component"], "variable": item["variable"]}
                return {"setVariableResult": [{"attributeStatus": status, **place}]}

    def _count(self, wanted: list[Any]) -> None:
        if len(wanted) > self.at_once and (self.complains or self.dialect is not V16):
            raise Refused("OccurrenceConstraintViolation")

    def _keys(self, wanted: list[str]) -> Payload:
        self._count(wanted)
        wanted = wanted[: self.at_once]
        return {
            "configurationKey": [
                {"key": key, "readonly": False, "value": self.values[key]} for key in wanted if key in self.values
            ],
            "unknownKey": [key for key in wanted if key not in self.values],
        }

    def _variable(self, item: Payload) -> Payload:
        name = _name(item)
        if name == "LocalAuthListCtrlr.Entries":
            assert item["attributeType"] == "MaxSet"
        found = self.values.get(name)
        place = {"component": item["component"], "variable": item["variable"]}
        if found is None:
            return {"attributeStatus": "UnknownVariable", **place}
        return {"attributeStatus": "Accepted", "attributeValue": found, **place}

    def _set(self, name: str, value: str, unknown: str) -> str:
        if name not in self.values:
            return unknown
        if name in self.refuses:
            return self.refuses[name]
        self.values[name] = value
        return "RebootRequired" if self.reboots else "Accepted"


def _name(item: Payload) -> str:
    return f"{item['component']['name']}.{item['variable']['name']}"


KEYS_16 = {
    "LocalAuthListEnabled": "true",
    "LocalPreAuthorize": "false",
    "LocalAuthorizeOffline": "TRUE",
    "AllowOfflineTxForUnknownId": "false",
    "StopTransactionOnInvalidId": "true",
    "LocalAuthListMaxLength": "80",
    "SendLocalListMaxLength": "20",
}
VARIABLES = {
    "LocalAuthListCtrlr.Enabled": "true",
    "AuthCtrlr.LocalPreAuthorize": "false",
    "AuthCtrlr.LocalAuthorizeOffline": "TRUE",
    "AuthCtrlr.OfflineTxForUnknownIdEnabled": "false",
    "TxCtrlr.StopTxOnInvalidId": "true",
    "LocalAuthListCtrlr.Entries": "80",
    "LocalAuthListCtrlr.ItemsPerMessage": "20",
    "LocalAuthListCtrlr.BytesPerMessage": "60000",
    "AuthCtrlr.MasterPassGroupId": "M",
}
TOLD = AwaySettings(
    keeps_list=True,
    asks_list_first=False,
    listed_when_off=True,
    strangers_when_off=False,
    stops_refused=True,
    most_cards=80,
    most_at_once=20,
)


def a_charger(dialect: Dialect) -> FakeCharger:
    return FakeCharger(dialect, dict(KEYS_16 if dialect is V16 else VARIABLES))


def told_by(dialect: Dialect) -> AwaySettings:
    fields = {field: getattr(TOLD, field) for field in TOLD.__struct_fields__}
    return AwaySettings(**{**fields, "master_group": None if dialect is V16 else "M"})


@VERSIONS
def test_what_a_charger_does_alone_is_asked_in_one_request(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    assert charger.hear(ReadAway()) == AwayRead(told_by(dialect))
    assert len(charger.asked) == 1


@VERSIONS
@pytest.mark.parametrize("complains", [True, False])
@pytest.mark.parametrize("at_once", [1, 3])
def test_what_is_too_much_for_one_answer_is_asked_one_by_one(dialect: Dialect, at_once: int, complains: bool) -> None:
    charger = a_charger(dialect)
    charger.at_once, charger.complains = at_once, complains
    assert charger.hear(ReadAway()) == AwayRead(told_by(dialect))
    assert 1 < len(charger.asked) <= 1 + len(charger.values)


@VERSIONS
def test_a_charger_that_has_none_of_it_tells_nothing(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    charger.values.clear()
    assert charger.hear(ReadAway()) == AwayRead(AwaySettings())


@VERSIONS
def test_a_charger_that_answers_no_such_question_has_refused_it(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    charger.at_once, charger.complains = 0, True
    with pytest.raises(Refused):
        charger.hear(ReadAway())


@NEWER_VERSIONS
def test_a_message_of_few_bytes_holds_few_cards(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    charger.values["LocalAuthListCtrlr.BytesPerMessage"] = "2000"
    most = charger.hear(ReadAway()).settings.most_at_once
    listed = tuple(Listed(f"{n:036}", Verdict.NOT_HERE, LONG_GROUP, UNTIL) for n in range(most))
    ((_, sent),) = said(dialect, SendList(1, listed, full=True))
    assert 1 < most < 20
    assert len(str(sent)) < 2000
    charger.values["LocalAuthListCtrlr.BytesPerMessage"] = "10"
    assert charger.hear(ReadAway()).settings.most_at_once == 1


@VERSIONS
@pytest.mark.parametrize("wanted", [WhenOff.EVERYONE, WhenOff.KNOWN, WhenOff.NOBODY])
def test_what_is_set_is_what_is_read_afterwards(dialect: Dialect, wanted: WhenOff) -> None:
    charger = a_charger(dialect)
    settings = settings_for(wanted)
    assert charger.hear(SetAway(settings)) == Accepted()
    read = charger.hear(ReadAway()).settings
    for field in settings.__struct_fields__:
        if getattr(settings, field) is not None:
            assert getattr(read, field) == getattr(settings, field)
    assert read.most_cards == 80


@VERSIONS
def test_only_what_is_wanted_is_written(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    before = dict(charger.values)
    charger.hear(SetAway(AwaySettings(strangers_when_off=True)))
    assert len(charger.asked) == 1
    assert [name for name in before if charger.values[name] != before[name]] == [
        "AllowOfflineTxForUnknownId" if dialect is V16 else "AuthCtrlr.OfflineTxForUnknownIdEnabled"
    ]


def test_the_master_group_is_set_where_there_is_one() -> None:
    for dialect in NEWER:
        charger = a_charger(dialect)
        assert charger.hear(SetAway(AwaySettings(master_group=MASTER_GROUP))) == Accepted()
        assert charger.values["AuthCtrlr.MasterPassGroupId"] == MASTER_GROUP
    old = a_charger(V16)
    assert old.hear(SetAway(AwaySettings(master_group=MASTER_GROUP, keeps_list=False))) == Accepted()
    assert [request.payload for request in old.asked] == [{"key": "LocalAuthListEnabled", "value": "false"}]


@VERSIONS
def test_what_the_charger_does_not_have_is_left_out(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    for name in list(charger.values):
        if "PreAuthorize" in name:
            del charger.values[name]
    assert charger.hear(SetAway(settings_for(WhenOff.KNOWN))) == Accepted()
    charger.values.clear()
    with pytest.raises(NotSupported):
        charger.hear(SetAway(settings_for(WhenOff.KNOWN)))


@VERSIONS
def test_a_refusal_names_the_setting_and_the_others_are_set_all_the_same(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    name = "LocalAuthListEnabled" if dialect is V16 else "LocalAuthListCtrlr.Enabled"
    charger.values[name] = "false"
    charger.refuses[name] = "Rejected"
    with pytest.raises(Refused) as caught:
        charger.hear(SetAway(settings_for(WhenOff.EVERYONE)))
    assert (caught.value.status, caught.value.detail) == ("Rejected", name)
    assert charger.hear(ReadAway()).settings.strangers_when_off is True


@VERSIONS
def test_refusing_to_be_told_what_it_does_already_is_no_refusal(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    charger.refuses["LocalAuthListEnabled" if dialect is V16 else "LocalAuthListCtrlr.Enabled"] = "Rejected"
    assert charger.hear(SetAway(settings_for(WhenOff.KNOWN))) == Accepted()


@VERSIONS
def test_a_setting_that_holds_after_a_restart_is_set(dialect: Dialect) -> None:
    charger = a_charger(dialect)
    charger.reboots = True
    assert charger.hear(SetAway(settings_for(WhenOff.NOBODY))) == Accepted(reboot=True)


# What a number is.

KINDS_TOLD = [
    ("ISO14443", CardKind.CARD),
    ("ISO15693", CardKind.CARD),
    ("Central", CardKind.CARD),
    ("KeyCode", CardKind.CODE),
    ("MacAddress", CardKind.CAR),
    ("eMAID", CardKind.CAR),
    ("EVCCID", CardKind.CAR),
    ("Local", CardKind.CHARGER),
    ("DirectPayment", CardKind.CHARGER),
    ("Somebody's own", CardKind.CARD),
    (None, CardKind.CARD),
]


@NEWER_VERSIONS
@pytest.mark.parametrize(("word", "kind"), KINDS_TOLD)
def test_a_token_says_what_it_is_where_it_is_shown_and_where_it_starts(
    dialect: Dialect, word: str | None, kind: CardKind
) -> None:
    request = {"idToken": {"idToken": "1234", "type": word}}
    assert dialect.incoming["Authorize"].read(request, Context(NOW, [])) == (CardShown("1234", kind=kind),)
    event = {"eventType": "Started", "transactionInfo": {"transactionId": "a"}, **request}
    (told,) = dialect.incoming["TransactionEvent"].read(event, Context(NOW, []))
    assert isinstance(told, TransactionTold)
    assert (told.card, told.card_kind) == ("1234", kind)


def test_a_car_that_says_who_it_is_is_no_card_in_1_6_either() -> None:
    for tag, kind in (("VID:0018789A", CardKind.CAR), ("04A2B3C4", CardKind.CARD)):
        (shown,) = V16.incoming["Authorize"].read({"idTag": tag}, Context(NOW, []))
        start = {"idTag": tag, "connectorId": 1, "meterStart": 0, "timestamp": "2026-11-22T17:00:00Z"}
        (told,) = V16.incoming["StartTransaction"].read(start, Context(NOW, []))
        assert isinstance(shown, CardShown) and isinstance(told, TransactionTold)
        assert shown.kind is told.card_kind is kind


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("04A2B3C4", "ISO14443"),
        ("04A2B3C4D5E6F7", "ISO14443"),
        ("A4B1C2D3E4F5", "MacAddress"),
        ("a4:b1:c2:d3:e4:f5", "MacAddress"),
        ("SE-ABC-C12345678-X", "eMAID"),
        ("SEABCC12345678", "eMAID"),
        ("1234", "KeyCode"),
        (OUR_CARD, "Central"),
        ("flat 3", "Central"),
    ],
)
def test_a_number_is_sent_as_what_it_would_be_shown_as(number: str, word: str) -> None:
    assert token(number) == {"idToken": number, "type": word}
