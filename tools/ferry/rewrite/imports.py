"""The imports of a rewritten file: names that are needed come in, names that became unused go."""

import libcst as cst

from tools.ferry.edits.edit_set import FileEdits
from tools.ferry.rewrite.import_lines import (
    Layout,
    Statement,
    bound_names,
    dotted_name,
    is_import,
    layout_of,
    line_key,
    local_name,
    member_key,
    module_of,
)
from tools.ferry.rewrite.used_names import names_read, used_among


def fix_imports(module: cst.Module, changes: FileEdits, first_party: frozenset[str]) -> cst.Module:
    """Return the module with all needed names imported, and without imports that the changes made unused.

    New imports go where isort would put them, so that the result does not depend on the order of several changes. Blank
    lines between its sections are for files that have them. What took over from a name that was imported inside a block
    is imported there.
    """
    layout = layout_of(module, first_party)
    first = module.body[0] if module.body and is_import(module.body[0]) else None
    unused = changes.drops - used_among(changes.drops, module)
    needs = set(changes.needs)
    if changes.drops:
        moves = {local: names for local, names in changes.moves.items() if local in unused}
        below = _Below(unused, changes.drops - unused, moves)
        at_top = {name for s in module.body if is_import(s) for name in bound_names(s)}
        module = _remove(module, unused, below, layout)
        taken_over = below.removed - at_top
        elsewhere = {dotted for local, names in changes.moves.items() if local not in taken_over for dotted in names}
        needs -= below.placed - elsewhere
    for dotted in sorted(needs):
        module = _add(module, dotted, layout)
    if first is not None and module.body and not is_import(module.body[0]):  # no blank lines of its own at the top
        module = module.with_changes(body=[_spaced(module.body[0], _gap(first)), *module.body[1:]])
    return module


def _remove(module: cst.Module, unused: set[str], below: "_Below", layout: Layout) -> cst.Module:
    body: list[Statement] = []
    gone: cst.SimpleStatementLine | None = None
    for statement in module.body:
        if not is_import(statement):
            changed = statement.visit(below) if isinstance(statement, cst.BaseCompoundStatement) else statement
            body.append(changed if isinstance(changed, Statement) else statement)
        elif (kept := _without(statement, unused)) is not None:
            body.append(_after_removal(kept, body, gone, layout) if gone is not None else kept)
        else:
            gone = gone or statement
            continue
        gone = None
    return module.with_changes(body=body)


def _after_removal(
    statement: cst.SimpleStatementLine,
    above: list[Statement],
    gone: cst.SimpleStatementLine,
    layout: Layout,
) -> Statement:
    """Give the import after a removed one the blank lines of its new place."""
    if above and is_import(above[-1]) and layout.separated:
        return _spaced(statement, layout.blank_lines(above[-1], statement))
    return _spaced(statement, _gap(gone))


def _gap(statement: cst.SimpleStatementLine) -> int:
    """Return how many blank lines stand above a statement."""
    return sum(line.comment is None for line in statement.leading_lines)


def _spaced(statement: Statement, blank_lines: int) -> Statement:
    """Return the statement with that many blank lines above it; comments stay."""
    comments = [line for line in statement.leading_lines if line.comment is not None]
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False)] * blank_lines + comments)


