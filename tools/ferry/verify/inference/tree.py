"""The tree as the verifier reads it: syntax, scopes, and a table of what is defined."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.ferry.verify.inference.scopes import COMPREHENSIONS, Binding, FunctionDef, Scope

_TEST_FOLDERS = {"test", "tests", "testing"}


@dataclass(eq=False, slots=True)
class File:
    """One parsed file; `is_test` when pytest reads it."""

    path: str
    module: str
    tree: ast.Module
    source: bytes
    nodes: list[ast.AST] = field(default_factory=list)
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    scopes: dict[ast.AST, Scope] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    reads: list[ast.Name] = field(default_factory=list)
    loads: dict[tuple[Scope, str], list[ast.Name]] = field(default_factory=dict)
    is_test: bool = field(init=False)

    def __post_init__(self) -> None:
        *folders, name = self.path.split("/")
        by_name = name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
        self.is_test = by_name or not _TEST_FOLDERS.isdisjoint(folders)

    def column(self, node: ast.expr | ast.stmt) -> int:
        """Return the column of a node in characters, from 1; `ast` counts bytes of UTF-8, whatever the file is in."""
        try:
            encoding = tokenize.detect_encoding(io.BytesIO(self.source).readline)[0]
            lines = io.StringIO(self.source.decode(encoding), newline=None).read().split("\n")
            return len(lines[node.lineno - 1].encode()[: node.col_offset].decode()) + 1
        except (SyntaxError, UnicodeDecodeError, IndexError):
            return node.col_offset + 1

    def up(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ancestors of a node, nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def scope_of(self, node: ast.AST) -> Scope:
        """Return the scope in which the node is evaluated; defaults, decorators and first iterables belong outside."""
        before: ast.AST | None = None
        below = node
        for parent in self.up(node):
            if parent in self.scopes and _runs_inside(parent, below, before):
                return self.scopes[parent]
            before, below = below, parent
        return self.scopes[self.tree]

    def function_of(self, node: ast.AST) -> FunctionDef | ast.Lambda | None:
        """Return the innermost function whose body runs the node."""
        scope: Scope | None = self.scope_of(node)
        while scope is not None and not isinstance(scope.node, FunctionDef | ast.Lambda):
            if isinstance(scope.node, ast.ClassDef | ast.Module):
                return None
            scope = scope.outer
        return scope.node if scope is not None and isinstance(scope.node, FunctionDef | ast.Lambda) else None

    def in_async(self, node: ast.AST) -> bool:
        """Tell whether the node runs in an async function."""
        return isinstance(self.function_of(node), ast.AsyncFunctionDef)

    def expects(self, node: ast.AST, error: str) -> bool:
        """Tell whether the code is ready for an error at the node: by `except`, by `suppress`, or as a test."""
        for parent in self.up(node):
            named: list[ast.expr | None] = []
            if isinstance(parent, ast.Try) and not {node, *self.up(node)}.isdisjoint(parent.body):
                named = [handler.type for handler in parent.handlers]
            elif isinstance(parent, ast.With | ast.AsyncWith):
                named = [item.context_expr for item in parent.items]
            if any(part is not None and error in ast.unparse(part) for part in named):
                return True
        return False

    def loads_of(self, scope: Scope, name: str) -> list[ast.Name]:
        """Return the places that read the variable `name` of `scope`, those in inner scopes included."""
        return self.loads.get((scope, name), [])


def _runs_inside(parent: ast.AST, below: ast.AST, before: ast.AST | None) -> bool:
    """Tell whether `below`, a child of the scope `parent`, runs in it; `before` is the child of `below` on the way."""
    if isinstance(parent, FunctionDef | ast.ClassDef):
        return below in parent.body
    if isinstance(parent, ast.Lambda):
        return below is parent.body
    if isinstance(parent, COMPREHENSIONS):
        first = parent.generators[0]
        return not (below is first and before is first.iter)
    return True


@dataclass(eq=False, slots=True)
class ClassInfo:
    """A class: its functions by name (all that are not overloads), and what is assigned to each attribute."""

    name: str
    file: File
    node: ast.ClassDef
    methods: dict[str, list[FunctionDef]] = field(default_factory=dict)
    attributes: dict[str, list[Binding]] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Tree:
    """All files and definitions. `calls` holds every call by the last part of its callee's name."""

    root: Path
    files: list[File] = field(default_factory=list)
    modules: dict[str, File] = field(default_factory=dict)
    hidden: dict[str, File] = field(default_factory=dict)
    """By their name the modules that a package of the same name hides; `modules` has them by their path."""
    classes: dict[ast.ClassDef, ClassInfo] = field(default_factory=dict)
    methods: dict[str, list[tuple[ClassInfo, FunctionDef]]] = field(default_factory=dict)
    home: dict[ast.AST, File] = field(default_factory=dict)
    owner: dict[ast.AST, ClassInfo] = field(default_factory=dict)
    calls: dict[str, list[tuple[File, ast.Call]]] = field(default_factory=dict)
    decorated: dict[str, list[tuple[File, FunctionDef]]] = field(default_factory=dict)
    attribute_loads: dict[str, list[tuple[File, ast.Attribute]]] = field(default_factory=dict)
    attribute_stores: dict[str, list[tuple[File, ast.Attribute]]] = field(default_factory=dict)
    imports: dict[str, list[tuple[File, str]]] = field(default_factory=dict)
    broken: list[tuple[str, int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Links to folders, which are not followed."""

    def class_named(self, name: str) -> ClassInfo | None:
        """Return the class with this dotted name, re-exports followed."""
        found = self.lookup(name)
        return self.classes.get(found[1]) if found and isinstance(found[1], ast.ClassDef) else None

    def home_of(self, module: str, name: str) -> File:
        """Return the file that has a name of the module: a package passes on those of the module that it hides."""
        file, hidden = self.modules[module], self.hidden.get(module)
        is_elsewhere = hidden is not None and name not in file.scopes[file.tree].names
        return hidden if hidden is not None and is_elsewhere else file

    def lookup(self, name: str, depth: int = 0) -> tuple[File, ast.AST] | None:
        """Return the file and the definition that a dotted name stands for."""
        module, _, last = name.rpartition(".")
        if module not in self.modules or depth > 10:
            return None
        file = self.home_of(module, last)
        for binding in file.scopes[file.tree].names.get(last, []):
            if binding.kind == "definition" and binding.node is not None:
                return file, binding.node
            if binding.kind == "import" and binding.name != name:
                return self.lookup(binding.name, depth + 1)
        return None


_SKIPPED_NODES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def child_nodes(node: ast.AST) -> list[ast.AST]:
    """Return the children of a node in order; operators and what follows `if False:` are left out."""
    found: list[ast.AST] = []
    never = ""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Constant):
        never = "orelse" if node.test.value else "body"
    for name in node._fields:
        if name == never:
            continue
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST) and not isinstance(item, _SKIPPED_NODES)]
        elif isinstance(value, ast.AST) and not isinstance(value, _SKIPPED_NODES):
            found.append(value)
    return found


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name, or the empty string."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
