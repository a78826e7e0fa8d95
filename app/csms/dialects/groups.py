"""Groups of cards as chargers take them: short, plain, and still different where they were."""

from __future__ import annotations

from zlib import crc32

_TAIL = 9  # a dash and eight digits


def group_word(group: str, most: int) -> str:
    """The group in at most so many plain characters, the same wherever it is said.

    One that is cut keeps a number of its own: "Solrosen lägenhet 12" and "… 13" must not become one group.
    """
    if len(group) <= most and group.isascii() and group.isprintable():
        return group
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in group)
    return f"{plain[: most - _TAIL]}-{crc32(group.encode()):08x}"
