"""What a module takes under one name where an import fails: `try: from a import f`, `except ImportError: def f()`."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Function, Module, Program
from tools.ferry.types.names import lookup


def alternatives_in(program: Program, module: Module) -> Iterator[frozenset[Function]]:
    """Yield, for each name that such a `try` gives, the functions of the tree that it can be."""
    for node in module.tree.body:
        if isinstance(node, ast.Try):
            found: dict[str, set[Function]] = {}
            for statement in (*node.body, *(s for handler in node.handlers for s in handler.body), *node.orelse):
                for name, function in _given(program, module, statement):
                    found.setdefault(name, set()).add(function)
            yield from (frozenset(functions) for functions in found.values())


def _given(program: Program, module: Module, statement: ast.stmt) -> Iterator[tuple[str, Function]]:
    """Yield the names under which the statement gives functions of the tree."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        defined = program.by_line.get((module.file, statement.lineno))
        if isinstance(defined, Function):
            yield statement.name, defined
    elif isinstance(statement, ast.ImportFrom):
        package = module.name.split(".")
        keep = len(package) - statement.level + (1 if module.is_package else 0) if statement.level else 0
        base = ".".join([*package[:keep], *([statement.module] if statement.module else [])])
        for alias in statement.names:
            imported = lookup(program, f"{base}.{alias.name}")
            if isinstance(imported, Function):
                yield alias.asname or alias.name, imported
