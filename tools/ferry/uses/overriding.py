"""Methods that one call can mean by the class of its object: what heirs put in their place, and what they override."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.project.protocols import implements
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.flow import CONSTRUCTORS
from tools.ferry.types.names import ancestry, descendants
from tools.ferry.types.values import ClassRef


def run_instead(project: Project, module: Module, name: ast.expr, method: Function) -> tuple[Function, ...]:
    """Return what may run in the place of the method that is named there: methods of heirs of the class.

    None where the class is named, `Base.show(self)`, or an heir calls what it overrides, `super().show()`.
    """
    if not isinstance(name, ast.Attribute) or called_name(name.value) == "super":
        return ()
    heirs = _overriding(project, method)
    return () if heirs and _names_class(project, module, name.value) else heirs


def named_by_base(project: Project, method: Function) -> Iterator[tuple[Module, ast.Name | ast.Attribute]]:
    """Yield where a method that this one overrides is named, of an object that may be one of its class."""
    for overridden in called_as(project, method):
        for module, name in project.references.to(overridden):
            if method in run_instead(project, module, name, overridden):
                yield module, name


def called_as(project: Project, method: Function) -> Iterator[Function]:
    """Yield the methods by whose calls it may be run: those that it overrides, in its bases and protocols."""
    if method.cls is None or method.short in CONSTRUCTORS or method.cls in project.facade_classes:
        return
    for base in (*ancestry(project.program, method.cls)[1:], *protocols_met(project, method)):
        overridden = base.methods.get(method.short)
        if overridden is not None and base not in project.facade_classes:
            yield overridden


def protocols_met(project: Project, method: Function) -> Iterator[Class]:
    """Yield the protocols with the method that an object which has it implements."""
    if method.cls is None:
        return
    program = project.program
    classes = descendants(program, method.cls)
    for protocol in program.subclasses.get("Protocol", []):
        promises = method.short in protocol.methods and protocol is not method.cls
        if promises and any(implements(program, cls, protocol) for cls in classes):
            yield protocol


def _overriding(project: Project, method: Function) -> tuple[Function, ...]:
    if method not in project.overriding:
        found = (other for other in _namesakes(project, method) if method in called_as(project, other))
        project.overriding[method] = tuple(found)
    return project.overriding[method]


def _namesakes(project: Project, method: Function) -> Iterator[Function]:
    """Yield the methods of the name that heirs of the class have; of a protocol all, since none needs to name it."""
    program, cls = project.program, method.cls
    others = [other for other in program.methods.get(method.short, ()) if other.cls is not cls] if cls else []
    if not others or cls is None:
        return
    is_protocol = cls in program.subclasses.get("Protocol", ())
    heirs = () if is_protocol else descendants(program, cls)
    yield from (other for other in others if is_protocol or other.cls in heirs)


def _names_class(project: Project, module: Module, receiver: ast.expr) -> bool:
    values = project.references.inference.of(module, receiver)
    return bool(values) and all(isinstance(value, ClassRef) for value in values)
