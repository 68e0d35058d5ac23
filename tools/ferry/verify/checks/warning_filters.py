"""Python's warning filters: which of them decides about `coroutine … was never awaited`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ACTIONS = ("default", "always", "all", "ignore", "module", "once", "error")
_WARNING = "coroutine 'service.load' was never awaited"
_OF_WARNING = frozenset({"RuntimeWarning", "Warning", ""})
_UNRAISABLE = "Exception ignored in: <coroutine object Service.load at 0x7f0000000000>"
_OF_UNRAISABLE = frozenset({"PytestUnraisableExceptionWarning", "PytestWarning", "UserWarning", "Warning", ""})
"""The warning by which pytest tells of an error that nobody can catch, where filters make errors of warnings."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter; a part that is empty meets everything."""

    action: str
    message: str = ""
    category: str = ""
    module: str = ""

    def meets(self, text: str, categories: frozenset[str]) -> bool:
        """Tell whether the filter is one for a warning of this text and these categories, in whatever module."""
        try:
            says_so = re.match(self.message, text, re.IGNORECASE) is not None
        except re.error:
            return False
        return says_so and not self.module and self.category in categories


def parse(text: str) -> Filter:
    """Return what a text in Python's notation means: `action:message:category:module`."""
    action, message, category, module = ([part.strip() for part in text.split(":")] + ["", "", ""])[:4]
    action = next((name for name in _ACTIONS if action and name.startswith(action)), "")
    return Filter(action, message, category.rpartition(".")[2], module)


def hiding(filters: Sequence[Filter]) -> int | None:
    """Return the position of the filter by which the warning goes unseen, if there is one: the last that fits decides.

    An error that the warning is made into comes up where the coroutine is thrown away, and pytest warns of it.
    """
    decides = _deciding(filters, _WARNING, _OF_WARNING)
    if decides is not None and filters[decides].action == "error":
        decides = _deciding(filters, _UNRAISABLE, _OF_UNRAISABLE)
    return decides if decides is not None and filters[decides].action == "ignore" else None


def _deciding(filters: Sequence[Filter], text: str, categories: frozenset[str]) -> int | None:
    places = [place for place, one in enumerate(filters) if one.action and one.meets(text, categories)]
    return places[-1] if places else None
