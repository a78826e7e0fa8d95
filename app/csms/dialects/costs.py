"""What every version's words of money share: exact numbers, and short messages for a charger's display."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from app.csms.dialects.rows import Payload

# 2.x, part 2, 2.1: no number to a charger has more decimals.
_FINEST = Decimal("0.000001")
# 2.0.1's; 2.1's is twice that.
MOST_MESSAGE = 512


def amount(value: Decimal) -> Decimal:
    """As it goes out: digit by digit, never with an exponent."""
    finest = value.quantize(_FINEST, ROUND_HALF_UP)
    exponent = value.as_tuple().exponent
    return (
        finest
        if not isinstance(exponent, int) or exponent < -6
        else value.quantize(Decimal(1).scaleb(min(exponent, 0)))
    )


def price(value: Decimal) -> Decimal:
    """The same without zeros at its end."""
    shortest = amount(value).normalize()
    return shortest.quantize(Decimal(1)) if shortest == shortest.to_integral_value() else shortest


def message_content(words: str, language: str) -> Payload:
    """2.x MessageContentType; empty where there is nothing to say."""
    if not words:
        return {}
    content: Payload = {"format": "UTF8", "content": words[:MOST_MESSAGE]}
    return {**content, "language": language} if language else content
