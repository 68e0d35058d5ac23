"""Who refers to what: every name and attribute that can mean a function or class of the tree.

The type checker is asked first; our own inference where it has no answer in the tree.
"""

import ast
from dataclasses import dataclass
from typing import Protocol

from tools.ferry.model import Evidence
from tools.ferry.source import Class, Function, Module, Program
from tools.ferry.types.infer import Inference
from tools.ferry.types.values import ClassRef, FunctionRef

Reference = ast.Name | ast.Attribute


class Definitions(Protocol):
    """A type checker that knows where names are defined."""

    def definitions(self, file: str, line: int, column: int) -> list[tuple[str, int]]:
        """Return (file, line) of each definition of the name at a place."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means: functions or classes of the tree, or the file `outside` it; nothing at all is unknown."""

    definitions: frozenset[Function | Class]
    evidence: Evidence
    outside: str = ""


class References:
    """Resolved names of one program; answers are kept."""

    def __init__(self, program: Program, inference: Inference, checker: Definitions | None) -> None:
        self.program = program
        self.inference = inference
        self._checker = checker
        self._known: dict[Reference, Resolution] = {}

    @property
    def has_checker(self) -> bool:
        """Whether a type checker is asked."""
        return self._checker is not None

    def resolve(self, module: Module, node: Reference) -> Resolution:
        """Return what `node` means."""
        if node not in self._known:
            self._known[node] = self._resolve(module, node)
        return self._known[node]

    def _resolve(self, module: Module, node: Reference) -> Resolution:
        places = self._ask(module, node)
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        found = {self.program.by_line.get(place) for place in places}
        defined = frozenset(d for d in found if d is not None and d.name.rpartition(".")[2] == name)
        if defined:
            return Resolution(defined, "type")
        inferred = frozenset(
            value.function if isinstance(value, FunctionRef) else value.cls
            for value in self.inference.of(module, node)
            if isinstance(value, FunctionRef | ClassRef)
        )
        if inferred:
            return Resolution(inferred, "annotation")
        outside = next((file for file, _ in places if file not in self.program.files), "")
        return Resolution(frozenset(), "name", outside)

    def _ask(self, module: Module, node: Reference) -> list[tuple[str, int]]:
        if self._checker is None:
            return []
        line = node.end_lineno or node.lineno
        text = module.lines[line - 1].encode("utf-8")[: node.end_col_offset].decode("utf-8", "ignore")
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        return self._checker.definitions(module.file, line, len(text) - len(name))

    def to(self, target: Function | Class) -> list[tuple[Module, Reference]]:
        """Return every place that means `target`, by its own name or through a variable that holds it."""
        name = target.name.rpartition(".")[2]
        return [
            (module, node)
            for module, node in self.program.loads.get(name, [])
            if isinstance(node.ctx, ast.Load) and target in self.resolve(module, node).definitions
        ]
