"""From expressions to carriers and back: which carrier an expression reads, and into which ones its value goes."""

import ast
from collections.abc import Iterator

from tools.ferry.plan.carriers import Carrier
from tools.ferry.plan.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.fixtures import fixture_for, is_fixture, is_test
from tools.ferry.types.flow import parameter_of
from tools.ferry.types.infer import binds
from tools.ferry.types.names import ancestry, find_method, member
from tools.ferry.types.values import ClassRef, FunctionRef, Instance


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


def name_carrier(project: Project, module: Module, node: ast.Name) -> Carrier | None:
    """Return the variable that the name stands for."""
    function = project.program.enclosing(module, node)
    while function is not None:
        if binds(function, node.id):
            return Carrier("local", function, node.id)
        function = function.outer
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
    found: list[Function] = []
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
    match parent:
        case ast.Assign() if parent.value is node:
            for target in parent.targets:
                yield from target_carriers(project, module, target)
        case ast.AnnAssign() if parent.value is node:
            yield from target_carriers(project, module, parent.target)
        case ast.NamedExpr() if parent.value is node:
            yield from target_carriers(project, module, parent.target)
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
        case ast.IfExp() if node is not parent.test:
            yield from written_carriers(project, module, parent)
        case ast.BoolOp() | ast.Await():
            yield from written_carriers(project, module, parent)
        case ast.withitem() if isinstance(parent.optional_vars, ast.expr):
            yield from target_carriers(project, module, parent.optional_vars)
        case ast.Tuple():
            annotated = module.parents[parent]
            if isinstance(annotated, ast.Subscript) and called_name(annotated.value) == "Annotated":
                yield from annotation_carriers(project, module, annotated)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _default(project, parent, node)


def target_carriers(project: Project, module: Module, target: ast.expr) -> Iterator[Carrier]:
    """Yield the carrier that an assignment target names."""
    if isinstance(target, ast.Name):
        function = project.program.enclosing(module, target)
        yield Carrier("local", function, target.id) if function else Carrier("global", module, target.id)
    elif isinstance(target, ast.Attribute):
        yield from attribute_carriers(project, module, target)


def _parameters(project: Project, module: Module, call: ast.Call, argument: ast.expr) -> Iterator[Carrier]:
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
    function = next((f for f in project.program.functions.values() if f.node is parent), None)
    for parameter, default in pairs:
        if default is node and function is not None:
            yield Carrier("local", function, parameter.arg)


def loads_of(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the expressions that read the carrier."""
    program = project.program
    match carrier.owner:
        case Function() as function if carrier.kind == "local":
            for module, node in program.loads.get(carrier.name, []):
                if isinstance(node, ast.Name) and module is function.module:
                    if name_carrier(project, module, node) == carrier:
                        yield module, node
        case Function() as function if carrier.kind == "return":
            for module, reference in project.references.to(function):
                parent = module.parents[reference]
                if isinstance(parent, ast.Call) and (parent.func is reference or called_name(parent) == "Depends"):
                    yield module, parent
        case Class():
            for module, node in program.loads.get(carrier.name, []):
                if isinstance(node, ast.Attribute) and carrier in attribute_carriers(project, module, node):
                    yield module, node
        case Module() as owner:
            for module, node in program.loads.get(carrier.name, []):
                if isinstance(node, ast.Name) and member(program, module, node.id) == (owner, carrier.name):
                    if name_carrier(project, module, node) == carrier:
                        yield module, node


def fixture_users(project: Project, fixture: Function) -> Iterator[Carrier]:
    """Yield the parameters to which pytest passes the fixture's value."""
    for function in project.program.functions.values():
        if (is_test(function) or is_fixture(function)) and any(p.arg == fixture.short for p in function.params):
            if fixture_for(project.program, function, fixture.short) is fixture:
                yield Carrier("local", function, fixture.short)
