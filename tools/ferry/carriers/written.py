"""Into which carriers the value of an expression goes, as the syntax around it says."""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.fields import classes_made, has_field, may_hold
from tools.ferry.carriers.places import (
    called_functions,
    class_carriers,
    command_object,
    handed_on,
    is_facade,
    target_carriers,
)
from tools.ferry.carriers.setters import set_parameters
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name, captures
from tools.ferry.types.arguments import arguments_beyond, is_bound, keywords_beyond, parameter_of
from tools.ferry.types.by_text import set_target, updates_globals
from tools.ferry.types.collections import ADDING_METHODS, ENTERED, SAME_FUNCTIONS, named_items, paired
from tools.ferry.types.fields import field_given, fields_of
from tools.ferry.types.flow import STARTING, call_of_wrapper, made_call, wrapped_by, wrappers_of
from tools.ferry.types.names import find_method
from tools.ferry.types.remade import call_giving, made_by_method

_GIVING = frozenset({"enumerate", "next"})
"""Built-in functions that give what is inside of what they get."""


def written_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers into which the value of the expression goes, as the syntax around it says."""
    parent = module.parents[node]
    for target in assigned_targets(parent, node):
        yield from target_carriers(project, module, target)
        yield from set_parameters(project, module, target)
    match parent:
        case ast.NamedExpr() | ast.IfExp() | ast.BoolOp() | ast.Await() if node is not getattr(parent, "test", None):
            yield from written_carriers(project, module, parent)
        case ast.Return() | ast.Yield() | ast.Lambda():
            function = project.program.enclosing(module, node)
            if function is not None:
                yield Carrier("return", function, "")
        case ast.Call() if node in parent.args:
            yield from _given(project, module, parent, node)
        case ast.keyword():
            call = module.parents[parent]
            if isinstance(call, ast.Call):
                yield from _given(project, module, call, node)
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
    yield from _given_to_start(project, module, node)
    yield from _spread(project, module, node)
    yield from _given_to_remake(project, module, node)
    yield from _captured(project, module, node)


def _captured(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the names that the cases of a `match` give to its whole subject."""
    parent = module.parents[node]
    function = project.owner(module, node)
    for case in parent.cases if isinstance(parent, ast.Match) else ():
        for name in [part.name for part in captures(case.pattern) if part.name is not None]:
            yield Carrier("local", function, name) if function else Carrier("global", module, name)


