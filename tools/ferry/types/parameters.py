"""Parameters: what reaches them, by annotation, fixture, patch or call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, Module
from tools.ferry.types import calls, members, operators
from tools.ferry.types.annotations import annotated_values, names_function
from tools.ferry.types.arguments import argument_of, arguments_beyond
from tools.ferry.types.fixtures import fixture_for, parametrized
from tools.ferry.types.flow import arguments_for, called_by_value, calls_of, decorated_by, wrapped_by
from tools.ferry.types.names import descendants
from tools.ferry.types.patched import mock_of, patched_parameter
from tools.ferry.types.values import NOTHING, ClassRef, Collection, External, FunctionRef, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

_MAPPING = frozenset({"filter", "map"})


def of_param(inference: Inference, function: Function, position: int, param: ast.arg) -> Values:
    """Return what a parameter can be: `self`, its annotation, the fixture of its name, its default."""
    if position == 0 and function.cls is not None and not is_static(function):
        kind = ClassRef if is_class_method(function) else Instance
        heirs = descendants(inference.program, function.cls)[1:] if function.short == "__init_subclass__" else ()
        return frozenset(kind(cls) for cls in heirs or (function.cls,))
    declared = annotated_values(inference.program, function.module, param.annotation)
    patch = patched_parameter(function, param.arg)
    if patch is not None:
        return mock_of(inference, function.module, patch)
    fixture = fixture_for(inference.program, function, param.arg)
    given = members.returned(inference, fixture) if fixture is not None else NOTHING
    if given:
        return given
    is_vague = all(isinstance(v, External) for v in declared)
    if not is_vague and not names_function(inference.program, function.module, param.annotation):
        return declared
    rows = parametrized(inference.program, function, param.arg)
    passed = frozenset(value for module, row in rows for value in inference.of(module, row))
    passed = passed or _from_calls(inference, function, param.arg)
    if position == 1 and function.cls is not None and function.short.startswith("__"):
        passed |= operators.right_operands(inference, function)
    passed |= inference.click.passed(function, param.arg)
    default = function.default_of(param.arg)
    passed |= inference.of(function.module, default) if default is not None else NOTHING
    return (passed or declared) if is_vague else passed | declared


def _from_calls(inference: Inference, function: Function, name: str) -> Values:
    """Return what the callers of `function` pass for the parameter; only asked where there is no annotation."""
    found = NOTHING
    for module, value in arguments_for(inference, function, name):
        found |= inference.of(module, value)
    if not found and _is_called(inference, function, name):
        found = _from_calls_by_value(inference, function, name)
    if function.outer is not None and function.params[0].arg == name:
        methods = (one for one in wrapped_by(inference, function) if not is_called_on_class(one))
        found |= frozenset(Instance(one.cls) for one in methods if one.cls is not None)
    given = function.params[1:2] if function.cls is not None and not is_static(function) else function.params[:1]
    if any(param.arg == name for param in given):
        decorated = list(decorated_by(inference, function))
        found |= frozenset(ClassRef(one) if isinstance(one, Class) else FunctionRef(one) for one in decorated)
    return found


def _is_called(inference: Inference, function: Function, name: str) -> bool:
    """Tell whether the function calls what the parameter gets."""
    reads = inference.program.loads.within(function.module, name)
    around = ((node, function.module.parents[node]) for node in reads if isinstance(node, ast.Name))
    calls = (node for node, call in around if isinstance(call, ast.Call) and call.func is node)
    return any(inference.program.binder(function.module, node) is function for node in calls)


def _from_calls_by_value(inference: Inference, function: Function, name: str) -> Values:
    """Return what the function gets where it is called by another name, or `map` calls it for each of a collection."""
    found = NOTHING
    for module, call in called_by_value(inference, function):
        argument = argument_of(call, function, name)
        found |= inference.of(module, argument) if argument is not None else NOTHING
    for module, argument in _mapped(inference, function, name):
        found |= calls.iterated(inference, inference.of(module, argument))
    return found


def _mapped(inference: Inference, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the collections of which `map` and `filter` give each element to the parameter."""
    position = next((n for n, param in enumerate(function.params) if param.arg == name), 0) + 1
    named = [(function.module, function.node)] if isinstance(function.node, ast.Lambda) else []
    for module, node in named or inference.program.loads.get(function.short, []):
        call = module.parents[node]
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _MAPPING:
            is_given = call.args[0] is node and (named or FunctionRef(function) in inference.of(module, node))
            yield from ((module, argument) for argument in call.args[position : position + 1] if is_given)


def of_rest(inference: Inference, function: Function) -> Values:
    """Return the collection of what the callers pass for `*args`."""
    found = NOTHING
    for module, call in calls_of(inference, function):
        for argument in arguments_beyond(call, function):
            given = inference.of(module, argument)
            spread = isinstance(argument, ast.Starred)
            found |= frozenset(e for v in given if isinstance(v, Collection) for e in v.elements) if spread else given
    return frozenset({Collection(found)}) if found else NOTHING


def of_further_names(inference: Inference, function: Function) -> Values:
    """Return the collection of what the callers pass for `**names`."""
    found = NOTHING
    own = {param.arg for param in function.params}
    for module, call in calls_of(inference, function):
        for keyword in call.keywords:
            given = inference.of(module, keyword.value) if keyword.arg not in own else NOTHING
            spread = frozenset(e for v in given if isinstance(v, Collection) for e in v.elements)
            found |= spread if keyword.arg is None else given
    return frozenset({Collection(found)}) if found else NOTHING


def is_called_on_class(function: Function) -> bool:
    """Tell whether a method is one of its class, not of an object: `Store.instance()`."""
    return is_static(function) or is_class_method(function)


def is_static(function: Function) -> bool:
    """Tell whether it is a static method."""
    return any(getattr(d, "id", "") == "staticmethod" for d in function.decorators)


def is_class_method(function: Function) -> bool:
    """Tell whether its first parameter is the class."""
    implicit = function.short in {"__new__", "__init_subclass__", "__class_getitem__"}
    return implicit or any(getattr(d, "id", "") == "classmethod" for d in function.decorators)
