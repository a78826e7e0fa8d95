"""What frozen values are made of: thousands are made a second, so they are msgspec's structs, not dataclasses."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

__all__ = ["Value", "replace"]


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value: equal by its fields, safe on any thread. `replace(value, field=…)` makes its successor.

    A kind of value says `frozen=True` once more, for the type checker. The garbage collector need not look at values:
    they hold nothing that could hold them.
    """