def kept_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers into which the value goes, also as an item of a tuple, or out of one that is unpacked.

    Which item of a tuple it is counts only where the tuple is written beside the variables: each of them may hold it.
    """
    yield from written_carriers(project, module, node)
    parent = module.parents[node]
    if isinstance(parent, ast.Tuple) and not isinstance(module.parents[parent], ast.Return | ast.Subscript):
        targets = assigned_targets(module.parents[parent], parent)
        fitting = [t.elts for t in targets if isinstance(t, ast.Tuple | ast.List) and len(t.elts) == len(parent.elts)]
        for elts in fitting:
            yield from target_carriers(project, module, elts[parent.elts.index(node)])
        if not fitting:
            yield from kept_carriers(project, module, parent)
    elif isinstance(parent, ast.List | ast.Set):
        yield from kept_carriers(project, module, parent)
    for target in unpacking_targets(module, node):
        for part in target.elts:
            yield from target_carriers(project, module, part.value if isinstance(part, ast.Starred) else part)


def unpacking_targets(module: Module, node: ast.expr) -> list[ast.Tuple | ast.List]:
    """Return the targets that unpack the value of the node, or what a loop over it gives; no pairs of a collection."""
    parent = module.parents[node]
    targets = assigned_targets(parent, node)
    if isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension) and parent.iter is node and not paired(node):
        targets = [parent.target]
    return [target for target in targets if isinstance(target, ast.Tuple | ast.List)]


def _put_inside(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers into which the value goes as an element, or out of which an element goes."""
    parent = module.parents[node]
    match parent:
        case ast.List() | ast.Set() | ast.Dict() | ast.BinOp(op=ast.Add()):
            yield from written_carriers(project, module, parent)
        case ast.keyword() if isinstance(call := module.parents[parent], ast.Call) and node in named_items(call):
            yield from written_carriers(project, module, call)
        case ast.Starred() if isinstance(module.parents[parent], ast.List | ast.Set):
            yield from _put_inside(project, module, parent)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() if parent.elt is node:
            yield from written_carriers(project, module, parent)
        case ast.DictComp() if node in {parent.key, parent.value}:
            yield from written_carriers(project, module, parent)
        case ast.Tuple() if isinstance(module.parents[parent], ast.For | ast.AsyncFor | ast.comprehension):
            yield from written_carriers(project, module, parent)
        case ast.For() | ast.AsyncFor() | ast.comprehension() if parent.iter is node:
            pair = parent.target.elts if isinstance(parent.target, ast.Tuple) and paired(parent.iter) else []
            yield from target_carriers(project, module, pair[1] if len(pair) == 2 else parent.target)
        case ast.Call(func=ast.Attribute(attr=name) as func) if (
            node in parent.args
            and name in ADDING_METHODS | {"update"}
            and not _is_layers_own(project, module, func.value, node)
        ):
            yield from target_carriers(project, module, func.value)
        case ast.Call() if is_given_on(parent, node):
            yield from written_carriers(project, module, parent)
        case ast.Call() if node in parent.args[:1] and called_name(parent) in ENTERED:
            yield from written_carriers(project, module, parent)
        case ast.Call() if node in parent.args[1:] and called_name(parent) == "cast":
            yield from written_carriers(project, module, parent)


def is_given_on(call: ast.Call, node: ast.expr) -> bool:
    """Tell whether the call gives what it gets, or what is inside of that: `sorted(x)`, `enumerate(x)`."""
    is_named = isinstance(call.func, ast.Name) and call.func.id in SAME_FUNCTIONS | _GIVING
    return is_named and node in call.args[:1]


def _is_layers_own(project: Project, module: Module, receiver: ast.expr, node: ast.expr) -> bool:
    """Tell whether a method of the facade is given something that is none: `layer.update(player)`."""
    return is_facade(project, module, receiver) and not is_facade(project, module, node)


def assigned_targets(parent: ast.AST, node: ast.expr) -> list[ast.expr]:
    """Return what `node` is assigned to when `parent` is an assignment of it, in any form."""
    if isinstance(parent, ast.Assign) and parent.value is node:
        return parent.targets
    if isinstance(parent, ast.AnnAssign | ast.NamedExpr) and parent.value is node:
        return [parent.target]
    if isinstance(parent, ast.withitem) and parent.optional_vars is not None:
        return [parent.optional_vars]
    return []


def _given(project: Project, module: Module, call: ast.Call, argument: ast.expr) -> Iterator[Carrier]:
    """Yield where an argument goes: a parameter, an attribute, click's context, and with what an accessor hands on."""
    yield from _parameters(project, module, call, argument)
    target = set_target(project.program, module, call)
    if target is not None and call.args[2] is argument:
        yield from target_carriers(project, module, target)
        yield from set_parameters(project, module, target)
    if updates_globals(call):
        yield from (Carrier("global", module, k.arg) for k in call.keywords if k.value is argument and k.arg)
    if (module, argument) in project.references.inference.click.puts:
        yield from command_object(project)
    if argument in handed_on(project, module, call):
        yield from written_carriers(project, module, call)


