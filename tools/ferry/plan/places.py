"""From expressions to carriers and back: which carrier an expression reads, and into which ones its value goes."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from tools.ferry.plan.carriers import Carrier
from tools.ferry.plan.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.calls import ELEMENT_METHODS, SAME_METHODS
from tools.ferry.types.collections import ADDING_METHODS, SAME_FUNCTIONS, paired
from tools.ferry.types.fixtures import fixture_for, fixtures_asked
from tools.ferry.types.flow import parameter_of
from tools.ferry.types.names import ancestry, find_method, member
from tools.ferry.types.values import ClassRef, Collection, FunctionRef, Instance


def read_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers whose value the expression is."""
    match node:
        case ast.Name():
            carrier = name_carrier(project, module, node)
            if carrier is not None:
                yield carrier
        case ast.Attribute():
            yield from attribute_carriers(project, module, node)
        case ast.Call():
            for function in called_functions(project, module, node):
                if function not in project.accessors and function.short != "__init__":
                    yield Carrier("return", function, "")
        case ast.Await() | ast.NamedExpr() | ast.Starred():
            yield from read_carriers(project, module, node.value)
        case ast.IfExp():
            yield from read_carriers(project, module, node.body)
            yield from read_carriers(project, module, node.orelse)
        case ast.BoolOp():
            for value in node.values:
                yield from read_carriers(project, module, value)
    for part in _inside(project, module, node):
        yield from read_carriers(project, module, part)


def _inside(project: Project, module: Module, node: ast.expr) -> list[ast.expr]:
    """Return what the expression is made of or taken from, as a collection: a collection goes where its elements go."""
    match node:
        case ast.List() | ast.Tuple() | ast.Set():
            return node.elts
        case ast.Dict():
            return node.values
        case ast.Subscript():
            return [node.value]
        case ast.Call(func=ast.Attribute() as func) if is_element_read(project, module, func):
            return [func.value]
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in SAME_FUNCTIONS:
            return [first]
        case ast.Call(args=[ast.Call(args=[first, *_]) as pickled]) if called_name(node) == "loads":
            return [first] if called_name(pickled) == "dumps" else []
    return []


def name_carrier(project: Project, module: Module, node: ast.Name) -> Carrier | None:
    """Return the variable that the name stands for."""
    function = project.program.binder(module, node)
    if function is not None:
        return Carrier("local", function, node.id)
    found = member(project.program, module, node.id)
    return Carrier("global", found[0], found[1]) if isinstance(found, tuple) else None


def attribute_carriers(project: Project, module: Module, node: ast.Attribute) -> Iterator[Carrier]:
    """Yield the attributes of tree classes that the expression reads or sets; shared holders are not carriers."""
    for receiver in project.references.inference.of(module, node.value):
        if not isinstance(receiver, Instance | ClassRef):
            continue
        if node.attr in project.config.travel and receiver.cls in project.holders:
            continue
        owner = next((c for c in ancestry(project.program, receiver.cls) if node.attr in c.assigned), None)
        if owner is not None:
            yield Carrier("attr", owner, node.attr)


def called_functions(project: Project, module: Module, call: ast.Call) -> list[Function]:
    """Return the functions of the tree that a call can run; a class stands for its constructor."""
    found = fixtures_asked(project.program, module, call)
    if isinstance(call.func, ast.Name | ast.Attribute):
        for definition in project.references.resolve(module, call.func).definitions:
            if isinstance(definition, Function):
                found.append(definition)
            else:
                method = find_method(project.program, definition, "__init__")
                found += [method] if method else []
        if found:
            return found
    values = project.references.inference.of(module, call.func)
    return [value.function for value in values if isinstance(value, FunctionRef)]


def written_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers into which the value of the expression goes, as the syntax around it says."""
    parent = module.parents[node]
    for target in assigned_targets(parent, node):
        yield from target_carriers(project, module, target)
    match parent:
        case ast.NamedExpr() | ast.IfExp() | ast.BoolOp() | ast.Await() if node is not getattr(parent, "test", None):
            yield from written_carriers(project, module, parent)
        case ast.Return() | ast.Yield():
            function = project.program.enclosing(module, node)
            if function is not None:
                yield Carrier("return", function, "")
        case ast.Call() if node in parent.args:
            yield from _parameters(project, module, parent, node)
        case ast.keyword():
            call = module.parents[parent]
            if isinstance(call, ast.Call):
                yield from _parameters(project, module, call, node)
        case ast.Tuple():
            annotated = module.parents[parent]
            if isinstance(annotated, ast.Subscript) and called_name(annotated.value) == "Annotated":
                yield from annotation_carriers(project, module, annotated)
            function = project.program.enclosing(module, node)
            if isinstance(annotated, ast.Return) and function is not None:
                yield Carrier("return", function, f"[{parent.elts.index(node)}]")
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _default(project, parent, node)
    yield from _put_inside(project, module, node)


def _put_inside(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers into which the value goes as an element, or out of which an element goes."""
    parent = module.parents[node]
    match parent:
        case ast.List() | ast.Set() | ast.Dict():
            yield from written_carriers(project, module, parent)
        case ast.For() | ast.AsyncFor() | ast.comprehension() if parent.iter is node:
            pair = parent.target.elts if isinstance(parent.target, ast.Tuple) and paired(parent.iter) else []
            yield from target_carriers(project, module, pair[1] if len(pair) == 2 else parent.target)
        case ast.Call(func=ast.Attribute(attr=name) as func) if node in parent.args and name in ADDING_METHODS:
            yield from target_carriers(project, module, func.value)
        case ast.Call(func=ast.Name(id=name)) if node in parent.args[:1] and name in SAME_FUNCTIONS | {"enumerate"}:
            yield from written_carriers(project, module, parent)


