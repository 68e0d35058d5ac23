"""The tree as the verifier reads it: syntax, parents, and a table of what is defined."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef
_SKIPPED = {"__pycache__", "node_modules", "venv", "site-packages"}


@dataclass(eq=False, slots=True)
class File:
    """One parsed file; `names` maps each imported name to what it stands for."""

    path: str
    module: str
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def up(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ancestors of a node, nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function_of(self, node: ast.AST) -> FunctionDef | ast.Lambda | None:
        """Return the innermost function whose body runs the node; defaults and decorators belong outside."""
        below = node
        for parent in self.up(node):
            if isinstance(parent, ast.Lambda) and below is parent.body:
                return parent
            if isinstance(parent, FunctionDef) and below in parent.body:
                return parent
            below = parent
        return None

    def in_async(self, node: ast.AST) -> bool:
        """Tell whether the node runs in an async function."""
        return isinstance(self.function_of(node), ast.AsyncFunctionDef)

    @property
    def is_test(self) -> bool:
        """Tell whether pytest reads the file."""
        name = self.path.rpartition("/")[2]
        return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"


@dataclass(eq=False, slots=True)
class ClassInfo:
    """A class: its methods, and annotation or value of each attribute."""

    name: str
    file: File
    node: ast.ClassDef
    methods: dict[str, FunctionDef] = field(default_factory=dict)
    attributes: dict[str, list[tuple[ast.expr, bool]]] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Tree:
    """All files and definitions, by dotted name."""

    root: Path
    files: list[File] = field(default_factory=list)
    functions: dict[str, tuple[File, FunctionDef]] = field(default_factory=dict)
    classes: dict[str, ClassInfo] = field(default_factory=dict)
    methods: dict[str, list[tuple[ClassInfo, FunctionDef]]] = field(default_factory=dict)
    broken: list[tuple[str, int, str]] = field(default_factory=list)


def load(root: Path, roots: tuple[str, ...], exclude: tuple[str, ...]) -> Tree:
    """Parse every Python file below `root` that is not excluded; what does not parse is listed in `broken`."""
    tree = Tree(root)
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith(".") and s not in _SKIPPED)
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(root).as_posix()
            if name.endswith(".py") and not any(path == e or path.startswith(e.rstrip("/") + "/") for e in exclude):
                _load_file(tree, path, roots)
    return tree


def _load_file(tree: Tree, path: str, roots: tuple[str, ...]) -> None:
    try:
        syntax = ast.parse((tree.root / path).read_bytes())
    except (SyntaxError, ValueError) as error:
        tree.broken.append((path, getattr(error, "lineno", 1) or 1, str(getattr(error, "msg", error))))
        return
    base = max((r for r in roots if r != "." and path.startswith(r.rstrip("/") + "/")), key=len, default="")
    inside = path[len(base.rstrip("/")) + 1 :] if base else path
    module = inside.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    file = File(path, module, syntax)
    tree.files.append(file)
    for node in ast.walk(syntax):
        for child in ast.iter_child_nodes(node):
            file.parents[child] = node
        if isinstance(node, ast.Import | ast.ImportFrom):
            _note_import(file, node)
    _note_definitions(tree, file)


def _note_import(file: File, node: ast.Import | ast.ImportFrom) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            file.names[alias.asname or alias.name.split(".")[0]] = (
                alias.name if alias.asname else alias.name.split(".")[0]
            )
        return
    base = node.module or ""
    if node.level:
        parts = file.module.split(".") + ([""] if file.path.endswith("__init__.py") else [])
        base = ".".join([*parts[: -node.level], *([node.module] if node.module else [])])
    for alias in node.names:
        file.names[alias.asname or alias.name] = f"{base}.{alias.name}"


def _note_definitions(tree: Tree, file: File) -> None:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ClassDef):
            info = ClassInfo(f"{file.module}.{node.name}", file, node)
            tree.classes[info.name] = info
            _note_members(tree, info)
        elif isinstance(node, FunctionDef) and isinstance(file.parents[node], ast.Module | ast.If | ast.Try):
            tree.functions[f"{file.module}.{node.name}"] = (file, node)


def _note_members(tree: Tree, info: ClassInfo) -> None:
    for statement in info.node.body:
        if isinstance(statement, FunctionDef):
            info.methods[statement.name] = statement
            tree.methods.setdefault(statement.name, []).append((info, statement))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            info.attributes.setdefault(statement.target.id, []).append((statement.annotation, True))
    for node in ast.walk(info.node):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
                if isinstance(node, ast.AnnAssign):
                    info.attributes.setdefault(target.attr, []).append((node.annotation, True))
                elif isinstance(node, ast.Assign):
                    info.attributes.setdefault(target.attr, []).append((node.value, False))
