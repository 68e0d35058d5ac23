"""Classes that stand for another without deriving from it: fakes in tests, implementations of a protocol."""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.carriers.fields import given_to_field
from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.project.protocols import implements
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.arguments import parameter_of
from tools.ferry.types.fields import field_given
from tools.ferry.types.flow import arguments_for, made_call
from tools.ferry.types.members import of_class_attribute
from tools.ferry.types.names import ancestry, descendants, find_method, lookup, resolve_expression
from tools.ferry.types.patch_targets import given_by_dependencies, patching, stand_ins
from tools.ferry.types.remade import made_by_method
from tools.ferry.types.standing import its_object
from tools.ferry.types.values import ClassRef, Instance, Values


class Structural:
    """The methods in one project that stand for others; answers are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._passed: dict[Class, frozenset[Class]] = {}

    def of(self, function: Function) -> Iterator[Function]:
        """Yield the methods of classes that stand for its class without deriving from it, or for which it stands."""
        program = self._project.program
        if function.cls is None or function.short.startswith("__"):
            return
        related = {*ancestry(program, function.cls), *descendants(program, function.cls)}
        for other in self._project.program.methods.get(function.short, []):
            if other.cls is None or other.cls in related or self._project.is_retired(other.module):
                continue
            if self._stands_for(function.cls, other.cls) or self._stands_for(other.cls, function.cls):
                yield other

    def _stands_for(self, cls: Class, original: Class) -> bool:
        return cls in self._passed_as(original) or _implements(self._project, cls, original)

    def _passed_as(self, cls: Class) -> frozenset[Class]:
        if cls not in self._passed:
            self._passed[cls] = _passed_as(self._project, cls) | self._patched.get(cls, set()) - {cls}
        return self._passed[cls]

    @cached_property
    def _patched(self) -> dict[Class, set[Class]]:
        return _put_by_patches(self._project)


def _implements(project: Project, cls: Class, protocol: Class) -> bool:
    """Tell whether the class, or an heir, implements the protocol, and some module speaks of both: it is used so."""
    return "Protocol" in protocol.bases and any(
        implements(project.program, heir, protocol) and _meet(project, heir, protocol)
        for heir in descendants(project.program, cls)
    )


def _meet(project: Project, cls: Class, protocol: Class) -> bool:
    """Tell whether a module that speaks of the class speaks of the protocol, or imports from one that does."""
    by_protocol = _speaking_of(project, protocol)
    speaking = _speaking_of(project, cls)
    return not by_protocol.isdisjoint(speaking) or any(
        not by_protocol.isdisjoint(_imported(project, module)) for module in speaking
    )


def _speaking_of(project: Project, cls: Class) -> set[Module]:
    places = project.program.loads.get(cls.name.rpartition(".")[2], [])
    return {cls.module, *(m for m, name in places if resolve_expression(project.program, m, name) is cls)}


def _imported(project: Project, module: Module) -> Iterator[Module]:
    """Yield the modules from which the module imports."""
    for name in module.imports.values():
        found = lookup(project.program, name)
        if isinstance(found, Module):
            yield found
        elif not isinstance(found, str):
            yield found[0] if isinstance(found, tuple) else found.module


def _passed_as(project: Project, original: Class) -> frozenset[Class]:
    """Return the classes, with their bases, whose objects are passed where `original` is declared."""
    inference = project.references.inference
    found: set[Class] = set()
    for module, value in _given_as(project, original):
        for kind in inference.of(module, value):
            if isinstance(kind, Instance):
                found |= set(ancestry(project.program, kind.cls))
    return frozenset(found - {original})


def _put_by_patches(project: Project) -> dict[Class, set[Class]]:
    """Return the classes whose objects tests patch in for those of another one."""
    inference = project.references.inference
    found: dict[Class, set[Class]] = {}
    patched = (one for module, patch in patching(project.program) for one in stand_ins(inference, module, patch))
    for original, owner, put in (*patched, *given_by_dependencies(inference)):
        for kind in inference.of(owner, put):
            if isinstance(kind, Instance | ClassRef):
                found.setdefault(original, set()).update(ancestry(project.program, kind.cls))
    return found


def _given_as(project: Project, original: Class) -> Iterator[tuple[Module, ast.expr]]:
    for module, node in project.program.loads.get(original.name.rpartition(".")[2], []):
        if resolve_expression(project.program, module, node) is not original:
            continue
        statement = next((p for p in project.program.ancestors(module, node) if isinstance(p, ast.stmt)), None)
        if isinstance(statement, ast.AnnAssign):
            yield from [(module, statement.value)] if statement.value is not None else []
            around = module.parents[statement]
            cls = project.program.by_line.get((module.file, getattr(around, "lineno", 0)))
            if isinstance(cls, Class) and isinstance(statement.target, ast.Name):
                yield from given_to_field(project, cls, statement.target.id)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            function = project.program.by_line.get((module.file, statement.lineno))
            if not isinstance(function, Function):
                continue
            for param in function.params:
                if param.annotation is not None and node in ast.walk(param.annotation):
                    yield from arguments_for(project.references.inference, function, param.arg)


def declared_for(
    project: Project, module: Module, call: ast.Call, argument: ast.expr, under: str | None = None
) -> Values:
    """Return what the parameter, or the field of a class, that receives the argument is declared to be.

    What is spread, `Report(**{"author": author})`, comes `under` a name. A copy gets fields of the object's class.
    """
    found: Values = frozenset()
    made = made_call(project.references.inference, module, call)
    call = made if argument is not made.func else call
    for function in called_functions(project, module, call):
        name = under or parameter_of(call, argument, function)
        for param in function.params:
            if param.arg == name:
                found |= annotated_values(project.program, function.module, param.annotation)
        cls = its_object(call, argument, function)
        found |= {Instance(cls)} if cls is not None else set()
    inference = project.references.inference
    made_of = [v.cls for v in inference.of(module, call.func) if isinstance(v, ClassRef)]
    made_by = [(cls, call) for cls in made_of if find_method(project.program, cls, "__init__") is None]
    for cls, giving in (*made_by, *made_by_method(inference, module, call)):
        name = under or field_given(project.program, cls, giving, argument)
        found |= of_class_attribute(inference, cls, name) if name is not None else frozenset()
    return found