def _parameters(project: Project, module: Module, call: ast.Call, argument: ast.expr) -> Iterator[Carrier]:
    made = made_call(project.references.inference, module, call)
    call = made if argument is not made.func else call
    for function in called_functions(project, module, call):
        runs = [(function, call)]
        wrappers = wrappers_of(project.references.inference, function)
        runs += [(wrapper, call_of_wrapper(call, function)) for wrapper in wrappers]
        if function.short == "__call__":  # of an object in a function's place, which is called by that one's name
            wrapped = wrapped_by(project.references.inference, function)
            runs += [(one, call) for one in wrapped if one.short == called_name(call)]
        for run, made in runs:
            name = parameter_of(made, argument, run) or _further(made, argument, run)
            if name is not None and run is not function and _is_handed_on(project, run, name):
                continue
            if name is not None:
                yield Carrier("local", run, name)
    for cls, made in classes_made(project, module, call):
        yield from _field(project, cls, field_given(project.program, cls, made, argument))
    if called_name(call) == "Depends":
        yield from written_carriers(project, module, call)


def _given_to_start(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the parameter that gets one of the arguments with which a thread starts: `Thread(target=f, args=(x,))`."""
    arguments = module.parents[node]
    around = module.parents[arguments] if isinstance(arguments, ast.Tuple | ast.List | ast.Dict) else arguments
    call = module.parents[around] if isinstance(around, ast.keyword) else around
    if call is not arguments and isinstance(call, ast.Call) and called_name(call) in STARTING:
        yield from _parameters(project, module, call, node)


def _further(call: ast.Call, argument: ast.expr, function: Function) -> str | None:
    """Return the `*rest` or `**names` of the function that gets the argument."""
    rest, named = function.node.args.vararg, function.node.args.kwarg
    if rest is not None and argument in arguments_beyond(call, function):
        return rest.arg
    return named.arg if named is not None and argument in keywords_beyond(call, function) else None


def _is_handed_on(project: Project, wrapper: Function, name: str) -> bool:
    """Tell whether a wrapper only hands its `*rest` or `**names` on: to what it wraps, which gets them as it is."""
    if any(param.arg == name for param in wrapper.params):
        return False
    reads = project.program.loads.within(wrapper.module, name)
    around = (wrapper.module.parents[n] for n in reads if project.program.enclosing(wrapper.module, n) is wrapper)
    return all(isinstance(parent, ast.Starred | ast.keyword) for parent in around)


def _spread(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the parameters of which one may get what a call spreads: `f(*parts)`, `f(**names)`."""
    parent = module.parents[node]
    by_name = isinstance(parent, ast.keyword) and parent.arg is None
    call = module.parents[parent] if by_name or isinstance(parent, ast.Starred) else None
    if not isinstance(call, ast.Call):
        return
    for function in called_functions(project, module, call):
        arguments = function.node.args
        rest = arguments.kwarg if by_name else arguments.vararg
        for param in (*function.params[is_bound(call, function) :], *([rest] if rest is not None else [])):
            if param is rest or may_hold(project, function.module, param.annotation):
                yield Carrier("local", function, param.arg)
    for cls, _ in classes_made(project, module, call):
        for name in (name for name in fields_of(project.program, cls) if has_field(project, cls, name)):
            yield from _field(project, cls, name)


def _given_to_remake(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the fields that get the value where an object is copied, or made by a method of a library's class."""
    call = call_giving(module, node)
    for cls, made in made_by_method(project.references.inference, module, call) if call is not None else ():
        for keyword in (keyword for keyword in made.keywords if keyword.value is node):
            whole = (name for name in fields_of(project.program, cls) if has_field(project, cls, name))
            for name in whole if keyword.arg is None else [keyword.arg]:
                yield from _field(project, cls, name)


def _field(project: Project, cls: Class, name: str | None) -> Iterator[Carrier]:
    """Yield the field of a dataclass, and the parameter that gets one of the kind `InitVar`."""
    if name in fields_of(project.program, cls) and name is not None:
        yield from class_carriers(project, cls, name)
    further = find_method(project.program, cls, "__post_init__")
    for param in further.params[1:] if further is not None else ():
        if further is not None and param.arg == name:
            yield Carrier("local", further, param.arg)


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
    function = project.program.owner.get(parent.body[0])
    for parameter in function.params if function is not None else ():
        if function is not None and function.default_of(parameter.arg) is node:
            yield Carrier("local", function, parameter.arg)
