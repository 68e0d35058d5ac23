"""Parameters: what reaches them, by annotation, fixture, patch or call."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types import calls, members, operators
from tools.ferry.types.annotations import annotated_values, names_function
from tools.ferry.types.arguments import argument_of, arguments_beyond, position_of
from tools.ferry.types.fixtures import fixture_for, parametrized
from tools.ferry.types.flow import (
    arguments_for,
    as_named,
    call_of_wrapper,
    called_by_value,
    calls_of,
    decorated_by,
    wrapped_by,
)
from tools.ferry.types.names import descendants, made_by_metaclass
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
        made = made_by_metaclass(inference.program, function.cls) if kind is Instance else ()
        return frozenset(ClassRef(cls) for cls in made) or frozenset(kind(cls) for cls in heirs or (function.cls,))
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
    found |= _from_calls_by_value(inference, function, name)
    if function.outer is not None and function.params[0].arg == name:
        methods = (one for one in wrapped_by(inference, function) if not is_called_on_class(one))
        found |= frozenset(Instance(one.cls) for one in methods if one.cls is not None)
    given = function.params[1:2] if function.cls is not None and not is_static(function) else function.params[:1]
    if any(param.arg == name for param in given):
        decorated = list(decorated_by(inference, function))
        found |= frozenset(ClassRef(one) if isinstance(one, Class) else FunctionRef(one) for one in decorated)
    return found


def _from_calls_by_value(inference: Inference, function: Function, name: str) -> Values:
    """Return what the function gets where it is called by another name, or `map` calls it for each of a collection."""
    found = NOTHING
    for run in _runs(inference, function):
        for module, argument in _given(inference, run, function, name):
            found |= inference.of(module, argument)
    for module, argument in _mapped(inference, function, name):
        found |= calls.iterated(inference, inference.of(module, argument))
    return found


class _Run(NamedTuple):
    """A call of what holds a function; `call` is the same as one of another: by its name, or of its wrapper."""

    module: Module
    node: ast.Call
    function: Function
    call: ast.Call


def _runs(inference: Inference, function: Function) -> Iterator[_Run]:
    """Yield the calls of the function, or of what it wraps as a decorator's wrapper, by what holds that."""
    for module, node in called_by_value(inference, function):
        yield from (_Run(module, node, function, call) for call in as_named(inference, function, node))
    for wrapped in wrapped_by(inference, function):
        for run in _runs(inference, wrapped):
            yield run._replace(call=call_of_wrapper(run.call, wrapped))


def _given(inference: Inference, run: _Run, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what a call gives the parameter, also by way of a parameter or the `*args` of the function around it."""
    argument = argument_of(run.call, function, name)
    around = inference.program.enclosing(run.module, run.node)
    chooser = _chooser(inference, run)
    if argument is not None and (chooser is None or around is None or not _is_passed_on(around, argument)):
        yield run.module, argument
        return
    position, spread = position_of(run.call, function, name), run.call.args[-1] if run.call.args else None
    rest = spread.value if isinstance(spread, ast.Starred) else None
    is_rest = around is not None and isinstance(rest, ast.Name) and _gathers(around, rest.id)
    if around is None or not (is_rest or argument is not None):
        return
    for module, outer in _outer_calls(inference, run, around, chooser):
        if isinstance(argument, ast.Name):
            passed = argument_of(outer, around, argument.id) or around.default_of(argument.id)
            yield from [(module, passed)] if passed is not None else []
        elif position is not None:
            given = [*run.call.args[:-1], *arguments_beyond(outer, around)][: position + 1]
            is_clear = position < len(given) and not any(isinstance(one, ast.Starred) for one in given)
            yield from [(module, given[position])] if is_clear else []


def _chooser(inference: Inference, run: _Run) -> Function | None:
    """Return the function of which a parameter says what is called there: `def wait(func, key): return func(key)`."""
    func = run.node.func
    binder = inference.program.binder(run.module, func) if isinstance(func, ast.Name) else None
    is_parameter = binder is not None and any(param.arg == called_name(func) for param in binder.params)
    return binder if is_parameter else None


def _outer_calls(
    inference: Inference, run: _Run, around: Function, chooser: Function | None
) -> Iterable[tuple[Module, ast.Call]]:
    """Return the calls of the function around a run that lead to it: where they say what is called, those that say so.

    Those of what a decorator wraps are none for its wrapper, `return func(*args)`: a call by its name is known as such.
    """
    if chooser is None:
        return calls_of(inference, around)
    if chooser is not around:
        return inference.by_value.of(around)
    name, meant = called_name(run.node.func), FunctionRef(run.function)
    outer = ((module, call, argument_of(call, around, name)) for module, call in calls_of(inference, around))
    return [(m, call) for m, call, given in outer if given is not None and meant in inference.of(m, given)]


def _is_passed_on(function: Function, argument: ast.expr) -> bool:
    """Tell whether the argument is what the function got itself, other than the object of a method."""
    own = function.params[function.cls is not None :]
    return isinstance(argument, ast.Name) and any(param.arg == argument.id for param in own)


def _gathers(function: Function, name: str) -> bool:
    """Tell whether the name is that of its `*args`."""
    return getattr(function.node.args.vararg, "arg", "") == name


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
