"""The index of a tree: modules, classes, functions, imports, and who encloses what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(eq=False, repr=False, slots=True)
class Module:
    """One file. `imports` maps a local name to the dotted name it stands for."""

    name: str
    file: str
    text: str
    tree: ast.Module
    lines: list[str] = field(default_factory=list)
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[str, "Function"] = field(default_factory=dict)
    classes: dict[str, "Class"] = field(default_factory=dict)
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None]]] = field(default_factory=dict)
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __repr__(self) -> str:
        return self.name

    @property
    def is_package(self) -> bool:
        """Tell whether this is an `__init__.py`."""
        return self.file.endswith("__init__.py")


@dataclass(eq=False, repr=False, slots=True)
class Class:
    """A class of the tree; `assigned` holds (annotation, value, function) of each attribute."""

    name: str
    module: Module
    node: ast.ClassDef
    methods: dict[str, "Function"] = field(default_factory=dict)
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None, "Function | None"]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return self.name


@dataclass(eq=False, repr=False, slots=True)
class Function:
    """A function, method or lambda; `name` is dotted, with the line for a lambda."""

    name: str
    module: Module
    node: FunctionNode
    cls: Class | None
    outer: "Function | None"
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None, str]]] = field(default_factory=dict)
    inner: dict[str, "Function"] = field(default_factory=dict)
    returns: list[ast.expr] = field(default_factory=list)
    yields: list[ast.expr] = field(default_factory=list)
    is_generator: bool = False

    def __repr__(self) -> str:
        return self.name

    @property
    def is_async(self) -> bool:
        """Tell whether the function is `async def`."""
        return isinstance(self.node, ast.AsyncFunctionDef)

    @property
    def short(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    @property
    def decorators(self) -> list[ast.expr]:
        """The decorators, outermost first."""
        return [] if isinstance(self.node, ast.Lambda) else self.node.decorator_list

    @property
    def params(self) -> list[ast.arg]:
        """All parameters in order of declaration, `self` included, without `*args` and `**kwargs`."""
        arguments = self.node.args
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


Named = ast.Name | ast.Attribute


class Loads:
    """Where each name is read (and, after a dot, also set), by module, in the order of the tree."""

    def __init__(self) -> None:
        self._places: dict[str, dict[Module, list[Named]]] = {}

    def add(self, module: Module, name: str, node: Named) -> None:
        """Note one place."""
        self._places.setdefault(name, {}).setdefault(module, []).append(node)

    def get(self, name: str, otherwise: list[tuple[Module, Named]]) -> list[tuple[Module, Named]]:
        """Return all places of the name."""
        if name not in self._places:
            return otherwise
        return [(module, node) for module, nodes in self._places[name].items() for node in nodes]

    def within(self, module: Module, name: str) -> list[Named]:
        """Return the places of the name in one module."""
        return self._places.get(name, {}).get(module, [])


@dataclass(eq=False, slots=True)
class Program:
    """A whole tree. `stores` holds by name the attributes that are set, those of `self` aside."""

    root: Path
    modules: dict[str, Module] = field(default_factory=dict)
    files: dict[str, Module] = field(default_factory=dict)
    hidden: dict[str, Module] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    loads: Loads = field(default_factory=Loads)
    stores: dict[str, list[tuple[Module, ast.Attribute]]] = field(default_factory=dict)
    owner: dict[ast.AST, Function] = field(default_factory=dict)
    by_line: dict[tuple[str, int], Function | Class] = field(default_factory=dict)
    subclasses: dict[str, list[Class]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def enclosing(self, module: Module, node: ast.AST) -> Function | None:
        """Return the innermost function or lambda that holds `node`, or None at module or class level."""
        current: ast.AST | None = node
        while current is not None and current not in self.owner:
            current = module.parents.get(current)
        return self.owner[current] if current is not None else None

    def ancestors(self, module: Module, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the parents of `node`, innermost first."""
        current = module.parents.get(node)
        while current is not None:
            yield current
            current = module.parents.get(current)
