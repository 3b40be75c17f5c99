"""Characters that nobody sees: which are taken as they are, which as a space, which are named."""

from __future__ import annotations

import unicodedata

# Parts of visible characters: joined emoji, Persian and Indic letters, flags, Hebrew and Arabic.
JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c") | {chr(n) for n in range(0xE0020, 0xE0080)}
# Spaces that programs write for one another, the one behind the hour of 9:00 PM among them.
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
)


def with_plain_spaces(text: str) -> str:
    """The text with every kind of space as the usual one."""
    return text if text.isascii() else text.translate(_SPACES)


def is_visible(text: str) -> bool:
    """Whether every character can be seen or is a part of one that can."""
    return all(char.isprintable() or char in JOINERS for char in text)


def invisible_in(text: str) -> str:
    """` (with U+200B ZERO WIDTH SPACE)` for the first that cannot; empty where all can."""
    for char in text:
        if not char.isprintable() and char not in JOINERS and char not in "\t\n\r":
            name = unicodedata.name(char, "a control character")
            return f" (with U+{ord(char):04X} {name})"
    return ""
