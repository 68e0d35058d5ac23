"""What fills a carrier: the values that are assigned to it, passed for it, or returned."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.carriers.application_state import put_into_state
from tools.ferry.carriers.fields import calls_giving_fields, given_to_field, has_field, mocks_spread_under
from tools.ferry.carriers.loads import fixture_users
from tools.ferry.carriers.places import (
    attribute_carriers,
    called_functions,
    class_carriers,
    command_object,
    entering,
    stand_in_carriers,
    variable_after_module,
)
from tools.ferry.carriers.setters import values_set
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.trace.made_of import results
from tools.ferry.trace.overrides import given_instead_of
from tools.ferry.trace.put_by_tests import put_by_tests
from tools.ferry.trace.replaced_attributes import names_of_mock, puts_of
from tools.ferry.trace.replaced_functions import given_by_patch, replacing
from tools.ferry.trace.sources import is_mock, wrapped_in
from tools.ferry.types.arguments import argument_of, arguments_beyond, keywords_beyond
from tools.ferry.types.by_text import put_into_globals
from tools.ferry.types.calls import MOCKS, iterated
from tools.ferry.types.collections import Put, paired, puts_into_attribute, puts_into_variable
from tools.ferry.types.fields import own_fields
from tools.ferry.types.fixtures import fixture_for, is_fixture, parametrized, requested_rows
from tools.ferry.types.flow import (
    as_named,
    built_by,
    call_around,
    call_of_wrapper,
    called_by_value,
    is_constructor,
    made_call,
    wrapped_by,
)
from tools.ferry.types.members import stores_of
from tools.ferry.types.named_tuples import field_at
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.spread import spread_by_name
from tools.ferry.types.values import Instance, Mock
from tools.ferry.uses.namesakes import namesakes
from tools.ferry.uses.overriding import named_by_base

_STAND_INS = frozenset({*MOCKS, "SimpleNamespace"})

Feeder = tuple[Module, ast.expr] | Carrier
"""An expression whose value goes into a carrier, or another carrier that does."""


def feeders(project: Project, carrier: Carrier) -> Iterator[Feeder]:
    """Yield what fills the carrier: of a mock also the object around which it is made, for `request.param` each row."""
    for fed in _feeders(project, carrier):
        if isinstance(fed, Carrier):
            yield fed
            continue
        yield from requested_rows(project.program, *fed) or [fed]
        yield from ((fed[0], wrapped) for wrapped in wrapped_in(fed[1]))


def _feeders(project: Project, carrier: Carrier) -> Iterator[Feeder]:
    match carrier.owner:
        case Function() as function if carrier.kind == "local":
            yield from _assigned(project, function, carrier.name)
            yield from _arguments(project, function, carrier.name)
            yield from values_set(project, function, carrier.name)
            rows = parametrized(project.program, function, carrier.name)
            yield from ((module, row) for module, row in rows if not isinstance(row, ast.Constant))
            if project.references.inference.click.receives(function, carrier.name):
                yield from command_object(project)
        case Function() as function if carrier.name.startswith("["):
            position = int(carrier.name[1:-1])
            for value in function.returns:
                if isinstance(value, ast.Tuple) and -len(value.elts) <= position < len(value.elts):
                    yield function.module, value.elts[position]
        case Function() as function if carrier.kind == "return":
            yield from results(function)
            yield from _stubbed(project, function)
            for module, patch in replacing(project, function):
                yield from given_by_patch(project, module, patch)
            for given in given_instead_of(project, function):
                yield Carrier("return", given, "") if isinstance(given, Function) else given
        case Class() as cls:
            for heir in descendants(project.program, cls):
                values = [value for _, value, _ in heir.assigned.get(carrier.name, []) if value is not None]
                yield from ((heir.module, value) for value in values)
                yield from (Carrier("return", one, "") for v in values for one in _getters(project, heir.module, v))
            yield from given_to_field(project, cls, carrier.name) if has_field(project, cls, carrier.name) else ()
            yield from _put_on_objects(project, carrier)
            yield from _put_by_tests(project, carrier)
            yield from _put_inside(puts_into_attribute(project.references.inference, cls, carrier.name))
            yield from _told_stand_ins(project, carrier)
        case Module() as module:
            yield from _of_module(project, module, carrier)


def _getters(project: Project, module: Module, value: ast.expr) -> Iterator[Function]:
    """Yield what gives the attribute for which a class has the value: the `__get__` of a descriptor."""
    for kind in project.references.inference.of(module, value):
        getter = find_method(project.program, kind.cls, "__get__") if isinstance(kind, Instance) else None
        if getter is not None:
            yield getter


def _of_module(project: Project, module: Module, carrier: Carrier) -> Iterator[Feeder]:
    if carrier.kind == "attr" and carrier.name == "obj":
        yield from project.references.inference.click.puts
    elif carrier.kind == "attr":
        yield from put_into_state(project, carrier)
    elif carrier.kind == "told":
        yield from _told(project, module, carrier)
    elif carrier.kind == "global":
        yield from _put_into_variable(project, module, carrier)


def _put_inside(puts: Iterable[Put]) -> Iterator[Feeder]:
    """Yield what is put into the collection that a carrier holds: `self.made[name] = make()`."""
    yield from ((module, value) for module, value, _ in puts if not isinstance(value, ast.Constant))


def _put_on_objects(project: Project, carrier: Carrier) -> Iterator[Feeder]:
    """Yield what code puts into an attribute of objects of the class from outside: `registry.store = make()`."""
    for module, value, target in stores_of(project.program, carrier.name):
        for kind in project.references.inference.of(module, target.value):
            if isinstance(kind, Instance) and carrier in class_carriers(project, kind.cls, carrier.name):
                yield module, value


def _put_by_tests(project: Project, carrier: Carrier) -> Iterator[Feeder]:
    """Yield what tests put in the place of an attribute or a variable: `patch.object(desk, "store", fake)`."""
    for put in puts_of(project, carrier.name):
        held = put.variable(project) == (carrier.owner, carrier.name)
        held = held or any(carrier in class_carriers(project, cls, carrier.name) for cls in put.classes(project))
        if held and put.is_followed(project) and not isinstance(put.value, ast.Constant):
            yield put.module, put.value
            yield from names_of_mock(project, put.module, put.call) if put.value is put.call else ()


def _told_stand_ins(project: Project, carrier: Carrier) -> Iterator[Feeder]:
    """Yield what tests put into the attribute of mocks and namespaces that stand for objects of the class."""
    program, inference = project.program, project.references.inference
    for module, value, target in stores_of(program, carrier.name):
        for mock in [kind for kind in inference.of(module, target.value) if isinstance(kind, Mock)]:
            if carrier in stand_in_carriers(project, mock, carrier.name):
                yield module, value
    for module, name in (place for maker in sorted(_STAND_INS) for place in program.loads.get(maker, [])):
        made = module.parents[name]
        told = [k.value for k in made.keywords if k.arg == carrier.name] if isinstance(made, ast.Call) else []
        if told and carrier in stand_in_carriers(project, Mock(made, module), carrier.name):
            yield module, told[0]


def _told(project: Project, module: Module, carrier: Carrier) -> Iterator[Feeder]:
    """Yield what a mock or a namespace is told to have: where it is made, `Mock(store=store)`, or later."""
    name = carrier.name.rpartition(".")[2]
    for call in module.nodes(ast.Call):
        for keyword in call.keywords:
            if keyword.arg == name and carrier.name == f"{call.lineno}:{call.col_offset}.{name}":
                yield module, keyword.value
    for owner, value, target in stores_of(project.program, name):
        if owner is module and carrier in attribute_carriers(project, module, target):
            yield module, value


def _put_into_variable(project: Project, module: Module, variable: Carrier) -> Iterator[Feeder]:
    yield from ((module, v) for _, v in module.assigned.get(variable.name, []) if v is not None)
    yield from _put_inside(puts_into_variable(project.references.inference, (module, variable.name)))
    yield from put_into_globals(project.program, module, variable.name)
    yield from put_by_tests(project, module, variable.name)
    yield from _put_by_tests(project, variable)
    for setter, value, target in stores_of(project.program, variable.name):
        if variable_after_module(project, setter, target) == variable:
            yield setter, value


def _assigned(project: Project, function: Function, name: str) -> Iterator[Feeder]:
    module = function.module
    for _, value, how in function.assigned.get(name, []):
        if value is not None and how in {"value", "enter", "element", "rest:value"}:
            yield module, value
            if how == "enter":
                # `with context as name` binds what the context's `__enter__` returns.
                yield from (Carrier("return", method, "") for method in entering(project, module, value))
        elif value is not None and how == "item:1:element" and (pairs := paired(value)) is not None:
            yield module, pairs
        elif value is not None and how.startswith("item:"):
            literal = how.endswith(":element") and isinstance(value, ast.List | ast.Tuple | ast.Set)
            if (column := _column(value, how)) is not None:
                yield from ((module, part) for part in column)
            elif literal or isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
                yield module, value  # any item of the tuple, or of the tuples inside
            if how.endswith((":element", ":value")):
                yield from _unpacked(project, module, value, how)


def _column(rows: ast.expr, how: str) -> list[ast.expr] | None:
    """Return what a loop over rows that are written there unpacks into the variable: `for a, b in [(1, 2), (3, 4)]`.

    None where they are not all written, or the variable is not unpacked of them.
    """
    kind, *positions = reversed(how.removeprefix("item:").replace(":item:", ":").split(":"))
    if kind != "element" or not isinstance(rows, ast.List | ast.Tuple | ast.Set):
        return None
    parts = rows.elts
    for position in positions:
        tuples = [part for part in parts if isinstance(part, ast.Tuple | ast.List)]
        if not position.lstrip("-").isdecimal() or len(tuples) < len(parts):
            return None
        if any(isinstance(part, ast.Starred) for row in tuples for part in row.elts):
            return None
        parts = [row.elts[int(position)] for row in tuples if -len(row.elts) <= int(position) < len(row.elts)]
    return parts or None


def _unpacked(project: Project, module: Module, value: ast.expr, how: str) -> Iterator[Feeder]:
    """Yield the item of a tuple that is returned, or the field of a named tuple, from which a variable is unpacked."""
    inference, position = project.references.inference, int(how.split(":")[1])
    rows = inference.of(module, value)
    if how.endswith(":element"):
        rows = iterated(inference, rows)
    elif isinstance(value, ast.Call):
        for called in called_functions(project, module, value):
            yield Carrier("return", called, f"[{position}]")
    for row in rows:
        if isinstance(row, Instance) and (field := field_at(row.cls, position)) is not None:
            yield from class_carriers(project, row.cls, field)


def _stubbed(project: Project, method: Function) -> Iterator[Feeder]:
    """Yield what stubs of a method give: `service.layer_of = lambda: mock`, `= Mock(return_value=mock)`."""
    if method.cls is None:
        return
    for module, value, target in stores_of(project.program, method.short):
        owners = project.references.inference.of(module, target.value)
        if not any(isinstance(o, Instance) and method.cls in ancestry(project.program, o.cls) for o in owners):
            continue
        if isinstance(value, ast.Lambda):
            yield module, value.body
        elif is_mock(value):
            yield from ((module, keyword.value) for keyword in value.keywords if keyword.arg == "return_value")


def _arguments(project: Project, function: Function, name: str) -> Iterator[Feeder]:
    calls = [*_calls_of(project, function)]
    for wrapped in wrapped_by(project.references.inference, function):
        calls += ((module, call_of_wrapper(call, wrapped)) for module, call in _calls_of(project, wrapped))
    rest, named = function.node.args.vararg, function.node.args.kwarg
    for module, call in calls:
        value = argument_of(call, function, name)
        if value is not None:
            yield from [(module, value)] if value in module.parents else []
        elif rest is not None and rest.arg == name:
            given = arguments_beyond(call, function)
            yield from ((module, argument) for argument in given if argument in module.parents)
        elif named is not None and named.arg == name:
            yield from ((module, argument) for argument in keywords_beyond(call, function))
        else:
            spread = spread_by_name(project.references.inference, module, call)
            yield from ((module, one) for one, under in spread if under == name)
            yield from mocks_spread_under(project, module, call, name)


def _calls_of(project: Project, function: Function) -> list[tuple[Module, ast.Call]]:
    """Return the calls of the function that the migration is about; kept, as each of its parameters asks."""
    if function not in project.calls:
        project.calls[function] = list(_find_calls(project, function))
    return project.calls[function]


def _find_calls(project: Project, function: Function) -> Iterator[tuple[Module, ast.Call]]:
    named = (
        built_by(project.program, function) if is_constructor(function) else [function, *namesakes(project, function)]
    )
    inference = project.references.inference
    places = [place for one in named for place in project.references.to(one)]
    for module, reference in (*places, *named_by_base(project, function)):
        call = call_around(inference, module, reference)
        made = made_call(inference, module, call) if call is not None else None
        if made is None or made.func is not reference:
            continue
        if call not in project.layer and not project.is_retired(module):
            yield module, made
    for module, call in called_by_value(inference, function):
        if call not in project.layer and not project.is_retired(module):
            yield from ((module, one) for one in as_named(inference, function, call))


def through_fixtures(project: Project, carrier: Carrier) -> Iterator[tuple[Carrier, Carrier]]:
    """Yield the carrier with the parameters that receive a fixture's value, or with the fixture that gives it."""
    if not isinstance(carrier.owner, Function):
        return
    if carrier.kind == "return" and is_fixture(carrier.owner):
        yield from ((carrier, user) for user in fixture_users(project, carrier.owner))
    elif carrier.kind == "local" and any(p.arg == carrier.name for p in carrier.owner.params):
        fixture = fixture_for(project.program, carrier.owner, carrier.name)
        if fixture is not None:
            yield Carrier("return", fixture, ""), carrier


def spread_arguments(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the arguments of which a parameter or a field may receive one, and no name or position says so.

    `*args`, `**names`.
    """
    for module, call in calls_giving(project, carrier):
        yield from ((module, argument) for argument in call.args if isinstance(argument, ast.Starred))
        yield from ((module, keyword.value) for keyword in call.keywords if keyword.arg is None)


def calls_giving(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that give the parameter, or the field of a class without a constructor of its own."""
    match carrier.kind, carrier.owner:
        case "local", Function() as function if any(param.arg == carrier.name for param in function.params):
            yield from _calls_of(project, function)
        case "attr", Class() as cls if carrier.name in own_fields(cls):
            calls = ((module, call) for _, module, call in calls_giving_fields(project, cls))
            yield from ((module, call) for module, call in calls if not project.is_retired(module))
