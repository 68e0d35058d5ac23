"""Where code asks if an object can be entered, or iterated over: `hasattr(x, "__enter__")`, `isinstance(x, Iterable)`.

A class whose method becomes async has it under another name, and the answer is another then.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.ferry.calls.given_iterators import calls_alone
from tools.ferry.carriers.places import read_carriers
from tools.ferry.project.carriers import Component
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.special_uses import stays
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.arguments import argument_of
from tools.ferry.types.names import ancestry, derives_from_outside, descendants, find_method, resolve_expression
from tools.ferry.types.values import ClassRef, Instance
from tools.ferry.uses.class_checks import classes_asked
from tools.ferry.uses.protocols import ASYNC_NAMES
from tools.ferry.uses.usage import is_probe

_PROTOCOLS = {
    "collections.abc.Iterable": "__iter__",
    "contextlib.AbstractContextManager": "__enter__",
    "typing.ContextManager": "__enter__",
    "typing.Iterable": "__iter__",
}
"""The classes by which code asks for one of these methods, and no more of them."""

_STEPS = 4
"""How far back the arguments of calls are followed."""


@dataclass(frozen=True, slots=True)
class ProtocolCheck:
    """A question, at `node`, if what `subject` gives has the method `name`; `asked` names that, or its class."""

    module: Module
    node: ast.expr
    subject: ast.expr
    asked: ast.expr
    name: str
    is_told: bool = True
    """Whether only the answer matters; the method that `getattr` gives may be called as well."""


class ProtocolChecks:
    """All such questions of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, function: Function) -> list[ProtocolCheck]:
        """Return the questions that can mean the method of the function's class."""
        if function.cls is None or function.short not in ASYNC_NAMES:
            return []
        family = {function.cls, *descendants(self._project.program, function.cls)}
        return [one for one in self._all if one.name == function.short and not family.isdisjoint(self._classes(one))]

    def of_facade(self, component: Component) -> list[ProtocolCheck]:
        """Return the questions for a method of the facade which has another name in the target, of the component."""
        return [one for one in self._of_facade if self._is_about(one, component)]

    @cached_property
    def _of_facade(self) -> list[ProtocolCheck]:
        facade = self._project.facade_classes
        renamed = [one for one in self._all if not stays(self._project, one.name)]
        return [one for one in renamed if any(method.cls in facade for method in self.methods(one))]

    def _is_about(self, check: ProtocolCheck, component: Component) -> bool:
        if check.node in component.uses:
            return True
        subject = check.subject
        if isinstance(subject, ast.Call) and called_name(subject) == "type" and len(subject.args) == 1:
            subject = subject.args[0]
        read = read_carriers(self._project, check.module, subject)
        return subject in component.sources or not component.carriers.isdisjoint(read)

    def at(self, node: ast.expr, name: str) -> ProtocolCheck | None:
        """Return the question at the node."""
        return next((one for one in self._all if one.node is node and one.name == name), None)

    def is_sure(self, check: ProtocolCheck) -> bool:
        """Tell whether all is known that the question can be about."""
        classes = self._classes(check)
        facade = self._project.facade_classes
        if not classes.isdisjoint(facade):
            values = self._project.references.inference.of(check.module, check.subject)
            is_alone = all(method.cls in facade for method in self.methods(check))
            return check.is_told and is_alone and all(isinstance(value, Instance | ClassRef) for value in values)
        whole = check.is_told and bool(classes) and self._is_whole(check, check.module, check.subject, _STEPS)
        families = {owner for cls in classes for owner in ancestry(self._project.program, cls)}
        return whole and not any(derives_from_outside(self._project.program, owner) for owner in families)

    def methods(self, check: ProtocolCheck) -> set[Function]:
        """Return the methods of the tree that the question can be about."""
        program = self._project.program
        heirs = {heir for cls in self._classes(check) for heir in descendants(program, cls)}
        found = (find_method(program, cls, check.name) for cls in self._classes(check) | heirs)
        return {method for method in found if method is not None}

    def _classes(self, check: ProtocolCheck) -> set[Class]:
        values = self._project.references.inference.of(check.module, check.subject)
        return {value.cls for value in values if isinstance(value, Instance | ClassRef)}

    @cached_property
    def _all(self) -> list[ProtocolCheck]:
        loads = self._project.program.loads
        places = [
            (module, node)
            for name in ("hasattr", "getattr", *sorted({path.rpartition(".")[2] for path in _PROTOCOLS}))
            for module, node in loads.get(name, [])
        ]
        return [
            check
            for module, node in places
            if not self._project.is_retired(module)
            for check in (_by_name(module, node) or _by_class(self._project, module, node))
        ]

    def _is_whole(self, check: ProtocolCheck, module: Module, node: ast.expr, steps: int) -> bool:
        """Tell whether the expression gives objects of the tree's classes alone, or plain values without the method."""
        match node:
            case ast.IfExp(body=body, orelse=orelse):
                return all(self._is_whole(check, module, part, steps) for part in (body, orelse))
            case ast.Call(func=ast.Name(id="type"), args=[one], keywords=[]):
                return self._is_whole(check, module, one, steps)
            case ast.Constant(value=value):
                return not isinstance(value, str | bytes)
            case ast.Name():
                return self._is_whole_variable(check, module, node, steps)
            case ast.Call():
                made = self._project.references.inference.of(module, node.func)
                return bool(made) and all(isinstance(value, ClassRef) for value in made)
        return False

    def _is_whole_variable(self, check: ProtocolCheck, module: Module, node: ast.Name, steps: int) -> bool:
        function = self._project.program.binder(module, node)
        if function is None or not steps:
            return False
        param = next((param for param in function.params if param.arg == node.id), None)
        bound = function.assigned.get(node.id, [])
        if param is None:
            values = [value for _, value, how in bound if how == "value" and value is not None]
            is_known = bool(values) and len(values) == len(bound)
            return is_known and all(self._is_whole(check, module, value, steps - 1) for value in values)
        if param.annotation is not None and self._names_classes(function.module, param.annotation):
            return not bound
        arguments = [(m, argument_of(c, function, node.id)) for m, c in calls_alone(self._project, function)]
        return (
            not bound
            and bool(arguments)
            and all(value is not None and self._is_whole(check, m, value, steps - 1) for m, value in arguments)
        )

    def _names_classes(self, module: Module, annotation: ast.expr) -> bool:
        """Tell whether the annotation lets nothing but objects of the tree's classes, and `None`, come."""
        match parse_quoted(annotation):
            case ast.Constant(value=None):
                return True
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                parts = [left, right]
            case ast.Subscript(value=form, slice=ast.Tuple(elts=parts)) if called_name(form) == "Union":
                pass
            case ast.Subscript(value=form, slice=part) if called_name(form) == "Optional":
                parts = [part]
            case whole:
                return isinstance(resolve_expression(self._project.program, module, whole), Class)
        return all(self._names_classes(module, part) for part in parts)


def _by_name(module: Module, function: ast.expr) -> list[ProtocolCheck]:
    call = module.parents[function]
    match call:
        case ast.Call(
            func=ast.Name(id="hasattr" | "getattr"), args=[subject, ast.Constant(value=str(name)) as asked, *_]
        ):
            is_told = called_name(call) == "hasattr" or is_probe(module, call)
            is_asked = call.func is function and name in ASYNC_NAMES
            return [ProtocolCheck(module, call, subject, asked, name, is_told)] if is_asked else []
    return []


def _by_class(project: Project, module: Module, cls: ast.expr) -> Iterator[ProtocolCheck]:
    name = _PROTOCOLS.get(module.full_name(cls))
    if name is None:
        return
    for above in project.program.ancestors(module, cls):
        match above:
            case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[subject, classes]):
                if cls is classes or cls in getattr(classes, "elts", ()):
                    yield ProtocolCheck(module, above, subject, cls, name)
                return
            case ast.Match(subject=subject):
                if any(one is cls for one in classes_asked(module, subject)):
                    yield ProtocolCheck(module, cls, subject, cls, name)
                return
            case ast.stmt():
                return
