"""What a mistyped verb may have been meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_GUESSED_VERB = 20


def suggest(verb: str, words: Iterable[str]) -> str | None:
    """The word most like `verb`, or None when none is like it. Words of one letter are never suggested."""
    if len(verb) > _LONGEST_GUESSED_VERB:
        return None
    matches = get_close_matches(verb, [word for word in words if len(word) > 1], n=1)
    return matches[0] if matches else None
