"""Questions about import statements: what they bind, and where isort would put them."""

import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

import libcst as cst

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

_FUTURE, _STANDARD, _THIRD, _FIRST = range(4)


def is_import(statement: cst.CSTNode) -> TypeGuard[cst.SimpleStatementLine]:
    """Tell whether the statement is one import."""
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and len(statement.body) == 1
        and isinstance(statement.body[0], cst.Import | cst.ImportFrom)
    )


def local_name(alias: cst.ImportAlias) -> str:
    """Return the name that an import binds."""
    if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
        return alias.asname.name.value
    return dotted_name(alias.name).partition(".")[0]


def dotted_name(node: cst.BaseExpression | None) -> str:
    """Return the text of a dotted name."""
    if isinstance(node, cst.Attribute):
        return f"{dotted_name(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def module_of(statement: cst.SimpleStatementLine) -> str:
    """Return the module of `from module import …`, or the empty string."""
    node = statement.body[0]
    return dotted_name(node.module) if isinstance(node, cst.ImportFrom) and not node.relative else ""


def bound_names(statement: cst.SimpleStatementLine) -> set[str]:
    """Return the names that an import binds; a star binds unknown ones, which are not counted."""
    names = getattr(statement.body[0], "names", ())
    return set() if isinstance(names, cst.ImportStar) else {local_name(alias) for alias in names}


def member_key(name: str) -> tuple[int, str]:
    """Return isort's order of names: constants, classes, the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file lays out its imports: `separated` where a blank line stands between isort's sections.

    A `bare` one has none at its top.
    """

    first_party: frozenset[str]
    separated: bool
    bare: bool

    def blank_lines(self, above: cst.CSTNode, below: cst.CSTNode) -> int:
        """Return how many blank lines belong between two imports that follow each other."""
        sections = {line_key(statement, self.first_party)[0] for statement in (above, below)}
        return int(self.separated and len(sections) > 1)


def layout_of(module: cst.Module, first_party: frozenset[str]) -> Layout:
    """Return the layout of the file, that of isort unless two sections stand together in it."""
    isort = Layout(first_party, separated=True, bare=not any(is_import(statement) for statement in module.body))
    together = (
        is_import(above) and is_import(below) and isort.blank_lines(above, below) and not below.leading_lines
        for above, below in pairwise(module.body)
    )  # fmt: skip
    return isort if not any(together) else Layout(first_party, separated=False, bare=False)


def line_key(statement: cst.CSTNode, first_party: frozenset[str]) -> tuple[int, int, str]:
    """Return isort's order of import lines: section, `import` before `from`, name."""
    node = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    if isinstance(node, cst.ImportFrom):
        name = "." * len(node.relative) + dotted_name(node.module)
        return _section(name, first_party), 1, name.lower()
    if isinstance(node, cst.Import):
        name = dotted_name(node.names[0].name)
        return _section(name, first_party), 0, name.lower()
    return _FIRST, 2, ""


def _section(name: str, first_party: frozenset[str]) -> int:
    top = name.partition(".")[0]
    if top == "__future__":
        return _FUTURE
    if top in sys.stdlib_module_names:
        return _STANDARD
    return _FIRST if not top or top in first_party else _THIRD
