"""Shared holders that get the target beside the facade, and the statements that put it there.

What a step writes beside a statement is its twin. A holder that nothing can give a twin must not be one: code that
reads it would be switched to an attribute that is not there.
"""

import ast
import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, has_own_lines
from tools.ferry.trace.patch_places import reads_of, takes_to_holder, travels
from tools.ferry.trace.sources import is_travel, source_kind
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.members import stores_of
from tools.ferry.types.values import Instance
from tools.ferry.uses.consumption import stays_synchronous
from tools.ferry.uses.signatures import carried

_Syntax = TypeVar("_Syntax", bound=ast.AST)


@dataclass(frozen=True, slots=True)
class Untwinned:
    """A place that gives a holder the facade, beside which no step can give it the target."""

    module: Module
    line: int
    reason: str


def untwinned(
    project: Project, attribute: str, classes: Collection[Class], functions: Collection[Function]
) -> Iterator[Untwinned]:
    """Yield what keeps the holders of an attribute from having its twin.

    `classes` are those that `container` steps are about, `functions` those of `lifespan` steps.
    """
    for cls in sorted(classes, key=lambda one: one.name):
        yield from _of_class(project, attribute, cls)
    for module, _, target in stores_of(project.program, attribute):
        statement = module.parents.get(target)
        if statement is None or serves_tests(module) or project.is_retired(module):
            continue
        if not _is_on_holder(project, module, target, classes):
            continue
        owner = project.owner(module, target)
        inside = owner is not None and (owner in functions or owner.cls in classes)
        if not inside and not _has_twin_beside(project, module, owner, attribute):
            yield Untwinned(module, target.lineno, "it is set where no `container` or `lifespan` step is about")
        elif inside and (reason := _hindrance(project, module, statement)):
            yield Untwinned(module, target.lineno, reason)


def _of_class(project: Project, attribute: str, cls: Class) -> Iterator[Untwinned]:
    module, assigned = cls.module, cls.assigned.get(attribute, [])
    if project.config.travel[attribute] in cls.assigned:
        return  # by hand, or by the step
    if assigned and "__slots__" in cls.assigned:
        yield Untwinned(module, cls.line, f"{cls.name} has `__slots__`")
        return
    is_set = any(value is not None and setter is not None for _, value, setter in assigned)
    for annotation, value, setter in assigned:
        node = value or annotation
        if node is None or (value is None and setter is not None):
            continue
        if setter is not None:
            reason = _hindrance(project, module, module.parents[node])
        else:
            # In a class that makes its own `__init__` of them such a line is a field, elsewhere it only declares.
            is_declared = value is None and is_set and not cls.node.decorator_list
            reason = "" if is_declared else "it is a field, or belongs to the class itself"
        if reason:
            yield Untwinned(module, node.lineno, reason)


def _is_on_holder(project: Project, module: Module, target: ast.Attribute, classes: Collection[Class]) -> bool:
    receivers = project.references.inference.of(module, target.value)
    if any(isinstance(receiver, Instance) for receiver in receivers):
        return any(isinstance(receiver, Instance) and receiver.cls in classes for receiver in receivers)
    return is_travel(project, module, target)


def _has_twin_beside(project: Project, module: Module, owner: Function | None, attribute: str) -> bool:
    twin = project.config.travel[attribute]
    return any(project.owner(module, other) is owner for other in project.program.stores.within(module, twin))


