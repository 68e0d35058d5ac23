"""The index of a tree: modules, classes, functions, imports, and who encloses what.

A module whose text was read before comes with its outline alone. Its syntax is parsed when one of the fields that hold
it (those without an initial value) is first asked for.
"""

import ast
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from tools.ferry.source.files import lines_of
from tools.ferry.source.nodes import dotted
from tools.ferry.source.outline import Outline

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Named = ast.Name | ast.Attribute
_Syntax = TypeVar("_Syntax", bound=ast.AST)


class _Opening:
    """Opens the module where a field of its syntax is asked for that is not there yet."""

    __slots__ = ()

    if not TYPE_CHECKING:  # the fields are declared below

        def __getattr__(self, name: str) -> Any:
            module = self if isinstance(self, Module) else self.module
            if name not in _SYNTAX or module.is_open:
                raise AttributeError(f"{type(self).__name__} has no {name}")
            module.opener(module)
            return getattr(self, name)


@dataclass(eq=False, repr=False)
class Module(_Opening):
    """One file. `imports` maps a local name to the dotted name it stands for; `loads` and `stores` are by name.

    `definitions` are its classes and functions in the order of the file. `composed` are texts that the file has in
    parts: what stands there. `local_imports` has the names that mean one thing in one function and another elsewhere.
    """

    name: str
    file: str
    text: str
    opener: Callable[["Module"], None]
    is_open: bool = False
    outline: Outline = field(init=False)
    definitions: list["Class | Function"] = field(default_factory=list)
    functions: dict[str, "Function"] = field(default_factory=dict)
    classes: dict[str, "Class"] = field(default_factory=dict)
    tree: ast.Module = field(init=False)
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None]]] = field(init=False)
    parents: dict[ast.AST, ast.AST] = field(init=False)
    loads: dict[str, list[Named]] = field(init=False)
    stores: dict[str, list[ast.Attribute]] = field(init=False)
    composed: dict[ast.Constant, ast.expr] = field(init=False)
    local_imports: dict[str, dict["Function", str]] = field(init=False)

    def __repr__(self) -> str:
        return self.name

    @property
    def imports(self) -> dict[str, str]:
        """Local name -> the dotted name it stands for."""
        return self.outline.imports

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return lines_of(self.text.removeprefix("\ufeff"))

    @property
    def is_package(self) -> bool:
        """Tell whether this is an `__init__.py`."""
        return self.file.endswith("__init__.py")

    @cached_property
    def functions_named(self) -> dict[str, list["Function"]]:
        """All functions by dotted name, in the order of the file: some names are defined more than once."""
        found: dict[str, list[Function]] = {}
        for one in self.definitions:
            if isinstance(one, Function):
                found.setdefault(one.name, []).append(one)
        return found

    @cached_property
    def _by_kind(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in self.parents:
            found.setdefault(node.__class__, []).append(node)
        return found

    def nodes(self, kind: type[_Syntax]) -> list[_Syntax]:
        """Return the syntax of one kind, in the order of the file."""
        return cast("list[_Syntax]", self._by_kind.get(kind, []))

    def full_name(self, node: ast.expr) -> str:
        """Return the dotted name of the expression, as the module imports it: `operator.add` for `op.add`."""
        first, _, rest = dotted(node).partition(".")
        return ".".join(part for part in (self.imports.get(first, first), rest) if part)

    @cached_property
    def names(self) -> dict[str, list[ast.Name]]:
        """Where each plain name stands, read or set, in the order of the file."""
        found: dict[str, list[ast.Name]] = {}
        for node in self.nodes(ast.Name):
            found.setdefault(node.id, []).append(node)
        return found

    def has_any(self, names: Collection[str]) -> bool:
        """Tell whether one of the names is read in the module, or set after a dot."""
        return not self.outline.loads.isdisjoint(names)


@dataclass(eq=False, repr=False, slots=True)
class Class(_Opening):
    """A class of the tree; `assigned` holds (annotation, value, function) of each attribute."""

    name: str
    module: Module
    line: int
    bases: tuple[str, ...]
    methods: dict[str, "Function"] = field(default_factory=dict)
    node: ast.ClassDef = field(init=False)
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None, "Function | None"]]] = field(init=False)

    def __repr__(self) -> str:
        return self.name


