"""Contexts of click and typer: what the program keeps in their `obj`, and what gets one, or that, as its parameter."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.tree import File, Tree
from tools.ferry.verify.inference.values import EMPTY, UNKNOWN, External, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_CONTEXT = re.compile(r"(click|typer)\.(\w+\.)?(Context|get_current_context)\(\)$")
_PASSING = re.compile(r"click\.(decorators\.)?pass_(context|obj)$")
_PACKAGES = {"click", "typer"}


def is_context(path: str) -> bool:
    """Tell whether an object of the dotted path is a context of click."""
    return _CONTEXT.match(path) is not None


def object_of_contexts(eyes: "Eyes", *, tests: bool) -> Values:
    """Return what code puts into the `obj` of contexts, or makes them with; which of them that is, nobody can tell.

    `tests`: what tests put there counts, too.
    """
    given = (eyes.values(file, value) or UNKNOWN for file, value in _given(eyes) if tests or not file.is_test)
    return eyes.union(given) or UNKNOWN


def _given(eyes: "Eyes") -> Iterator[tuple[File, ast.expr]]:
    for file, target in eyes.tree.attribute_stores.get("obj", []):
        statement = file.parents[target]
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if value is not None and any(map(is_context, eyes.paths(file, target.value))):
            yield file, value
    yield from _named(eyes.tree)


@lru_cache(maxsize=1)
def _named(tree: Tree) -> list[tuple[File, ast.expr]]:
    """Return the arguments `obj=…` of calls in the files that import click: `cli(obj=store)`."""
    files = [f for f in tree.files if any(name.partition(".")[0] in _PACKAGES for name in f.names.values())]
    calls = ((file, node) for file in files for node in file.nodes if isinstance(node, ast.Call))
    return [(file, keyword.value) for file, call in calls for keyword in call.keywords if keyword.arg == "obj"]


def passed_by_click(eyes: "Eyes", file: File, function: FunctionDef, argument: ast.arg) -> Values:
    """Return what a decorator of click passes for the parameter: a context, or its `obj`; empty where none does."""
    if parameters(function)[0] is not argument:
        return EMPTY
    paths = (path for decorator in function.decorator_list for path in eyes.paths(file, decorator))
    kind = next((found[2] for path in paths if (found := _PASSING.match(path))), None)
    if kind == "context":
        return frozenset({External("click.Context()")})
    return object_of_contexts(eyes, tests=file.is_test) if kind == "obj" else EMPTY
