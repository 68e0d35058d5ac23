"""What a player typed, taken apart."""

import unicodedata
from typing import NamedTuple

LONGEST_LINE = 1_000

# Marks that reverse or isolate the text after them; with one a player could make other players' lines read wrongly.
_DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Line(NamedTuple):
    """A verb, in lower case, and what follows it. Both are empty when nothing was typed."""

    verb: str
    argument: str


class LineTooLongError(ValueError):
    """The line has more than `LONGEST_LINE` characters; nothing was done with it."""


def parse_line(raw: str) -> Line:
    """Takes a typed line apart and drops what no other player's screen should get: control characters and the like.

    Raises:
        LineTooLongError: It is too long.
    """
    if len(raw) > LONGEST_LINE:
        raise LineTooLongError(f"a line has at most {LONGEST_LINE} characters; this one has {len(raw)}")
    verb, _, argument = "".join(map(_shown, raw)).strip().partition(" ")
    return Line(verb.casefold(), argument.strip())


def _shown(character: str) -> str:
    if character in _DIRECTION_CONTROLS or unicodedata.category(character) == "Cs":
        return ""
    return " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