@dataclass(eq=False, repr=False, slots=True)
class Function(_Opening):
    """A function, method or lambda; `name` is dotted, with the line for a lambda, `short` its last part."""

    name: str
    module: Module
    line: int
    is_async: bool
    cls: Class | None
    outer: "Function | None"
    inner: dict[str, "Function"] = field(default_factory=dict)
    node: FunctionNode = field(init=False)
    decorators: list[ast.expr] = field(init=False)
    """Outermost first."""
    params: tuple[ast.arg, ...] = field(init=False)
    """In order of declaration, `self` included, without `*args` and `**kwargs`."""
    assigned: dict[str, list[tuple[ast.expr | None, ast.expr | None, str]]] = field(init=False)
    returns: list[ast.expr] = field(init=False)
    yields: list[ast.expr] = field(init=False)
    delegates: list[ast.expr] = field(init=False)
    """What `yield from` goes through."""
    is_generator: bool = field(init=False)
    short: str = field(default="", init=False)
    _bound: frozenset[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.short = self.name.rpartition(".")[2]

    def __repr__(self) -> str:
        return self.name

    def binds(self, name: str) -> bool:
        """Tell whether `name` is a parameter or local variable."""
        if self._bound is None:
            arguments = self.node.args
            params = (*self.params, arguments.vararg, arguments.kwarg)
            self._bound = frozenset(self.assigned).union(param.arg for param in params if param is not None)
        return name in self._bound

    def default_of(self, name: str) -> ast.expr | None:
        """Return what the parameter is when a call gives nothing for it, or None."""
        arguments = self.node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
        pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
        return next((default for param, default in pairs if param.arg == name), None)


_SYNTAX = frozenset(
    spec.name
    for cls in (Module, Class, Function)
    for spec in fields(cls)
    if not spec.init and spec.default is MISSING and spec.name != "outline"
)


_Node = TypeVar("_Node", bound=Named)


class Places(Generic[_Node]):
    """Where each name stands, by module, in the order of the tree. Asking for a name opens the modules that have it."""

    def __init__(self, within: Callable[[Module], dict[str, list[_Node]]]) -> None:
        self._within = within
        self._modules: dict[str, list[Module]] = {}
        self._found: dict[str, list[tuple[Module, _Node]]] = {}

    def add(self, module: Module, names: Iterable[str]) -> None:
        """Note the names that a module has."""
        for name in names:
            self._modules.setdefault(name, []).append(module)

    def __contains__(self, name: str) -> bool:
        """Tell whether a module has the name, without opening it."""
        return name in self._modules

    def having(self, name: str) -> list[Module]:
        """Return the modules that have the name, without opening them."""
        return self._modules.get(name, [])

    def get(self, name: str, otherwise: list[tuple[Module, _Node]]) -> list[tuple[Module, _Node]]:
        """Return all places of the name. The first question comes after the last `add`: answers are kept."""
        if name not in self._modules:
            return otherwise
        if name not in self._found:
            modules = self._modules[name]
            self._found[name] = [(module, node) for module in modules for node in self._within(module).get(name, ())]
        return self._found[name]

    def within(self, module: Module, name: str) -> list[_Node]:
        """Return the places of the name in one module."""
        return self._within(module).get(name, [])


@dataclass(eq=False, slots=True)
class Program:
    """A whole tree.

    `loads` has the names that are read, and after a dot also those that are set; `stores` the attributes that are set,
    those of `self` aside.
    """

    root: Path
    modules: dict[str, Module] = field(default_factory=dict)
    files: dict[str, Module] = field(default_factory=dict)
    hidden: dict[str, Module] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    methods: dict[str, list[Function]] = field(default_factory=dict)
    """The functions of all classes, by their last name."""
    loads: Places[Named] = field(default_factory=lambda: Places(lambda module: module.loads))
    stores: Places[ast.Attribute] = field(default_factory=lambda: Places(lambda module: module.stores))
    owner: dict[ast.AST, Function] = field(default_factory=dict)
    bodies: dict[ast.Name, Class] = field(default_factory=dict)
    """The class in whose body, outside its methods, a name stands."""
    by_line: dict[tuple[str, int], Function | Class] = field(default_factory=dict)
    subclasses: dict[str, list[Class]] = field(default_factory=dict)
    bases: dict[Class, list[Class]] = field(default_factory=dict)
    """What each class derives from: kept here by those who ask."""
    ancestry: dict[Class, tuple[Class, ...]] = field(default_factory=dict)
    """Each class and all that it derives from, nearest first: kept here by those who ask."""
    descendants: dict[Class, tuple[Class, ...]] = field(default_factory=dict)
    """Each class and all that derive from it: kept here by those who ask."""
    made_classes: dict[Class, tuple[Class, ...]] = field(default_factory=dict)
    """What each metaclass makes: kept here by those who ask."""
    renamed_fixtures: dict[Module, list[Function]] = field(default_factory=dict)
    """The fixtures of tests that have another name than their function: kept here by those who ask."""
    class_aliases: dict[str, set[str]] | None = None
    """The other names under which each class name is derived from: kept here by those who ask."""
    meanings: dict[tuple[Module, str], "Class | Function | Module | tuple[Module, str] | str"] = field(
        default_factory=dict
    )
    """What each name means at the top of a module: kept here by those who ask."""
    taken: dict[tuple[Module, str], bool] = field(default_factory=dict)
    """Whether a module gives the last part of a dotted name another meaning: kept here by those who ask."""
    local_classes: frozenset[str] | None = None
    """The last names of the classes that functions define: kept here by those who ask."""
    stored: dict[str, list[tuple[Module, ast.expr, ast.Attribute]]] = field(default_factory=dict)
    """What is assigned to attributes, by their name: kept here by those who ask."""
    by_text: dict[str, dict[str, list[tuple[Module, ast.Call]]]] = field(default_factory=dict)
    """The calls of `setattr` and `getattr`, by the name of the attribute: kept here by those who ask."""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a reader must know to judge the result, each begins with `note:`."""

    def enclosing(self, module: Module, node: ast.AST) -> Function | None:
        """Return the innermost function or lambda that holds `node`, or None at module or class level."""
        owner, parents = self.owner, module.parents
        found = owner.get(node)
        if found is not None:
            return found
        current = parents.get(node)
        while current is not None and current not in owner:
            current = parents.get(current)
        if current is None:
            return None
        owner[node] = found = owner[current]  # for the next who asks, and for what stands below
        return found

    def body_of(self, name: ast.Name) -> Class | None:
        """Return the class in whose body the name stands, if that is where it is assigned or defined."""
        cls = self.bodies.get(name)
        if cls is None or name.id in cls.methods:
            return cls
        return cls if any(method is None for _, _, method in cls.assigned.get(name.id, ())) else None

    def binder(self, module: Module, name: ast.Name) -> Function | None:
        """Return the innermost function around the name of which it is a parameter or local variable, or None."""
        if self.body_of(name) is not None:
            return None
        function = self.enclosing(module, name)
        while function is not None and not function.binds(name.id):
            function = function.outer
        return function

    def ancestors(self, module: Module, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the parents of `node`, innermost first."""
        current = module.parents.get(node)
        while current is not None:
            yield current
            current = module.parents.get(current)
