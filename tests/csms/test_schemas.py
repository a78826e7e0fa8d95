"""What a schema's violation says is logged and shown: never a card's number."""

from __future__ import annotations

from typing import Any

import pytest

from app.csms import schemas
from app.csms.schemas import Part

LONG = "04A2B3C4" * 5


@pytest.mark.parametrize(
    ("protocol", "action", "payload", "said"),
    [
        ("1.6", "Authorize", {"idTag": LONG}, 'idTag: "••••3C4" is longer than 20 characters'),
        ("1.6", "Authorize", {"idTag": 4711081547}, 'idTag: ••••547 is not of type "string"'),
        ("1.6", "Authorize", {"idTag": [LONG]}, 'idTag: ["••••3C4"] is not of type "string"'),
        ("2.0.1", "Authorize", {"idToken": LONG}, 'idToken: "••••3C4" is not of type "object"'),
        ("2.0.1", "Authorize", {"idToken": {"idToken": LONG}}, 'idToken: "type" is a required property'),
        ("1.6", "MeterValues", {"connectorId": "one", "meterValue": []}, 'connectorId: "one" is not of type "integer"'),
    ],
)
def test_a_violation_names_what_is_wrong_without_a_cards_number(
    protocol: str, action: str, payload: dict[str, Any], said: str
) -> None:
    assert schemas.fault(protocol, action, Part.REQUEST, payload) == said