def assigned_targets(parent: ast.AST, node: ast.expr) -> list[ast.expr]:
    """Return what `node` is assigned to when `parent` is an assignment of it, in any form."""
    if isinstance(parent, ast.Assign) and parent.value is node:
        return parent.targets
    if isinstance(parent, ast.AnnAssign | ast.NamedExpr) and parent.value is node:
        return [parent.target]
    if isinstance(parent, ast.withitem) and parent.optional_vars is not None:
        return [parent.optional_vars]
    return []


def target_carriers(project: Project, module: Module, target: ast.expr) -> Iterator[Carrier]:
    """Yield the carrier that an assignment target names."""
    if isinstance(target, ast.Name):
        function = project.program.enclosing(module, target)
        cls = _class_around(project, module, target)
        if cls is not None:
            yield Carrier("attr", cls, target.id)
        else:
            yield Carrier("local", function, target.id) if function else Carrier("global", module, target.id)
    elif isinstance(target, ast.Attribute):
        yield from attribute_carriers(project, module, target)
    elif isinstance(target, ast.Subscript):
        yield from target_carriers(project, module, target.value)


def is_element_read(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute is a collection's method that gives what is inside: `stores.get`, `stores.values`."""
    if node.attr not in ELEMENT_METHODS | SAME_METHODS:
        return False
    values = project.references.inference.of(module, node.value)
    if any(isinstance(v, Instance) for v in values):
        return False
    return any(isinstance(v, Collection) for v in values) or node.attr not in project.facade_methods


def elements_read(project: Project, module: Module, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the expressions that take something out of the collection: `stores[key]`, `stores.get(key)`."""
    parent = module.parents[node]
    if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load):
        yield parent
    elif isinstance(parent, ast.Attribute) and is_element_read(project, module, parent):
        call = module.parents[parent]
        if isinstance(call, ast.Call) and call.func is parent:
            yield call


def is_elsewhere(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute is known to be another class's: what a collection holds beside the facade."""
    values = project.references.inference.of(module, node.value)
    classes = {v.cls for v in values if isinstance(v, Instance)}
    return bool(classes) and not classes & project.facade_classes


def facade_owns(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the name is a method of the facade's family."""
    definitions = project.references.resolve(module, node).definitions
    return any(isinstance(d, Function) and d.cls in project.facade_classes for d in definitions)


def built_classes(project: Project, module: Module, call: ast.Call) -> list[Class]:
    """Return the classes of the facade's family that the call builds."""
    if not isinstance(call.func, ast.Name | ast.Attribute):
        return []
    definitions = project.references.resolve(module, call.func).definitions
    return [d for d in definitions if isinstance(d, Class) and d in project.facade_classes]


def entering(project: Project, module: Module, context: ast.expr) -> Iterator[Function]:
    """Yield the `__enter__` methods that `with context` calls."""
    for value in project.references.inference.of(module, context):
        method = find_method(project.program, value.cls, "__enter__") if isinstance(value, Instance) else None
        if method is not None:
            yield method


def _class_around(project: Project, module: Module, target: ast.Name) -> Class | None:
    """Return the class in whose body, outside its methods, the name is assigned."""
    statement = module.parents[target]
    owner = module.parents[statement]
    found = project.program.by_line.get((module.file, owner.lineno)) if isinstance(owner, ast.ClassDef) else None
    return found if isinstance(found, Class) else None


_HANDED_ON = {"partial": 0, "to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "run_in_executor": 1}
"""Calls that hand their further arguments to a function -> the position of that function."""


def _parameters(project: Project, module: Module, call: ast.Call, argument: ast.expr) -> Iterator[Carrier]:
    position = _HANDED_ON.get(called_name(call), len(call.args))
    if position < len(call.args) and argument is not call.args[position]:
        call = ast.Call(call.args[position], call.args[position + 1 :], call.keywords)
    for function in called_functions(project, module, call):
        name = parameter_of(call, argument, function)
        if name is not None:
            yield Carrier("local", function, name)
    if isinstance(call.func, ast.Name | ast.Attribute):
        for definition in project.references.resolve(module, call.func).definitions:
            if isinstance(definition, Class) and find_method(project.program, definition, "__init__") is None:
                yield from _field(definition, call, argument)
    if called_name(call) == "Depends":
        yield from written_carriers(project, module, call)


def _field(cls: Class, call: ast.Call, argument: ast.expr) -> Iterator[Carrier]:
    """Yield the dataclass field that receives the argument."""
    keyword = next((k.arg for k in call.keywords if k.value is argument), None)
    fields = [s.target.id for s in cls.node.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)]
    position = call.args.index(argument) if argument in call.args else -1
    name = keyword or (fields[position] if 0 <= position < len(fields) else None)
    if name in fields and name is not None:
        yield Carrier("attr", cls, name)


def annotation_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carrier that the annotation, or the alias of an annotation, belongs to."""
    parent = module.parents[node]
    if isinstance(parent, ast.Assign):
        yield from target_carriers(project, module, parent.targets[0])
    elif isinstance(parent, ast.AnnAssign):
        yield from target_carriers(project, module, parent.target)
    elif isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        function = project.program.by_line.get((module.file, parent.lineno))
        if isinstance(function, Function):
            for parameter in function.params:
                if parameter.annotation is node:
                    yield Carrier("local", function, parameter.arg)


def _default(project: Project, parent: ast.FunctionDef | ast.AsyncFunctionDef, node: ast.expr) -> Iterator[Carrier]:
    arguments = parent.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
    pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
    function = project.program.owner.get(parent.body[0])
    for parameter, default in pairs:
        if default is node and function is not None:
            yield Carrier("local", function, parameter.arg)


def loads_of(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the expressions that read the carrier."""
    if carrier.kind == "return" and isinstance(carrier.owner, Function):
        yield from _calls_of(project, carrier.owner)
        return
    within = carrier.owner.module if carrier.kind == "local" and isinstance(carrier.owner, Function) else None
    asked = (carrier.name, carrier.kind == "attr", within)
    if asked not in project.carriers_read:
        project.carriers_read[asked] = _carriers_read(project, *asked)
    yield from project.carriers_read[asked].get(carrier, [])


def _carriers_read(
    project: Project, name: str, is_attribute: bool, within: Module | None
) -> dict[Carrier, list[tuple[Module, ast.expr]]]:
    """Return which carriers of a name are read where, in one module or anywhere."""
    loads = project.program.loads
    places = loads.get(name, []) if within is None else [(within, node) for node in loads.within(within, name)]
    found: dict[Carrier, list[tuple[Module, ast.expr]]] = {}
    for module, node in places:
        carriers: set[Carrier | None] = set()
        if is_attribute and isinstance(node, ast.Attribute):
            carriers = set(attribute_carriers(project, module, node))
        elif not is_attribute and isinstance(node, ast.Name):
            carriers = {name_carrier(project, module, node)}
        for carrier in carriers:
            if carrier is not None:
                found.setdefault(carrier, []).append((module, node))
    return found


def _calls_of(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the calls of a function, and where a framework is told to call it; of `__enter__`, what `with` enters."""
    if function.short == "__enter__":
        for module, context in project.entered:
            if function in entering(project, module, context):
                yield module, context
        return
    for module, reference in project.references.to(function):
        parent = module.parents[reference]
        if isinstance(parent, ast.Call) and (parent.func is reference or called_name(parent) == "Depends"):
            yield module, parent
    for module, call in project.asked_fixtures:
        if function in fixtures_asked(project.program, module, call):
            yield module, call


def item_reads(project: Project, module: Module, call: ast.expr, position: int) -> Iterator[ast.expr | Carrier]:
    """Yield what reads the item at `position` of the tuple that `call` returns: indexed reads, unpacked variables."""
    parent = module.parents[call]
    if isinstance(parent, ast.Await):
        call, parent = parent, module.parents[parent]
    if _indexes(parent, position):
        yield parent
    elif isinstance(parent, ast.Assign):
        for target in parent.targets:
            if isinstance(target, ast.Tuple | ast.List) and position < len(target.elts):
                yield from target_carriers(project, module, target.elts[position])
            elif isinstance(target, ast.Name):
                for carrier in target_carriers(project, module, target):
                    for _, load in loads_of(project, carrier):
                        indexed = module.parents[load]
                        if _indexes(indexed, position):
                            yield indexed


def _indexes(node: ast.AST, position: int) -> TypeGuard[ast.Subscript]:
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == position


def fixture_users(project: Project, fixture: Function) -> Iterator[Carrier]:
    """Yield the parameters to which pytest passes the fixture's value."""
    for function in project.askers.get(fixture.short, []):
        if fixture_for(project.program, function, fixture.short) is fixture:
            yield Carrier("local", function, fixture.short)