class _Below(cst.CSTTransformer):
    """Removes imports inside blocks.

    `moves` maps a removed name to the dotted names that took over, `placed` lists those imported in its place, and
    `removed` the names that had one. A name that is `used` elsewhere goes from a function that has no use of it left.
    """

    def __init__(self, unused: set[str], used: set[str], moves: dict[str, set[str]]) -> None:
        super().__init__()
        self.unused = unused
        self.used = used
        self.moves = moves
        self.placed: set[str] = set()
        self.removed: set[str] = set()
        self._around: list[cst.FunctionDef] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Go where statements are."""
        if isinstance(node, cst.FunctionDef):
            self._around.append(node)
        return not isinstance(node, cst.BaseExpression | cst.SimpleStatementLine)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        """Leave the function."""
        self._around.pop()
        return updated_node

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        """Replace one import."""
        if not is_import(updated_node):
            return updated_node
        unused = self.unused | self._unused_here(bound_names(updated_node) & self.used)
        kept = _without(updated_node, unused)
        if kept is updated_node:
            return updated_node
        names = sorted({d for local in bound_names(updated_node) & self.unused for d in self.moves.get(local, ())})
        self.placed |= set(names)
        self.removed |= bound_names(updated_node) & self.unused
        lines: list[cst.BaseStatement] = [kept] if kept is not None else []
        lines += [_import_line(*name.rpartition(".")[::2]) for name in names]
        if not lines:
            return cst.RemoveFromParent()
        lines[0] = lines[0].with_changes(leading_lines=updated_node.leading_lines)
        return cst.FlattenSentinel(lines)

    def _unused_here(self, names: set[str]) -> set[str]:
        return names - names_read(self._around[-1]) if names and self._around else set()


def _import_line(owner: str, name: str) -> cst.SimpleStatementLine:
    line = cst.parse_statement(f"from {owner} import {name}" if owner else f"import {name}")
    return cst.ensure_type(line, cst.SimpleStatementLine)


def _without(statement: cst.SimpleStatementLine, unused: set[str]) -> cst.SimpleStatementLine | None:
    """Return the import without the unused names; None when nothing is left of it."""
    node = statement.body[0]
    if not isinstance(node, cst.Import | cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return statement
    kept = [alias for alias in node.names if not _names_of(alias) & unused]
    if len(kept) == len(node.names):
        return statement
    if not kept:
        return None
    kept[-1] = kept[-1].with_changes(comma=node.names[-1].comma)
    return statement.with_changes(body=[node.with_changes(names=kept)])


def _names_of(alias: cst.ImportAlias) -> set[str]:
    """Return by what a part of an import is dropped: the local name, and of `import shop.store` the whole, too."""
    return {local_name(alias), *([] if alias.asname else [dotted_name(alias.name)])}


def _add(module: cst.Module, dotted: str, layout: Layout) -> cst.Module:
    owner, _, name = dotted.rpartition(".")
    if _is_bound(module, name):
        return module
    body = list(module.body)
    for index, statement in enumerate(body):
        if owner and is_import(statement) and module_of(statement) == owner:
            body[index] = _with_alias(statement, name)
            return module.with_changes(body=body)
    _insert(body, _import_line(owner, name), layout)
    return module.with_changes(body=body)


def _is_bound(module: cst.Module, name: str) -> bool:
    """Tell whether the module has the name at its top already, by import or definition."""
    for statement in module.body:
        if is_import(statement) and name in bound_names(statement):
            return True
        if isinstance(statement, cst.FunctionDef | cst.ClassDef) and statement.name.value == name:
            return True
    return False


def _with_alias(statement: cst.SimpleStatementLine, name: str) -> cst.SimpleStatementLine:
    node = cst.ensure_type(statement.body[0], cst.ImportFrom)
    if isinstance(node.names, cst.ImportStar):
        return statement
    names = list(node.names)
    position = sum(member_key(dotted_name(alias.name)) < member_key(name) for alias in names)
    between = names[0].comma if len(names) > 1 else cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = names[-1].comma
    names.insert(position, cst.ImportAlias(cst.Name(name)))
    names = [alias.with_changes(comma=between) for alias in names[:-1]] + [names[-1].with_changes(comma=last)]
    return statement.with_changes(body=[node.with_changes(names=names)])


def _insert(body: list[Statement], new: Statement, layout: Layout) -> None:
    """Put the line among the imports at the top of the module, with the blank lines of its place."""
    key = line_key(new, layout.first_party)
    imports = [index for index in range(_end_of_imports(body)) if is_import(body[index])]
    place = next((index for index in imports if line_key(body[index], layout.first_party) > key), None)
    if place is None:
        place = imports[-1] + 1 if imports else _after_docstring(body)
    above = body[place - 1] if place > 0 else None
    below = body[place] if place < len(body) else None
    if below is not None and is_import(below):
        gap = _gap(below)
        between = layout.blank_lines(new, below)
        if above is None or not is_import(above) or (gap and not between):
            new = _spaced(new, gap)  # at the head of a group
        else:
            new = _spaced(new, layout.blank_lines(above, new))
        body[place] = _spaced(below, between)
    elif above is not None and is_import(above):
        new = _spaced(new, layout.blank_lines(above, new))
    elif place > 0:
        new = _spaced(new, 1)
    elif below is not None and layout.bare:
        body[place] = _spaced(below, 2 if isinstance(below, cst.FunctionDef | cst.ClassDef) else 1)
    body.insert(place, new)


def _end_of_imports(body: list[Statement]) -> int:
    """Return where the first function or class stands: imports further down are not the module's head."""
    stops = (index for index, s in enumerate(body) if isinstance(s, cst.FunctionDef | cst.ClassDef))
    return next(stops, len(body))


def _after_docstring(body: list[Statement]) -> int:
    first = body[0] if body else None
    expression = first.body[0] if isinstance(first, cst.SimpleStatementLine) and first.body else None
    documented = isinstance(expression, cst.Expr) and isinstance(expression.value, cst.BaseString)
    return 1 if documented else 0
