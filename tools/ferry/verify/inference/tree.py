"""The tree as the verifier reads it: syntax, scopes, and a table of what is defined."""

import ast
import io
import os
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.ferry.verify.inference.scopes import COMPREHENSIONS, STAR, Binder, Binding, FunctionDef, Scope

_SKIPPED = {"__pycache__", "node_modules", "venv", "site-packages"}
_TEST_FOLDERS = {"test", "tests", "testing"}
SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda,
          ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)  # fmt: skip


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
    classes: dict[ast.ClassDef, ClassInfo] = field(default_factory=dict)
    methods: dict[str, list[tuple[ClassInfo, FunctionDef]]] = field(default_factory=dict)
    home: dict[ast.AST, File] = field(default_factory=dict)
    owner: dict[ast.AST, ClassInfo] = field(default_factory=dict)
    calls: dict[str, list[tuple[File, ast.Call]]] = field(default_factory=dict)
    decorated: dict[str, list[tuple[File, FunctionDef]]] = field(default_factory=dict)
    attribute_loads: dict[str, list[tuple[File, ast.Attribute]]] = field(default_factory=dict)
    imports: dict[str, list[tuple[File, str]]] = field(default_factory=dict)
    broken: list[tuple[str, int, str]] = field(default_factory=list)

    def class_named(self, name: str) -> ClassInfo | None:
        """Return the class with this dotted name, re-exports followed."""
        found = self.lookup(name)
        return self.classes.get(found[1]) if found and isinstance(found[1], ast.ClassDef) else None

    def lookup(self, name: str, depth: int = 0) -> tuple[File, ast.AST] | None:
        """Return the file and the definition that a dotted name stands for."""
        module, _, last = name.rpartition(".")
        file = self.modules.get(module)
        if file is None or depth > 10:
            return None
        for binding in file.scopes[file.tree].names.get(last, []):
            if binding.kind == "definition" and binding.node is not None:
                return file, binding.node
            if binding.kind == "import" and binding.name != name:
                return self.lookup(binding.name, depth + 1)
        return None


def load(root: Path, roots: tuple[str, ...], exclude: tuple[str, ...]) -> Tree:
    """Parse every Python file below `root` that is not excluded; what does not parse is listed in `broken`."""
    tree = Tree(root)
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith(".") and s not in _SKIPPED)
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(root).as_posix()
            if name.endswith(".py") and not any(path == e or path.startswith(e.rstrip("/") + "/") for e in exclude):
                _load_file(tree, path, roots)
    for file in tree.files:
        _expand_stars(tree, file)
    for file in tree.files:
        _note_imports(tree, file)
        _resolve(file)
    return tree


def _load_file(tree: Tree, path: str, roots: tuple[str, ...]) -> None:
    try:
        source = (tree.root / path).read_bytes()
        syntax = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, OSError) as error:
        tree.broken.append((path, getattr(error, "lineno", 1) or 1, str(getattr(error, "msg", None) or error)))
        return
    base = max((r for r in roots if r != "." and path.startswith(r.rstrip("/") + "/")), key=len, default="")
    inside = path[len(base.rstrip("/")) + 1 :] if base else path
    module = inside.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    file = File(path, module, syntax, source)
    tree.files.append(file)
    tree.modules.setdefault(module, file)
    _index(tree, file)


def _index(tree: Tree, file: File) -> None:
    """Walk the file once: parents, scopes, bindings, definitions, calls."""
    root = Scope(file.tree, None)
    file.scopes[file.tree] = root
    pending: list[ast.AST] = [file.tree]
    binder = Binder(file.scope_of, file.module, file.path.endswith("__init__.py"))
    while pending:
        node = pending.pop()
        file.nodes.append(node)
        children = child_nodes(node)
        for child in children:
            file.parents[child] = node
        pending += reversed(children)
        if isinstance(node, SCOPES) and node is not file.tree:
            file.scopes[node] = Scope(node, file.scope_of(node))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            file.reads.append(node)
        binder.bind(node)
        _note(tree, file, node)


