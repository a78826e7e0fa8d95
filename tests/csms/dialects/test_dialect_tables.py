"""Each row of each dialect: complete, answered as the schema wants, and not to be upset by junk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schema_examples import full, minimal, schema_files

from app.core.commands import ClearTariffs, Command, SetTariff, TellPrice
from app.core.model import Standing
from app.core.reports import (
    Alive,
    Answer,
    BootAnswer,
    Booted,
    CardAnswer,
    CardShown,
    Heard,
    Report,
    TransactionAnswer,
    TransactionTold,
    Verdict,
)
from app.csms import schemas
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Context, Dialect, Kind, Unreadable
from app.csms.schemas import Part

NOW = datetime(2026, 3, 1, 10, 0, 5, 123456, tzinfo=UTC)
ROWS = [
    pytest.param(dialect, action, id=f"{dialect.protocol} {action}")
    for dialect in DIALECTS.values()
    for action in dialect.incoming
]
REPLIES_WITH_THE_TIME = {"BootNotification", "Heartbeat"}
# What a version has no words for, or says in its answers.
UNSAID = {"1.6": {SetTariff, ClearTariffs}, "2.0.1": {TellPrice, SetTariff, ClearTariffs}, "2.1": {TellPrice}}
GROUPS = ("", "flat 3", "the family on the third floor, left", "våning\n3 ⚡" * 9)
TRANSACTION_ACTIONS = {"StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"}


def answers_to(report: Report) -> Iterator[Answer]:
    """Every answer that core can give to this report."""
    if isinstance(report, Booted):
        yield from (BootAnswer(standing, 60) for standing in Standing)
    elif isinstance(report, CardShown):
        yield from (CardAnswer(verdict) for verdict in Verdict)
        yield from (CardAnswer(verdict, group, NOW) for verdict in Verdict for group in GROUPS)
        yield CardAnswer(Verdict.ACCEPTED, price="2,00 kr/kWh", language="sv")
        yield CardAnswer(Verdict.ACCEPTED, price="kr" * 900)
    elif isinstance(report, TransactionTold):
        yield Heard()
        yield from (TransactionAnswer("17", verdict) for verdict in (None, *Verdict))
        yield from (TransactionAnswer("17", verdict, group, NOW) for verdict in Verdict for group in GROUPS)
        yield from (TransactionAnswer("17", cost=Decimal(cost)) for cost in ("0.00", "12.34", "1E+3", "0.1234567"))
    else:
        yield Heard()


def reply_faults(dialect: Dialect, action: str, request: dict[str, Any], reports: tuple[Report, ...]) -> list[str]:
    row = dialect.incoming[action]
    replies = [row.reply(answer, request, NOW) for answer in answers_to(reports[0])]
    found = (schemas.fault(dialect.protocol, action, Part.RESPONSE, reply) for reply in replies)
    return [fault for fault in found if fault is not None]


@pytest.mark.parametrize("example", [minimal, full])
@pytest.mark.parametrize(("dialect", "action"), ROWS)
def test_a_valid_message_is_read_without_repair_and_answered_as_the_schema_wants(
    dialect: Dialect, action: str, example: Any
) -> None:
    request = example(dialect.protocol, action)
    assert schemas.fault(dialect.protocol, action, Part.REQUEST, request) is None
    context = Context(NOW, [])
    reports = dialect.incoming[action].read(request, context)
    assert reports
    assert context.notes == []
    assert reply_faults(dialect, action, request, reports) == []


junk_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["1", "-1", "null"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def _spoiled(example: Any) -> st.SearchStrategy[Any]:
    """The example with any of its parts left out or replaced by junk."""
    if isinstance(example, dict):
        return st.fixed_dictionaries(
            {}, optional={name: _spoiled(value) | junk_values for name, value in example.items()}
        )
    if isinstance(example, list):
        return st.lists(_spoiled(example[0]) if example else junk_values, max_size=3) | junk_values
    return st.just(example) | junk_values


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize(("dialect", "action"), ROWS)
def test_junk_is_read_or_called_unreadable_and_what_is_read_is_answered(
    dialect: Dialect, action: str, data: st.DataObject
) -> None:
    row = dialect.incoming[action]
    request = data.draw(_spoiled(full(dialect.protocol, action)))
    try:
        reports = row.read(request, Context(NOW, []))
    except Unreadable as failure:
        assert not row.transaction
        assert failure.kind in dialect.error_codes
        return
    assert reports
    assert reply_faults(dialect, action, request, reports) == []


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_action_with_a_schema_is_known_and_no_other(dialect: Dialect) -> None:
    names = {name.removesuffix(".json") for name in schema_files(dialect.protocol)}
    requests = {name.removesuffix("Request") for name in names if not name.endswith("Response")}
    assert dialect.known_actions == requests


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_way_of_being_unreadable_has_a_code_and_every_command_a_row(dialect: Dialect) -> None:
    assert set(dialect.error_codes) == set(Kind)
    assert set(dialect.outgoing) == set(Command.__args__) - UNSAID[dialect.protocol]
    assert dialect.name == f"ocpp{dialect.protocol}"


@pytest.mark.parametrize(("dialect", "action"), ROWS)
def test_rows_say_what_the_connection_must_know(dialect: Dialect, action: str) -> None:
    row = dialect.incoming[action]
    assert row.repeatable is (action not in REPLIES_WITH_THE_TIME)
    assert row.transaction is (action in TRANSACTION_ACTIONS)
    assert row.while_waiting is (action == "BootNotification")
    assert row.reply_needed is (action != "NotifyPeriodicEventStream")


def test_the_newest_version_is_preferred() -> None:
    assert list(DIALECTS) == ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_times_sent_have_seconds_and_a_z(dialect: Dialect) -> None:
    boot = dialect.incoming["BootNotification"].reply(BootAnswer(Standing.WAITING, 30), {}, NOW)
    assert boot == {"status": "Pending", "currentTime": "2026-03-01T10:00:05Z", "interval": 30}
    assert dialect.incoming["Heartbeat"].read({}, Context(NOW, [])) == (Alive(),)
    assert dialect.incoming["Heartbeat"].reply(Heard(), {}, NOW) == {"currentTime": "2026-03-01T10:00:05Z"}


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_vendor_talk_is_unknown_but_for_makers_who_would_repeat_it(dialect: Dialect) -> None:
    row = dialect.incoming["DataTransfer"]
    assert row.reply(Heard(), {"vendorId": "com.example"}, NOW) == {"status": "UnknownVendorId"}
    assert row.reply(Heard(), {"vendorId": "EV-BOX", "data": {"a": 1}}, NOW) == {"status": "Accepted"}
    costs = {"vendorId": "org.openchargealliance.costmsg"}
    assert row.reply(Heard(), {**costs, "messageId": "ConnectorUnplugged"}, NOW) == {"status": "Accepted"}
    assert row.reply(Heard(), {**costs, "messageId": 7}, NOW) == {"status": "UnknownMessageId"}
