"""The imports of a rewritten file: names that are needed come in, names that became unused go."""

import sys
from collections.abc import Sequence

import libcst as cst

from tools.ferry.rewrite.used_names import used_names

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

_FUTURE, _STANDARD, _THIRD, _FIRST = range(4)


def fix_imports(
    module: cst.Module, needs: set[str], drops: set[str], first_party: frozenset[str] = frozenset()
) -> cst.Module:
    """Return the module with `needs` (dotted names) imported and unused ones among `drops` (local names) removed.

    New imports go where isort would put them, so that the result does not depend on the order of several changes.
    """
    unused = drops - used_names(module)
    if unused:
        module = _remove(module, unused)
    for dotted in sorted(needs):
        module = _add(module, dotted, first_party)
    return module


def _remove(module: cst.Module, unused: set[str]) -> cst.Module:
    body: list[Statement] = []
    orphaned: Sequence[cst.EmptyLine] | None = None
    for statement in module.body:
        changed = (
            _without(statement, unused) if isinstance(statement, cst.SimpleStatementLine) else _below(statement, unused)
        )
        if changed is None:
            orphaned = orphaned if orphaned is not None else getattr(statement, "leading_lines", ())
            continue
        if orphaned is not None:
            changed = _inherit(changed, orphaned, first=not body)
            orphaned = None
        body.append(changed)
    return module.with_changes(body=body)


def _below(statement: cst.BaseCompoundStatement, unused: set[str]) -> Statement:
    changed = statement.visit(_Remover(unused))
    return changed if isinstance(changed, cst.BaseCompoundStatement) else statement


def _inherit(statement: Statement, gone: Sequence[cst.EmptyLine], *, first: bool) -> Statement:
    """Give the statement after a removed import that import's blank lines, when it is an import too."""
    own = list(getattr(statement, "leading_lines", ()))
    if not is_import(statement):
        return statement.with_changes(leading_lines=[]) if first and not own else statement
    comments = [line for line in own if line.comment is not None]
    blank = [line for line in gone if line.comment is None]
    return statement.with_changes(leading_lines=[*blank, *comments])


class _Remover(cst.CSTTransformer):
    """Removes imports below the top level."""

    def __init__(self, unused: set[str]) -> None:
        super().__init__()
        self.unused = unused

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.RemovalSentinel:
        return _without(updated_node, self.unused) or cst.RemoveFromParent()


def _without(statement: cst.SimpleStatementLine, unused: set[str]) -> cst.SimpleStatementLine | None:
    if not is_import(statement):
        return statement
    node = statement.body[0]
    if not isinstance(node, cst.Import | cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return statement
    kept = [alias for alias in node.names if local_name(alias) not in unused]
    if len(kept) == len(node.names):
        return statement
    if not kept:
        return None
    kept[-1] = kept[-1].with_changes(comma=node.names[-1].comma)
    return statement.with_changes(body=[node.with_changes(names=kept)])


def is_import(statement: cst.CSTNode) -> bool:
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


def _add(module: cst.Module, dotted: str, first_party: frozenset[str]) -> cst.Module:
    owner, _, name = dotted.rpartition(".")
    if _imported(module, owner, name):
        return module
    for index, statement in enumerate(module.body):
        if owner and is_import(statement) and _module_of(statement) == owner:
            body = list(module.body)
            body[index] = _with_alias(statement, name)
            return module.with_changes(body=body)
    return _insert(module, owner, name, first_party)


def _imported(module: cst.Module, owner: str, name: str) -> bool:
    local = name if owner else name.partition(".")[0]
    for statement in module.body:
        if is_import(statement) and isinstance(statement, cst.SimpleStatementLine):
            node = statement.body[0]
            names = getattr(node, "names", ())
            if not isinstance(names, cst.ImportStar) and any(local_name(alias) == local for alias in names):
                return True
    return any(
        isinstance(s, cst.FunctionDef | cst.ClassDef) and s.name.value == local and bool(owner) for s in module.body
    )


def _module_of(statement: cst.CSTNode) -> str:
    """Return the module of `from module import …`, or the empty string."""
    node = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    return dotted_name(node.module) if isinstance(node, cst.ImportFrom) and not node.relative else ""


def _with_alias(statement: Statement, name: str) -> Statement:
    node = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return statement
    names = list(node.names)
    position = sum(member_key(dotted_name(alias.name)) < member_key(name) for alias in names)
    between = names[0].comma if len(names) > 1 else cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = names[-1].comma
    names.insert(position, cst.ImportAlias(cst.Name(name)))
    names = [alias.with_changes(comma=between) for alias in names[:-1]] + [names[-1].with_changes(comma=last)]
    return statement.with_changes(body=[node.with_changes(names=names)])


def member_key(name: str) -> tuple[int, str]:
    """Return isort's order of names: constants, classes, the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name


def _insert(module: cst.Module, owner: str, name: str, first_party: frozenset[str]) -> cst.Module:
    code = f"from {owner} import {name}" if owner else f"import {name}"
    new = cst.parse_statement(code)
    key = _line_key(new, first_party)
    body = list(module.body)
    imports = [index for index, statement in enumerate(body) if is_import(statement)]
    before = next((index for index in imports if _line_key(body[index], first_party) > key), None)
    if before is not None:
        body[before : before + 1] = _before(body[before], new, first_party)
        return module.with_changes(body=body)
    if imports:
        last = imports[-1]
        same = _line_key(body[last], first_party)[0] == key[0]
        body.insert(last + 1, new if same else new.with_changes(leading_lines=[cst.EmptyLine(indent=False)]))
        return module.with_changes(body=body)
    position = 1 if module.get_docstring() is not None else 0
    blank = [cst.EmptyLine(indent=False)] if position else []
    body.insert(position, new.with_changes(leading_lines=blank))
    return module.with_changes(body=body)


def _before(statement: Statement, new: Statement, first_party: frozenset[str]) -> tuple[Statement, Statement]:
    """Return `new` and `statement`, with a blank line between them when they belong to different sections."""
    lines = list(getattr(statement, "leading_lines", ()))
    blank = [line for line in lines if line.comment is None]
    comments = [line for line in lines if line.comment is not None]
    same = _line_key(statement, first_party)[0] == _line_key(new, first_party)[0]
    between = [] if same else [cst.EmptyLine(indent=False)]
    return new.with_changes(leading_lines=blank), statement.with_changes(leading_lines=[*between, *comments])


def _line_key(statement: cst.CSTNode, first_party: frozenset[str]) -> tuple[int, int, str]:
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