def _expand_stars(tree: Tree, file: File) -> None:
    """Bind what `from … import *` brings from modules of the tree; what the file binds itself stays."""
    names = file.scopes[file.tree].names
    for binding in names.pop(STAR, []):
        source = tree.modules.get(binding.name)
        if source is not None:
            _expand_stars(tree, source)
            for name in _public(source):
                names.setdefault(name, [Binding("import", name=f"{source.module}.{name}")])


def _public(file: File) -> list[str]:
    """Return the names that a module gives to `import *`: those of a literal `__all__`, else those without `_`."""
    names = file.scopes[file.tree].names
    for binding in names.get("__all__", []):
        if isinstance(binding.value, ast.List | ast.Tuple):
            return [e.value for e in binding.value.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return [name for name in names if not name.startswith("_")]


def _resolve(file: File) -> None:
    """Keep for each variable the places that read it."""
    for name in file.reads:
        scope = file.scope_of(name).binding(name.id)
        if scope is not None:
            file.loads.setdefault((scope, name.id), []).append(name)


def _note(tree: Tree, file: File, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        last = last_name(node.func)
        if last:
            tree.calls.setdefault(last, []).append((file, node))
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        tree.attribute_loads.setdefault(node.attr, []).append((file, node))
    elif isinstance(node, ast.ClassDef):
        tree.home[node] = file
        info = ClassInfo(f"{file.module}.{node.name}", file, node)
        tree.classes[node] = info
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        _note_member(tree, file, node)
    elif isinstance(node, FunctionDef | ast.Lambda):
        tree.home[node] = file
        parent = file.parents[node]
        while isinstance(parent, ast.If | ast.Try):
            parent = file.parents[parent]
        if isinstance(node, FunctionDef) and isinstance(parent, ast.ClassDef):
            info = tree.classes[parent]
            tree.owner[node] = info
            names = {last_name(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list}
            if not names & {"overload", "setter", "deleter"}:
                info.methods.setdefault(node.name, []).append(node)
                tree.methods.setdefault(node.name, []).append((info, node))
        for decorator in getattr(node, "decorator_list", []):
            last = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if isinstance(node, FunctionDef):
                tree.decorated.setdefault(last, []).append((file, node))


def _note_imports(tree: Tree, file: File) -> None:
    """Keep the imports of the whole file, and who imports what."""
    for scope in file.scopes.values():
        for name, bindings in scope.names.items():
            for binding in bindings:
                if binding.kind == "import":
                    file.names[name] = binding.name
                    tree.imports.setdefault(binding.name, []).append((file, name))


def _note_member(tree: Tree, file: File, node: ast.Assign | ast.AnnAssign) -> None:
    """Keep what is assigned to an attribute of a class: in its body, or to `self` in a method."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    bindings = [] if isinstance(node, ast.Assign) else [Binding("annotation", node.annotation)]
    if isinstance(node, ast.Assign) or isinstance(node.value, ast.Call):
        bindings.append(Binding("value", node.value))
    for target in targets:
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
            owner: ast.AST | None = next((p for p in file.up(node) if isinstance(p, ast.ClassDef)), None)
        elif isinstance(target, ast.Name) and isinstance(file.parents[node], ast.ClassDef):
            owner = file.parents[node]
        else:
            continue
        if isinstance(owner, ast.ClassDef):
            tree.classes[owner].attributes.setdefault(last_name(target), []).extend(bindings)


_SKIPPED_NODES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def child_nodes(node: ast.AST) -> list[ast.AST]:
    """Return the children of a node in order, operators left out."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST) and not isinstance(item, _SKIPPED_NODES)]
        elif isinstance(value, ast.AST) and not isinstance(value, _SKIPPED_NODES):
            found.append(value)
    return found


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name, or the empty string."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
