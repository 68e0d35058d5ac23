"""What a transformation is."""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass

import libcst as cst

Replacement = cst.CSTNode | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside its node: the node above it in the original tree, and the edit's text.

    And whether a word follows the node without a space, `load()if ready else 0`, and whether it begins its line.
    """

    parent: cst.CSTNode | None
    text: str
    word_follows: bool
    begins_line: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Rewrites nodes of the given `types`; `apply` gets the node with all edits below it done."""

    name: str
    types: tuple[type[cst.CSTNode], ...]
    apply: Callable[[cst.CSTNode, Context], Replacement]

    @property
    def doc(self) -> str:
        """What it does, why that is safe, and what it leaves alone: the docstring of its module."""
        return inspect.cleandoc(sys.modules[self.apply.__module__].__doc__ or "")


def awaited(call: cst.Call, context: Context) -> cst.Await:
    """Return `await call`, in parentheses where an attribute, an index or a call follows, or a word without a space."""
    bare = call.with_changes(lpar=[], rpar=[])
    lpar, rpar = list(call.lpar), list(call.rpar)
    is_followed = isinstance(context.parent, cst.Attribute | cst.Subscript | cst.Call) or context.word_follows
    if not lpar and is_followed:
        lpar, rpar = [cst.LeftParen()], [cst.RightParen()]
    return cst.Await(expression=bare, lpar=lpar, rpar=rpar)
