"""The page about the transformations, made from their docstrings."""

from collections.abc import Iterable
from typing import Protocol


class Transformation(Protocol):
    """What the page tells of a transformation."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def doc(self) -> str:
        """What it does, why that is safe, what it leaves alone."""


_HEAD = """\
# Transformations

What `ferry apply` does to a node of the syntax tree, in the order in which several are applied to one node. Which nodes
are changed, the plan decides. `bazel run //tools/ferry -- explain rewrites` makes this page from the code.
"""


def rewrites_markdown(transformations: Iterable[Transformation]) -> str:
    """Return docs/REWRITES.md."""
    return _HEAD + "".join(f"\n## `{each.name}`\n\n{each.doc}\n" for each in transformations)
