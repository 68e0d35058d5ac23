"""What the value of an expression can be taken out of, or be made of: one step back.

It is looked for where nothing follows the facade forwards, to keep what may arrive there as it is. So this says too
much rather than too little: every expression inside another one counts, and every binding of a name.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import called_functions, class_properties
from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.collections import paired
from tools.ferry.types.names import ancestry, derives_from_outside, find_method
from tools.ferry.types.values import ClassRef, External, Instance

Place = tuple[Module, ast.expr]

_ITS_OWN = ast.Compare | ast.Constant | ast.JoinedStr
"""Expressions that make a value of their own of what is inside."""

_OF_THE_CLASS = frozenset({"__new__", "__class_getitem__"})
"""Special methods that a class answers with, not its objects."""

_WHOLE = frozenset({"__dict__", "value"})
"""Attributes that give all that an object has, or what a member of an enumeration stands for."""


def made_of(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what the value of the expression is taken out of, or made of."""
    yield from _answers(project, module, node)
    match node:
        case ast.Call():
            yield from _given(project, module, node)
        case ast.Attribute():
            yield from _of_attribute(project, module, node)
        case ast.Name():
            yield from _referred(project, module, node)
            yield from _bound(project, module, node)
        case _ if not isinstance(node, _ITS_OWN):
            yield from ((module, part) for part in _parts(node))


def _parts(node: ast.expr) -> list[ast.expr]:
    """Return the expressions inside that can be the value of the whole, or come out of it."""
    match node:
        case ast.Subscript():
            return [node.value]
        case ast.Lambda():
            return [node.body]
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.DictComp():
            return [node.key, node.value]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return [node.elt]
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]


def _given(project: Project, module: Module, call: ast.Call) -> Iterator[Place]:
    """Yield what the function gives; of one outside the tree, what it is given, and the object whose method it is."""
    called = called_functions(project, module, call)
    # An accessor gives what the layer keeps, or what it was given here: not what others gave it.
    functions = [function for function in called if function not in project.accessors]
    for function in functions:
        yield from _by_any(project, function)
    if not functions:
        yield from ((module, argument) for argument in (*call.args, *(k.value for k in call.keywords)))
        yield module, call.func.value if isinstance(call.func, ast.Attribute) else call.func


def _by_any(project: Project, function: Function) -> Iterator[Place]:
    """Yield what the function gives; where it says nothing, what all methods of its name do: it is a protocol's."""
    found = list(results(function))
    if not found and function.cls is not None and function.short != "__init__":
        others = (f for f in project.program.functions.values() if f.short == function.short and f.cls is not None)
        found = [place for other in others for place in results(other)]
    yield from found


def _of_attribute(project: Project, module: Module, node: ast.Attribute) -> Iterator[Place]:
    yield from _referred(project, module, node)
    values = project.references.inference.of(module, node.value)
    for value in values:
        if isinstance(value, Instance):
            for read in class_properties(project, value.cls, node.attr):
                yield from results(read)
    if node.attr in _WHOLE or all(isinstance(value, External) and value.called for value in values):
        yield module, node.value


def results(function: Function) -> Iterator[Place]:
    """Yield what the function returns, and what it yields, one by one or as another generator does."""
    for value in (*function.returns, *function.yields, *function.delegates):
        yield function.module, value


def _referred(project: Project, module: Module, node: ast.Name | ast.Attribute) -> Iterator[Place]:
    """Yield what the variable can be, and what a function of that name gives, whoever calls it."""
    yield from values_of(project, module, node)
    for definition in project.references.resolve(module, node).definitions:
        if isinstance(definition, Function) and definition not in project.accessors:
            yield from results(definition)


def _bound(project: Project, module: Module, node: ast.Name) -> Iterator[Place]:
    """Yield what binds a local variable in another way than by an assignment of the whole: it is inside of that."""
    function = project.program.binder(module, node)
    for _, value, how in function.assigned.get(node.id, []) if function is not None else ():
        table = paired(value) if value is not None and how == "item:0:element" else None
        if table is not None:  # the keys of a table, of which the values are something else
            yield from [(module, table)] if isinstance(module.parents[table], ast.Attribute) else []
        elif value is not None:
            yield module, value


def _answers(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what the special methods of an object, or of a class, give for it."""
    for value in project.references.inference.of(module, node):
        if not isinstance(value, Instance | ClassRef) or value.cls in project.facade_classes:
            continue
        if isinstance(value, Instance) and find_method(project.program, value.cls, "__init__") is None:
            yield from _filling(project, value.cls)
        for cls in ancestry(project.program, value.cls):
            for name, method in cls.methods.items():
                if name.startswith("__") and (name in _OF_THE_CLASS) == isinstance(value, ClassRef):
                    yield from results(method)


def _filling(project: Project, cls: Class) -> Iterator[Place]:
    """Yield what calls of a class give to the constructor that it has from outside the tree: `class Row(list)`."""
    for module, reference in project.references.to(cls) if derives_from_outside(project.program, cls) else ():
        call = module.parents[reference]
        if isinstance(call, ast.Call) and call.func is reference:
            yield from ((module, argument) for argument in (*call.args, *(k.value for k in call.keywords)))
