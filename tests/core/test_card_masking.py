"""Numbers of cards in texts: masked in whatever way a charger wrote them, and nothing else is touched."""

from __future__ import annotations

import pytest

from app.core.card_numbers import masked_text


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('[2,"1","Authorize",{"idTag":"04A2B3C4"}]', '[2,"1","Authorize",{"idTag":"••••3C4"}]'),
        (
            '{"idToken":{"idToken":"04A2B3C4","type":"ISO14443"},"groupIdToken": {"idToken": "FAMILY01"}}',
            '{"idToken":{"idToken":"••••3C4","type":"ISO14443"},"groupIdToken": {"idToken": "••••Y01"}}',
        ),
        (
            '{"additionalInfo":[{"additionalIdToken":"04A2B3C4","type":"x"}]}',
            '{"additionalInfo":[{"additionalIdToken":"••••3C4","type":"x"}]}',
        ),
        ('{"localAuthorizationList":[{"idTag":"AABBCCDD"},{"IdTag":"11223344"}]}', None),
        ('{"idTagInfo":{"status":"Accepted","parentIdTag":"FAMILY01"}}', None),
        (r'"data":"{\"idTag\":\"04A2B3C4\",\"x\":1}"', r'"data":"{\"idTag\":\"••••3C4\",\"x\":1}"'),
        ("{idTag:04A2B3C4}", "{idTag:••••3C4}"),
        ("{'idTag':'04A2B3C4'}", "{'idTag':'••••3C4'}"),
        ('{"idTag":"04A2B3C4', '{"idTag":"••••3C4'),
        ('{"idTag": 12345678, "connectorId":1}', '{"idTag": ••••678, "connectorId":1}'),
        (r'{"idTag":"04\"A2B3C4","connectorId":1}', '{"idTag":"••••3C4","connectorId":1}'),
    ],
)
def test_a_cards_number_is_masked_however_it_was_written(told: str, shown: str | None) -> None:
    found = masked_text(told)
    if shown is not None:
        assert found == shown
    for number in ("04A2B3C4", "AABBCCDD", "11223344", "FAMILY01", "12345678"):
        assert number not in found


@pytest.mark.parametrize(
    "told",
    [
        '{"idTag":null,"connectorId":1}',
        '{"idTag":""}',
        '{"idTagInfo":{"status":"Accepted"}}',
        '[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","info":"04A2B3C4"}]',
        '{"idToken":{"type":"NoAuthorization","idToken":""}}',
    ],
)
def test_what_is_no_cards_number_stays(told: str) -> None:
    assert masked_text(told) == told