def _hindrance(project: Project, module: Module, statement: ast.AST) -> str:
    """Return why the statement has no twin, or the empty string."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return "it is set together with something else"
    if not has_own_lines(statement, module.lines):
        return "something else stands on its line"
    if twin_of(project, module, statement) is not None:
        return ""
    return "what it is set to does not come from the class or an accessor there, or its twin would have to be awaited"


def twin_of(project: Project, module: Module, statement: ast.stmt) -> tuple[ast.stmt, set[str]] | None:
    """Return the statement for the target, and the names it needs; None when it does not serve the facade."""
    if not has_own_lines(statement, module.lines):
        return None
    twin = _Twin(project, module)
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if not travels(project, targets) and not all(
            isinstance(t, ast.Name) and serves(project, module, t) for t in targets
        ):
            return None
    elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return None
    made = twin.visit(_linked(statement))
    twin.changed = twin.changed or (isinstance(statement, ast.Assign) and lets_go(project, statement))
    if not twin.changed or twin.moves or (twin.waits and not _is_in_async(project, module, statement)):
        return None
    if isinstance(made, ast.Expr):
        if not isinstance(made.value, ast.Call) or not twin.called or not _is_in_async(project, module, statement):
            return None
        called = statement.value.func if isinstance(statement.value, ast.Call) else None
        if not isinstance(called, ast.Attribute) or not stays_synchronous(project, called.attr):
            made.value = ast.Await(made.value)
    return ast.fix_missing_locations(made), twin.needs


def is_served(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether a `container` or `lifespan` step does the same with the target beside the statement of the node.

    Others still read the facade there: such a statement stays as it is until the facade goes.
    """
    if project.owner(module, node) not in project.serving:
        return False
    statement: ast.AST = node
    while not isinstance(statement, ast.stmt):
        statement = module.parents[statement]
    return twin_of(project, module, statement) is not None


def serves(project: Project, module: Module, name: ast.Name) -> bool:
    """Tell whether the name is a variable that brings the facade to a holder: `store = Store()`.

    `app.state.store = store` takes it there. In a synchronous function that is its only use.
    """
    function = project.owner(module, name)
    binder = function if isinstance(name.ctx, ast.Store) else project.program.binder(module, name)
    return binder is not None and _brings(project, binder, name.id)


def _brings(project: Project, function: Function, name: str) -> bool:
    if isinstance(function.node, ast.Lambda) or not function.binds(name):
        return False
    assigned = function.assigned.get(name, [])
    if len(assigned) != 1 or not _has_twin(project, function.module, function, assigned[0][1]):
        return False
    reads = reads_of(project, function, name)
    taking = [read for read in reads if takes_to_holder(project, function.module, read)]
    is_kept = function.is_async and not any(isinstance(read.ctx, ast.Del) for read in reads)
    return bool(taking) and (is_kept or len(taking) == len(reads))


def moved_reads(project: Project, function: Function) -> list[tuple[ast.Name, str]]:
    """Return the reads of such variables beside which nothing stands for the target, and the variable's twin.

    They take the twin when what the variable holds leaves the facade.
    """
    names = [name for name in function.assigned if _brings(project, function, name)]
    reads = [read for name in names for read in reads_of(project, function, name)]
    return [(read, f"async_{read.id}") for read in reads if not _has_line_beside(project, function.module, read)]


def _has_line_beside(project: Project, module: Module, read: ast.Name) -> bool:
    return takes_to_holder(project, module, read) or _is_statement(project, module, read)


def _has_twin(project: Project, module: Module, function: Function, value: ast.expr | None) -> bool:
    """Tell whether the value is what the class or an accessor gives, beside which a line can have the target."""
    if not isinstance(value, ast.Call) or source_kind(project, module, value) not in {"accessor", "construct"}:
        return False
    statement = module.parents[value]
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or not has_own_lines(statement, module.lines):
        return False
    twin = _Twin(project, module)
    made = twin.visit(_linked(value))
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return False
    beside = f"async_{targets[0].id}"
    bound = [other is not None and ast.unparse(other) for _, other, _ in function.assigned.get(beside, [])]
    is_free = bound == [ast.unparse(made)] or not function.binds(beside)
    return is_free and twin.changed and (function.is_async or not twin.waits)


