"""Rules for values, checked before a statement is sent."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from persistence.errors import ValidationError

NAME_LENGTH = 64
ROOM_ID_LENGTH = 128

# Marks that change the direction of the text after them: a name with one could pass for another name.
_DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Unicode's categories of controls, surrogates, and the separators of lines and paragraphs.
_CONTROLS = frozenset(("Cc", "Cs", "Zl", "Zp"))
_ROOM_ID = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)+")
# Characters that show nothing but are not of category Cf: the rest of Unicode's Default_Ignorable_Code_Point (fillers
# of Hangul, selectors, codes kept for such), the Braille pattern without dots, the note without a head.
# https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001d159\U000e0000-\U000e0fff]"
)
# PostgreSQL's `integer`.
_LARGEST_INTEGER = 2**31 - 1
_LARGEST_VERSION = _LARGEST_INTEGER - 1  # a save adds one
# PostgreSQL counts a limit in milliseconds, and takes 0 for none.
_SHORTEST_LIMIT_S = 0.001
_LONGEST_LIMIT_S = 86_400


def check_text(field: str, value: object, longest: int, *, multiline: bool = False, empty: bool = False) -> None:
    """Refuses what is not text of at most `longest` characters, or holds characters that no terminal should get.

    `multiline` allows line feeds and tabs. Surrogates are refused because they have no UTF-8 form, NUL because
    PostgreSQL's text cannot hold it; U+2028 and U+2029 because many programs break a line there.
    """
    if not isinstance(value, str):
        raise ValidationError(field, "be text")
    if not value and not empty:
        raise ValidationError(field, "not be empty")
    if len(value) > longest:
        raise ValidationError(field, f"have at most {longest} characters")
    if value.isprintable():  # which no control character is, and which is quickly found out
        return
    allowed = "\n\t" if multiline else ""
    if any(unicodedata.category(character) in _CONTROLS and character not in allowed for character in value):
        raise ValidationError(field, "have no control characters")


def check_name(field: str, value: object) -> None:
    """Refuses what cannot be the name of a player or an account."""
    check_text(field, value, NAME_LENGTH)
    assert isinstance(value, str)  # noqa: S101 - for the type checker; check_text has refused the rest
    if value != value.strip():
        raise ValidationError(field, "neither start nor end with a space")
    if not _DIRECTION_CONTROLS.isdisjoint(value):
        raise ValidationError(field, "have no marks that change the direction of text")
    if not name_key(value):
        raise ValidationError(field, "have a visible character")


def name_key(name: str) -> str:
    """The form under which names are compared: without case and without the variants that Unicode calls compatible.

    It is made here and not by the database's `lower()`, whose result depends on the cluster's locale. Characters that
    show nothing, such as a joiner or a filler, do not make two names different. The form of a form is itself.
    """
    if name.isascii():  # has no variants and nothing invisible
        return name.lower().strip()
    key = _folded(name)
    while (again := _folded(key)) != key:
        key = again
    return key


def _folded(name: str) -> str:
    # What shows nothing goes first: between a letter and its accent it would keep the two from becoming one.
    shown = "".join(character for character in _BLANK.sub("", name) if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold()).strip()


def check_uuid(field: str, value: object) -> None:
    """Refuses what is not a UUID."""
    if not isinstance(value, UUID):
        raise ValidationError(field, "be a UUID")


def check_integer(field: str, value: object, *, smallest: int = 0, largest: int = _LARGEST_INTEGER) -> None:
    """Refuses what is not an integer from `smallest` to `largest`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValidationError(field, "be an integer")
    if not smallest <= value <= largest:
        raise ValidationError(field, f"be from {smallest} to {largest}")


def check_version(field: str, value: object) -> None:
    """Refuses what cannot be the version of something that is to be saved."""
    check_integer(field, value, largest=_LARGEST_VERSION)


def check_limit_s(field: str, value: object) -> None:
    """Refuses what is not a limit in seconds, from a millisecond to a day."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValidationError(field, "be a number of seconds")
    if not _SHORTEST_LIMIT_S <= value <= _LONGEST_LIMIT_S:
        raise ValidationError(field, f"be from {_SHORTEST_LIMIT_S} to {_LONGEST_LIMIT_S} seconds")


def check_time(field: str, value: object) -> None:
    """Refuses what is not a time with a zone, or has no form in UTC: the first and the last hours of the calendar."""
    if isinstance(value, datetime) and value.tzinfo is UTC:
        return
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise ValidationError(field, "be a time with a zone")
    try:
        value.astimezone(UTC)
    except OverflowError:
        raise ValidationError(field, "be from the year 1 to 9999 in UTC") from None


def check_kind(field: str, value: object, kind: type) -> None:
    """Refuses what is not an object of the class `kind`."""
    if not isinstance(value, kind):
        raise ValidationError(field, f"be of the class {kind.__name__}")


def check_kinds(field: str, values: object, kind: type) -> None:
    """Refuses what is not a list, or another sequence, of objects of the class `kind`; a text is no list of texts."""
    text = isinstance(values, str | bytes)
    if text or not isinstance(values, Sequence) or not all(isinstance(value, kind) for value in values):
        raise ValidationError(field, f"be a list of objects of the class {kind.__name__}")


def check_mapping(field: str, value: object) -> None:
    """Refuses what is not a mapping."""
    if not isinstance(value, Mapping):
        raise ValidationError(field, "be a mapping")


def check_room_id(field: str, value: object) -> None:
    """Refuses what is not a room's id, "zone/room" in lower-case letters, digits, "_" and "-"."""
    if isinstance(value, str) and len(value) <= ROOM_ID_LENGTH and _ROOM_ID.fullmatch(value):
        return
    check_text(field, value, ROOM_ID_LENGTH)
    raise ValidationError(field, 'look like "zone/room", in lower-case letters, digits, "_" and "-"')
