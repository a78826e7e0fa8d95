"""The protocol's schemas: found by action, strict where asked, silent about what they do not cover."""

from __future__ import annotations

import pytest

from app.csms import schemas
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Dialect
from app.csms.schemas import Part


def test_a_valid_payload_has_no_fault() -> None:
    assert schemas.fault("1.6", "Authorize", Part.REQUEST, {"idTag": "A"}) is None
    assert schemas.fault("2.1", "Heartbeat", Part.RESPONSE, {"currentTime": "2026-03-01T10:00:00Z"}) is None


def test_a_fault_is_told_with_its_place_and_in_few_words() -> None:
    fault = schemas.fault("1.6", "Authorize", Part.RESPONSE, {"idTagInfo": {"status": "Perhaps" * 200}})
    assert fault is not None
    assert fault.startswith("idTagInfo/status: ")
    assert len(fault) <= 300
    assert schemas.fault("1.6", "Authorize", Part.REQUEST, {}) == '"idTag" is a required property'


def test_a_time_without_a_zone_is_no_fault_of_the_shape() -> None:
    told = {"connectorId": 1, "errorCode": "NoError", "status": "Charging", "timestamp": "2023-10-19T15:28:07"}
    assert schemas.fault("1.6", "StatusNotification", Part.REQUEST, told) is None


@pytest.mark.parametrize("action", ["NoSuchThing", "../v16/schemas/Authorize", "", "NotifyPeriodicEventStream"])
def test_what_has_no_schema_has_no_fault(action: str) -> None:
    assert schemas.fault("2.1", action, Part.RESPONSE, {"anything": 1}) is None


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_all_that_a_version_serves_can_be_prepared_ahead(dialect: Dialect) -> None:
    schemas.preload(dialect.protocol, dialect.known_actions)
    for action in dialect.known_actions:
        junk = {"no such field": 1}
        assert schemas.fault(dialect.protocol, action, Part.REQUEST, junk) is not None