def _is_statement(project: Project, module: Module, read: ast.Name) -> bool:
    """Tell whether a statement does nothing but call a method of the variable, as the target can be called beside it.

    What is done only where something else says so, `if not store.rooms(): store.save(1)`, is not done twice.
    """
    called = module.parents[read]
    call = module.parents[called]
    if not isinstance(called, ast.Attribute) or not isinstance(call, ast.Call) or call.func is not called:
        return False
    how = carried(project, called.attr, call)
    statement = module.parents[call]
    if how is None or how.renamed or how.named or not isinstance(statement, ast.Expr):
        return False
    if not has_own_lines(statement, module.lines) or _reads_inside(call, read.id) != [read]:
        return False
    inner: ast.AST = statement
    while not isinstance(inner := module.parents[inner], ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        if isinstance(inner, ast.If | ast.While | ast.Match) and (call.args or call.keywords):
            return False
        heads = [getattr(inner, name, None) for name in ("test", "iter", "subject")]
        if any(head is not None and _reads_inside(head, read.id) for head in heads):
            return False
    return project.program.binder(module, read) is project.owner(module, read)


def _reads_inside(node: ast.AST, name: str) -> list[ast.Name]:
    return [part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id == name]


def lets_go(project: Project, statement: ast.Assign) -> bool:
    """Tell whether the statement takes the facade out of a holder: `app.state.store = None`."""
    is_none = isinstance(statement.value, ast.Constant) and statement.value.value is None
    return is_none and travels(project, statement.targets)


def _is_in_async(project: Project, module: Module, statement: ast.stmt) -> bool:
    owner = project.owner(module, statement)
    return owner is not None and owner.is_async


def _linked(node: _Syntax) -> _Syntax:
    """Return a copy of the syntax whose nodes remember their originals."""
    twin = copy.deepcopy(node)
    for new, old in zip(ast.walk(twin), ast.walk(node), strict=True):
        new.original = old  # type: ignore[attr-defined]
    return twin


class _Twin(ast.NodeTransformer):
    """Turns a copy of a statement about the facade into one about the target."""

    def __init__(self, project: Project, module: Module) -> None:
        self.project = project
        self.module = module
        self.needs: set[str] = set()
        self.changed = False
        self.called = False
        self.waits = False
        self.moves = False

    def visit_Call(self, node: ast.Call) -> ast.AST:
        original = node.original  # type: ignore[attr-defined]
        kind = source_kind(self.project, self.module, original)
        if kind == "construct":
            node.func = self._name(self.project.config.target)
        elif kind == "accessor" and isinstance(original.func, ast.Name | ast.Attribute):
            for found in self.project.references.resolve(self.module, original.func).definitions:
                twin = self.project.twin_of(found) if isinstance(found, Function) else None
                if twin and isinstance(found, Function):
                    node.func = self._name(twin)
                    if self.project.has_coroutine_twin(found):
                        self.waits = True
                        self.generic_visit(node)
                        return ast.Await(node)
        elif isinstance(original.func, ast.Attribute) and source_kind(self.project, self.module, original.func.value):
            self.called = True
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        original = node.original  # type: ignore[attr-defined]
        self.generic_visit(node)
        if original.attr in self.project.config.travel:
            stored = isinstance(original.ctx, ast.Store)
            if stored or source_kind(self.project, self.module, original) == "travel":
                node.attr = self.project.config.travel[original.attr]
                self.changed = self.changed or not stored
        elif source_kind(self.project, self.module, original.value) is not None or (
            isinstance(original.value, ast.Name) and serves(self.project, self.module, original.value)
        ):
            node.attr = self.project.config.renamed(original.attr)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        original = getattr(node, "original", None)
        if not isinstance(original, ast.Name):
            return node
        if serves(self.project, self.module, original):
            is_read = not isinstance(original.ctx, ast.Store)
            self.moves = self.moves or (is_read and not _has_line_beside(self.project, self.module, original))
            self.changed = self.called = True
            return ast.Name(f"async_{node.id}", node.ctx)
        if not isinstance(original.ctx, ast.Load):
            return node
        if self.project.references.resolve(self.module, original).definitions & self.project.facade_classes:
            return self._name(self.project.config.target)
        return node

    def _name(self, dotted: str) -> ast.expr:
        named, rest = self.project.named_in(self.module, dotted)
        self.needs.add(named)
        self.changed = True
        return ast.parse(f"{named.rpartition('.')[2]}.{rest}".rstrip("."), mode="eval").body
