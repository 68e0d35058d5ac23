"""Classes of the tree that a call may make an object of where nothing says what it calls: it gives the facade to one.

`for kind in chain(KINDS, more): kind(layer)`, `globals()[name](layer)`, `current.get()(layer)`.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.annotated import is_wanted
from tools.ferry.trace.feeders import feeders
from tools.ferry.trace.guessed import guessed, inside
from tools.ferry.trace.let_go import ASKING
from tools.ferry.trace.loaded import is_loaded
from tools.ferry.trace.made_of import made_of
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.arguments import parameter_of
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.flow import constructors
from tools.ferry.types.names import ancestry, descendants, member, resolve_expression
from tools.ferry.types.values import ClassRef, External, Instance, flattened

_ASKED = frozenset({"getattr", "getmembers", "vars"})
_STEPS = 64
"""How many expressions are looked at for the origin of what is called."""


def made_unseen(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the parameters of constructors that may get the value, which is an argument of such a call."""
    parent = module.parents[node]
    call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call) or call.func is node or not _is_unseen(project, module, call):
        return
    loaded = _never_made(project) if is_loaded(project, module, call.func) else ()
    for cls in (*_classes_behind(project, module, call.func), *loaded):
        for function in constructors(project.program, cls):
            name = parameter_of(call, node, function)
            if name is not None:
                yield Carrier("local", function, name)


def _is_unseen(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether nothing says what the call calls, not even that it is outside the tree."""
    func = call.func
    if isinstance(func, ast.Name) and func.id in ASKING:
        return False
    if isinstance(func, ast.Name | ast.Attribute) and project.references.resolve(module, func).outside:
        return False
    values = project.references.inference.of(module, func)
    is_open = all(isinstance(value, External) and value.called for value in values)
    return is_open and not called_functions(project, module, call)


def _declared(project: Project, module: Module, node: ast.expr) -> Iterator[Class]:
    """Yield the classes that an annotation of the variable says it to hold, `type[Census]`, and their heirs."""
    for owner, annotation in _annotations(project, module, node):
        for part in ast.walk(parse_quoted(annotation)) if annotation is not None else ():
            if isinstance(part, ast.Subscript) and called_name(part.value) in {"Type", "type"}:
                cls = resolve_expression(project.program, owner, part.slice)
                yield from descendants(project.program, cls) if isinstance(cls, Class) else ()


def _annotations(project: Project, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.expr | None]]:
    match node:
        case ast.Name(id=name) if (function := project.program.binder(module, node)) is not None:
            yield from ((module, annotation) for annotation, _, _ in function.assigned.get(name, ()))
            yield from ((module, param.annotation) for param in function.params if param.arg == name)
        case ast.Attribute(attr=name):
            values = project.references.inference.of(module, node.value)
            for cls in (value.cls for value in values if isinstance(value, Instance | ClassRef)):
                for owner in ancestry(project.program, cls):
                    yield from ((owner.module, annotation) for annotation, _, _ in owner.assigned.get(name, ()))


def _never_made(project: Project) -> Iterator[Class]:
    """Yield the classes that get the facade when they are made, and that no code of the program is seen to make."""
    for cls in project.program.classes.values():
        init = cls.methods.get("__init__")
        taken = [Carrier("local", init, param.arg) for param in init.params] if init is not None else []
        for carrier in (one for one in taken if is_wanted(project, one)):
            fed = (feeder for feeder in feeders(project, carrier) if not isinstance(feeder, Carrier))
            if all(is_test_file(module) for module, _ in fed):
                yield cls


def _looked_up(project: Project, module: Module, node: ast.expr) -> Iterator[Class]:
    """Yield the classes of the module in which a text is looked up: `globals()[name]`, `getattr(shapes, name)`."""
    match node:
        case ast.Call(func=ast.Name("globals" | "locals" | "vars"), args=[]):
            found: object = module
        case ast.Call(args=[owner, *_]) if called_name(node) in _ASKED:
            found = resolve_expression(project.program, module, owner)
        case _:
            return
    if isinstance(found, Module):
        meant = [member(project.program, found, name) for name in (*found.classes, *found.imports)]
        yield from (cls for cls in meant if isinstance(cls, Class))


def _classes_behind(project: Project, module: Module, called: ast.expr) -> list[Class]:
    """Return the classes among what the value may be made of."""
    queue, seen = [(module, called)], {called}
    found: dict[Class, None] = {}
    for owner, current in queue:
        values = flattened(project.references.inference.of(owner, current))
        found |= dict.fromkeys(value.cls for value in values if isinstance(value, ClassRef))
        found |= dict.fromkeys(_declared(project, owner, current))
        found |= dict.fromkeys(_looked_up(project, owner, current))
        for step in (made_of, guessed, inside) if len(seen) < _STEPS else ():
            new = [place for place in step(project, owner, current) if place[1] not in seen]
            seen.update(part for _, part in new)
            queue += new
    return list(found)
