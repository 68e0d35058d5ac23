"""The rule for a character's name.

Other players see a name in every line and type it in commands. So it is one word, of one alphabet: a Cyrillic "а" among
Latin letters is refused. (A whole name in another alphabet may still look like a Latin one.)
"""

import unicodedata
from itertools import groupby

from server.game.errors import RuleBrokenError

SHORTEST_NAME = 2
LONGEST_NAME = 20
# Of accents and vowel signs on one letter, after composition: real words have two at most, and more would cover the
# lines above.
_MOST_MARKS = 2
# Before composition: an accented letter may arrive as a letter and its marks.
_LONGEST_RAW_NAME = 4 * LONGEST_NAME

# Words that commands and messages use for someone else than a character.
_RESERVED = frozenset(
    {"admin", "all", "everyone", "ferry", "here", "me", "moderator", "nobody", "self", "server", "someone", "system"}
    | {"you"}
)
# Words in the Unicode names of letters and marks that show nothing (part of Default_Ignorable_Code_Point).
_INVISIBLE = ("FILLER", "GRAPHEME JOINER", "VARIATION SELECTOR", "VOWEL INHERENT")
# Japanese is written in three scripts at once.
_ONE_WRITING_SYSTEM = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}


def character_name(raw: str) -> str:
    """The name that `raw` asks for, in Unicode's composed form (NFKC) and without spaces around it.

    Raises:
        RuleBrokenError: It is too short, too long, reserved, of two alphabets, or no word of letters with single
            apostrophes or hyphens inside.
    """
    if len(raw) > _LONGEST_RAW_NAME:
        raise RuleBrokenError("name", f"have at most {LONGEST_NAME} characters")
    name = unicodedata.normalize("NFKC", raw.strip(" ")).replace("’", "'")
    if len(name) < SHORTEST_NAME:
        raise RuleBrokenError("name", f"have at least {SHORTEST_NAME} characters")
    if len(name) > LONGEST_NAME:
        raise RuleBrokenError("name", f"have at most {LONGEST_NAME} characters")
    if any(map(_is_invisible, name)):
        raise RuleBrokenError("name", "have no control or invisible characters")
    parts = name.replace("-", "'").split("'")
    if _most_marks(name) > _MOST_MARKS:
        raise RuleBrokenError("name", f"have at most {_MOST_MARKS} accents or other marks on a letter")
    if not all(part and all(map(_is_letter, part)) and not unicodedata.combining(part[0]) for part in parts):
        raise RuleBrokenError("name", "be one word of letters; single apostrophes and hyphens may stand inside")
    if len(set(map(_script, filter(str.isalpha, name)))) > 1:
        raise RuleBrokenError("name", "be written in one alphabet")
    if name.casefold() in _RESERVED:
        raise RuleBrokenError("name", "not be a word that the game uses itself")
    return name


def _is_invisible(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return True
    name = unicodedata.name(character, "")
    return any(word in name for word in _INVISIBLE)


def _most_marks(name: str) -> int:
    runs = groupby(name, key=lambda character: unicodedata.category(character)[0] == "M")
    return max((len(list(run)) for is_mark, run in runs if is_mark), default=0)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _script(letter: str) -> str:
    """The first word of the letter's Unicode name, which for letters is their script."""
    word = unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
    return _ONE_WRITING_SYSTEM.get(word, word)
