"""What a Python file imports, read from its syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Import:
    """One import of one name.

    `from a.b import c` is `module="a.b", name="c"`, and `import a.b` is `module="a.b", name=None`. A run can do without
    an optional import: it is for type checkers only, guarded by `except ImportError`, or for some platforms.
    """

    module: str
    name: str | None
    line: int
    optional: bool = False

    def __str__(self) -> str:
        """Return the dotted name that is imported."""
        return self.module if self.name is None else f"{self.module}.{self.name}"


def read_imports(source: str, package: str) -> tuple[Import, ...]:
    """Return the imports of a file's text, in the order of its lines.

    `package` is the dotted package that holds the file, for relative imports. The plugins that a test module names in
    `pytest_plugins` count as imports. Raises `SyntaxError`.
    """
    return tuple(_imports(ast.parse(source).body, package, optional=False))


def _imports(nodes: list[ast.stmt], package: str, *, optional: bool) -> Iterator[Import]:
    for node in nodes:
        match node:
            case ast.Import():
                for alias in node.names:
                    yield Import(alias.name, None, node.lineno, optional)
            case ast.ImportFrom():
                module = _absolute(node, package)
                for alias in node.names:
                    yield Import(module, None if alias.name == "*" else alias.name, node.lineno, optional)
            case ast.Assign(targets=[ast.Name(id="pytest_plugins")]):
                yield from _plugins(node.value, optional=optional)
            case ast.If():
                yield from _imports(node.body, package, optional=optional or _depends_on_the_reader(node.test))
                yield from _imports(node.orelse, package, optional=optional or _depends_on_the_platform(node.test))
            case ast.Try():
                guarded = optional or any(_catches_import_error(handler) for handler in node.handlers)
                yield from _imports(node.body, package, optional=guarded)
                for handler in node.handlers:
                    yield from _imports(handler.body, package, optional=guarded)
                yield from _imports(node.orelse + node.finalbody, package, optional=optional)
            case _:
                yield from _imports(_inner_statements(node), package, optional=optional)


def _inner_statements(node: ast.stmt) -> list[ast.stmt]:
    """Return the statements inside a compound one, in order: function and class bodies, loops, `with`, `match`."""
    inner: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            inner.append(child)
        elif isinstance(child, ast.match_case):
            inner.extend(child.body)
    return inner


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def _plugins(value: ast.expr, *, optional: bool) -> Iterator[Import]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Import(node.value, None, node.lineno, optional)


def _depends_on_the_reader(test: ast.expr) -> bool:
    return _names(test) & {"TYPE_CHECKING"} != set() or _depends_on_the_platform(test)


def _depends_on_the_platform(test: ast.expr) -> bool:
    return _names(test) & {"platform", "version_info", "implementation"} != set()


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and _names(handler.type) & {"ImportError", "ModuleNotFoundError"} != set()


def _names(expression: ast.expr) -> set[str]:
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(expression) if isinstance(node, ast.Attribute)}
