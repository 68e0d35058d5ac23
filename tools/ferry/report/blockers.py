"""The page about blockers, made from their kinds."""

from collections.abc import Iterable
from typing import Protocol


class Kind(Protocol):
    """What the page tells of a kind of blocker."""

    @property
    def name(self) -> str:
        """Its name in reports."""

    @property
    def reason(self) -> str:
        """Why the colour cannot pass."""

    @property
    def recipe(self) -> str:
        """What a person can do."""

    @property
    def before(self) -> str:
        """An example."""

    @property
    def after(self) -> str:
        """What the example becomes."""


_HEAD = """\
# Blockers

Places that `ferry` leaves alone because only a person can decide how they change. `ferry plan` lists those of a tree;
what calls into them, or shares their facade, stays synchronous until they are cleared. `ferry explain KIND` tells the
same as this page, which is made by `bazel run //tools/ferry -- explain blockers`.
"""


def blockers_markdown(kinds: Iterable[Kind]) -> str:
    """Return docs/BLOCKERS.md."""
    parts = [_HEAD]
    for kind in kinds:
        reason = kind.reason[0].upper() + kind.reason[1:]
        parts.append(
            f"\n## `{kind.name}`\n\n{reason}. Recipe: {kind.recipe}.\n\n"
            f"Before:\n\n```python\n{kind.before}\n```\n\nAfter:\n\n```python\n{kind.after}\n```\n"
        )
    return "".join(parts)
