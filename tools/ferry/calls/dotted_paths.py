"""Functions and classes that a text names by their dotted path, for what loads them: `run_later("shop.tasks.sweep")`.

The path may be cut in two: `load("shop.tasks", "sweep")`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.sources import PATCHING
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.names import descendants, find_method, lookup

_LAST_NAME = re.compile(r"""["'](?:[A-Za-z_]\w*[.:])*([A-Za-z_]\w*)["']""")
_HARMLESS = PATCHING | {"getLogger", "get_logger", "object"}
"""Calls for which a dotted path is a name, or which patches are for."""

_Place = tuple[Module, ast.expr]


class DottedPaths:
    """The texts of one project, outside its tests, that name functions."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._texts: dict[Module, dict[str, list[tuple[ast.expr, str]]]] = {}

    def fitting(self, function: Function) -> list[_Place]:
        """Return the constants that name the function."""
        if function.outer is not None or isinstance(function.node, ast.Lambda):
            return []
        return self._naming(function, function.short)

    def of_class(self, method: Function) -> list[_Place]:
        """Return the constants that name the class of a method, or an heir's: what makes an object may call it.

        `MIDDLEWARE = ["shop.middleware.Counting"]`; it calls no method whose name says that it is the class's own.
        """
        is_own = method.short.startswith("_") and not method.short.startswith("__")
        if method.cls is None or is_own:
            return []
        program = self._project.program
        heirs = (cls for cls in descendants(program, method.cls) if find_method(program, cls, method.short) is method)
        return [place for cls in heirs for place in self._naming(cls, cls.name.rpartition(".")[2])]

    def _naming(self, one: Function | Class, short: str) -> list[_Place]:
        found: list[_Place] = []
        for module in self._speaking.get(short, ()):
            if module not in self._texts:
                self._texts[module] = _texts(module)
            texts = self._texts[module].get(short, [])
            found += [(module, node) for node, text in texts if self._names(module, node, text, one, short)]
        return found

    @cached_property
    def _speaking(self) -> dict[str, list[Module]]:
        """The modules with a text that is a name, or a path, by its last name."""
        found: dict[str, list[Module]] = {}
        for module in self._project.program.files.values():
            if self._project.is_retired(module) or is_test_file(module):
                continue
            for name in set(_LAST_NAME.findall(module.text)):
                found.setdefault(name, []).append(module)
        return found

    def _names(self, module: Module, node: ast.expr, text: str, one: Function | Class, short: str) -> bool:
        around = module.parents[node]
        if "." in text:
            is_meant = text.endswith(f".{short}") and lookup(self._project.program, text) is one
        else:
            is_meant = text == short and not (isinstance(one, Function) and one.cls is not None)
            is_meant = is_meant and self._has_beside(around, node, one.module.name)
        return is_meant and not (isinstance(around, ast.Call) and called_name(around) in _HARMLESS)

    def _has_beside(self, around: ast.AST, node: ast.expr, module: str) -> bool:
        """Tell whether the name of the module stands beside: `("shop.tasks", "sweep")`, `{"shop.tasks": "sweep"}`."""
        if isinstance(around, ast.Dict) and node in around.values:
            beside = [around.keys[around.values.index(node)]]
        elif isinstance(around, ast.Call):
            beside = [*around.args]
        else:
            beside = [*around.elts] if isinstance(around, ast.Tuple | ast.List) else []
        return any(isinstance(part, ast.Constant) and part.value == module for part in beside)


def _texts(module: Module) -> dict[str, list[tuple[ast.expr, str]]]:
    """Return the constants that are texts by their last name, docstrings and annotations aside.

    `shop.tasks:sweep` is a path, too.
    """
    found: dict[str, list[tuple[ast.expr, str]]] = {}
    quoted = {part for annotation in _annotations(module) for part in ast.walk(annotation)}
    for node in module.nodes(ast.Constant):
        if isinstance(node.value, str) and node not in quoted and not isinstance(module.parents[node], ast.Expr):
            text = node.value.replace(":", ".")
            found.setdefault(text.rpartition(".")[2], []).append((node, text))
    return found


def _annotations(module: Module) -> Iterator[ast.expr]:
    """Yield what tells types alone, where a text is the name of a class that nothing loads."""
    for argument in module.nodes(ast.arg):
        yield from [argument.annotation] if argument.annotation is not None else []
    yield from (function.returns for function in module.nodes(ast.FunctionDef) if function.returns is not None)
    yield from (function.returns for function in module.nodes(ast.AsyncFunctionDef) if function.returns is not None)
    yield from (statement.annotation for statement in module.nodes(ast.AnnAssign))
    yield from (call.args[0] for call in module.nodes(ast.Call) if called_name(call) == "cast" and call.args)
    for subscript in module.nodes(ast.Subscript):
        if _GENERIC.fullmatch(called_name(subscript.value)):
            yield subscript.slice


_GENERIC = re.compile(r"[A-Z]+[a-z]\w*|dict|frozenset|list|set|tuple|type")
"""What is no variable of a module, and has types in its brackets: `Callable[["shop.Study"], None]`."""
