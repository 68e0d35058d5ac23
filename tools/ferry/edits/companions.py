"""The functions that go with the facade, such as a reset for tests: where they are called, so is their twin.

The cache of an accessor is one: `get_layer.cache_clear()`.
"""

import ast
from collections.abc import Iterator

from tools.ferry.colour.kept import Place, named_outside
from tools.ferry.colour.set_up import CLEARING, changed_with_twin, reset_beside, runs
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, has_own_lines
from tools.ferry.types.names import lookup

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def twin_companions(project: Project, edits: EditSet) -> None:
    """Beside each statement that calls a companion, call its twin: both are reset while both layers live."""
    for module, node in _resets(project):
        twin = reset_beside(project, module, node)
        statement = module.parents[module.parents[node]]
        if twin is not None and isinstance(statement, ast.Expr) and not _is_beside(project, module, statement, twin):
            named, rest = project.named_in(module, twin[0])
            name = ".".join(part for part in (named.rpartition(".")[2], rest, twin[1]) if part)
            edits.add(module, statement, "insert_after", _twin_call(module, statement.value, node, name))
            edits.of(module).needs.add(named)


def dead_resets(project: Project, module: Module) -> Iterator[ast.stmt]:
    """Yield the statements that change what the facade's accessors keep, or reset it, and nothing else.

    Their twins are called beside them, or there is nothing else to reset: they go away with the facade.
    """
    for statement in module.nodes(ast.Expr):
        companion = _companion_called(project, module, statement.value)
        twin = project.twin_of(companion) if companion is not None else None
        done = companion is not None and (twin is None or _is_beside(project, module, statement, (twin, "")))
        if done and has_own_lines(statement, module.lines):
            yield statement
    for accessor in sorted(project.accessors, key=lambda one: one.name):
        for owner, node in changed_with_twin(project, accessor):
            changing = _only_for(module, node) if owner is module else None
            if changing is not None and has_own_lines(changing, module.lines):
                yield changing


def _resets(project: Project) -> Iterator[Place]:
    """Yield what names a companion, or the cache of an accessor, outside the layer."""
    for companion in sorted(project.companions, key=lambda one: one.name):
        yield from named_outside(project, companion)
    for accessor in sorted(project.accessors, key=lambda one: one.name):
        for module, node in named_outside(project, accessor) if accessor.decorators else ():
            above = module.parents[node]
            if isinstance(above, ast.Attribute) and above.attr == CLEARING:
                yield module, above


def _only_for(module: Module, node: ast.expr) -> ast.stmt | None:
    """Return the statement that does nothing but the change at the node: a call, or an assignment to it."""
    above = module.parents[node]
    call = above if isinstance(above, ast.Call) and runs(above, node) else node
    statement = module.parents[call]
    if isinstance(statement, ast.Assign) and statement.targets == [node]:
        return None if any(isinstance(part, ast.Call) for part in ast.walk(statement.value)) else statement
    calls = [part for part in ast.walk(call) if isinstance(part, ast.Call)]
    return statement if isinstance(statement, ast.Expr) and calls == [call] else None


def _is_beside(project: Project, module: Module, statement: ast.Expr, twin: tuple[str, str]) -> bool:
    """Tell whether the twin, or the attribute of it, is called in the block of the statement, or inside that.

    What another branch does, or a function that stands there, is not done beside it.
    """
    found = lookup(project.program, twin[0])
    blocks = [part for _, part in ast.iter_fields(module.parents[statement]) if isinstance(part, list)]
    beside = [one for block in blocks if statement in block for one in block if not isinstance(one, _DEFINITIONS)]
    calls = [node for one in beside for node in ast.walk(one) if isinstance(node, ast.Call)]
    for named in (part for call in calls for part in (call.func, *call.args[:1])):
        whole = named.value if isinstance(named, ast.Attribute) and twin[1] == named.attr else named
        if whole is named and twin[1]:
            continue
        if isinstance(whole, ast.Name | ast.Attribute) and _means(project, module, whole, found):
            return True
    return False


def _means(project: Project, module: Module, named: ast.Name | ast.Attribute, found: object) -> bool:
    return found is not None and found in project.references.resolve(module, named).definitions


def _companion_called(project: Project, module: Module, node: ast.expr) -> Function | None:
    """Return the companion that the expression calls, or has run at an end, or None."""
    for named in (node.func, *node.args[:1]) if isinstance(node, ast.Call) else ():
        if isinstance(node, ast.Call) and isinstance(named, ast.Name | ast.Attribute) and runs(node, named):
            for definition in project.references.resolve(module, named).definitions:
                if isinstance(definition, Function) and definition in project.companions:
                    return definition
    return None


def _twin_call(module: Module, call: ast.expr, named: ast.expr, name: str) -> str:
    """Return the same call with the twin, and what it is given as it is written; over several lines, as one."""
    if not isinstance(call, ast.Call):
        return name
    if call.lineno == call.end_lineno:
        text = (ast.get_source_segment(module.text, call) or "").encode()
        start, end = named.col_offset - call.col_offset, (named.end_col_offset or 0) - call.col_offset
        return (text[:start] + name.encode() + text[end:]).decode()
    twin = ast.Name(name, ast.Load())
    func, args = (twin, call.args) if named is call.func else (call.func, [twin, *call.args[1:]])
    return ast.unparse(ast.Call(func, args, call.keywords))
