"""What the value of an expression can be taken out of, or be made of: one step back.

It is looked for where nothing follows the facade forwards, to keep what may arrive there as it is. So this says too
much rather than too little: every expression inside another one counts, and every binding of a name.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.fields import calls_of_class, given_to_field
from tools.ferry.carriers.places import called_functions, class_properties
from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.put_inside import put_inside
from tools.ferry.types.arguments import arguments_beyond, keywords_beyond
from tools.ferry.types.by_text import put_into_globals
from tools.ferry.types.collections import paired
from tools.ferry.types.flow import calls_of
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, derives_from_outside, find_method
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance

Place = tuple[Module, ast.expr]

_ITS_OWN = ast.Compare | ast.Constant | ast.JoinedStr
"""Expressions that make a value of their own of what is inside."""

_OF_THE_CLASS = frozenset({"__new__", "__class_getitem__"})
"""Special methods that a class answers with, not its objects."""

_WHOLE = frozenset({"__dict__", "args", "value"})
"""Attributes that give all that an object has, or what an exception or a member of an enumeration stands for."""

REFLECTIVE = frozenset({
    "__getattribute__", "asdict", "astuple", "attrgetter", "getattr", "getattr_static", "getmembers", "vars",
})  # fmt: skip
"""What gives an attribute, or all of them, of an object that it is given."""


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
            yield from put_inside(project, module, node)
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
    if called_name(call) in REFLECTIVE:
        for value in (v for argument in call.args for v in project.references.inference.of(module, argument)):
            yield from kept_by(project, value.cls) if isinstance(value, Instance) else ()
    if not functions:
        yield from arguments(module, call)
        yield module, call.func.value if isinstance(call.func, ast.Attribute) else call.func


def _by_any(project: Project, function: Function) -> Iterator[Place]:
    """Yield what the function gives; where it says nothing, what all methods of its name do: it is a protocol's."""
    found = list(results(function))
    if not found and function.cls is not None and function.short != "__init__":
        found = [place for other in project.program.methods[function.short] for place in results(other)]
    yield from found


def _of_attribute(project: Project, module: Module, node: ast.Attribute) -> Iterator[Place]:
    yield from _referred(project, module, node)
    values = project.references.inference.of(module, node.value)
    if any(isinstance(value, FunctionRef) for value in values):
        for owner, given, target in stores_of(project.program, node.attr):
            yield from [(owner, given)] if values & project.references.inference.of(owner, target.value) else []
    for value in values:
        if isinstance(value, Instance):
            asked = find_method(project.program, value.cls, "__getattr__")
            for read in (*class_properties(project, value.cls, node.attr), *([asked] if asked is not None else ())):
                yield from results(read)
            yield from given_to_field(project, value.cls, node.attr)
    if node.attr in _WHOLE or all(isinstance(value, External) and value.called for value in values):
        yield module, node.value
    if not values and isinstance(node.value, ast.Name) and project.program.binder(module, node.value) is not None:
        yield from _of_any_object(project, node.attr)


def _of_any_object(project: Project, name: str) -> Iterator[Place]:
    """Yield what classes of the tree assign to an attribute of this name."""
    for module in project.program.files.values():
        for cls in module.classes.values() if name in module.outline.attributes else ():
            yield from ((module, value) for _, value, _ in cls.assigned.get(name, []) if value is not None)


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
    if function is not None:
        yield from _further(project, function, node.id)
    else:
        yield from put_into_globals(project.program, module, node.id)
    for _, value, how in function.assigned.get(node.id, []) if function is not None else ():
        table = paired(value) if value is not None and how == "item:0:element" else None
        if value is not None and how == "caught":
            yield from _raised(project, module, value)
        elif table is not None:  # the keys of a table, of which the values are something else
            yield from [(module, table)] if isinstance(module.parents[table], ast.Attribute) else []
        elif value is not None:
            yield module, value


def _further(project: Project, function: Function, name: str) -> Iterator[Place]:
    """Yield the arguments of calls that `*args` or `**names` gets, or that are spread over the parameters."""
    arguments = function.node.args
    rest, named = (param is not None and param.arg == name for param in (arguments.vararg, arguments.kwarg))
    for module, call in calls_of(project.references.inference, function):
        found = arguments_beyond(call, function) if rest else []
        found += keywords_beyond(call, function) if named else []
        found += [argument for argument in call.args if isinstance(argument, ast.Starred)]
        found += [keyword.value for keyword in call.keywords if keyword.arg is None]
        yield from ((module, argument) for argument in found)


def _raised(project: Project, module: Module, caught: ast.expr) -> Iterator[Place]:
    """Yield what the exceptions that a handler catches can be made of: in its `try`, and wherever one is made."""
    tried = module.parents[module.parents[caught]]
    inside = (part for one in getattr(tried, "body", ()) for part in ast.walk(one))
    calls = [(module, call) for call in inside if isinstance(call, ast.Call)]
    for name in {called_name(part) for part in ast.walk(caught) if isinstance(part, ast.Name | ast.Attribute)}:
        around = ((owner, owner.parents[node]) for owner, node in project.program.loads.get(name, []))
        calls += ((owner, call) for owner, call in around if isinstance(call, ast.Call))
    for owner, call in calls:
        yield owner, call
        yield from arguments(owner, call)


def _answers(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what the special methods of an object, or of a class, give for it."""
    for value in project.references.inference.of(module, node):
        if not isinstance(value, Instance | ClassRef) or value.cls in project.facade_classes:
            continue
        is_filled = isinstance(value, Instance) and derives_from_outside(project.program, value.cls)
        if is_filled and find_method(project.program, value.cls, "__init__") is None:  # `class Row(list)`
            for owner, call in calls_of_class(project, value.cls):
                yield from arguments(owner, call)
        for cls in ancestry(project.program, value.cls):
            for name, method in cls.methods.items():
                if name.startswith("__") and (name in _OF_THE_CLASS) == isinstance(value, ClassRef):
                    yield from results(method)


def kept_by(project: Project, cls: Class) -> Iterator[Place]:
    """Yield what objects of a class are made with, and what is assigned to their attributes."""
    for module, call in calls_of_class(project, cls):
        yield from arguments(module, call)
    for owner in ancestry(project.program, cls):
        yield from ((owner.module, v) for bound in owner.assigned.values() for _, v, _ in bound if v is not None)


def arguments(module: Module, call: ast.Call) -> Iterator[Place]:
    """Yield what the call gives."""
    yield from ((module, argument) for argument in (*call.args, *(keyword.value for keyword in call.keywords)))
