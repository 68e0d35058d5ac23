"""The classes of tests for which pytest runs a fixture: `request.cls` there, and `request.instance` their objects."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.fixtures import fixture_for, fixture_name, is_fixture, serves_tests
from tools.ferry.types.names import ancestry, descendants


def requested_classes(program: Program, module: Module, node: ast.Attribute) -> list[Class]:
    """Return what `request.cls`, or the class of `request.instance`, is in a fixture."""
    holder = node.value
    if node.attr not in {"cls", "instance"} or not isinstance(holder, ast.Name) or holder.id != "request":
        return []
    function = program.binder(module, holder)
    while function is not None and not is_fixture(function):
        function = function.outer
    return list(_classes_using(program, function, frozenset())) if function is not None else []


def _classes_using(program: Program, fixture: Function, seen: frozenset[Function]) -> Iterator[Class]:
    """Yield the classes that ask for the fixture, or for one that asks for it."""
    asked = fixture_name(fixture)
    asking = [f for f in program.functions.values() if any(p.arg == asked for p in f.params)]
    users = [f for f in asking if fixture_for(program, f, asked) is fixture]
    for cls in descendants(program, fixture.cls) if fixture.cls is not None else program.classes.values():
        family = ancestry(program, cls)
        tests = [method for one in family for name, method in one.methods.items() if name.startswith("test")]
        named = _is_autouse(fixture) or any(_uses(one, asked) for one in family)
        seen_there = any(fixture_for(program, test, asked) is fixture for test in tests if named)
        if seen_there or (tests and any(user.cls in family and not is_fixture(user) for user in users)):
            yield cls
    for user in users:
        if is_fixture(user) and user not in seen and serves_tests(user.module):
            yield from _classes_using(program, user, seen | {fixture})


def _is_autouse(fixture: Function) -> bool:
    calls = [d for d in fixture.decorators if isinstance(d, ast.Call)]
    return any(keyword.arg == "autouse" for call in calls for keyword in call.keywords)


def _uses(cls: Class, name: str) -> bool:
    """Tell whether the class, or its module as a whole, is marked to use the fixture."""
    kept = [value for table in (cls.assigned, cls.module.assigned) for _, value, *_ in table.get("pytestmark", [])]
    marks = [*cls.node.decorator_list]
    for value in kept:
        marks += value.elts if isinstance(value, ast.List | ast.Tuple) else [value] if value is not None else []
    calls = [mark for mark in marks if isinstance(mark, ast.Call) and called_name(mark) == "usefixtures"]
    return any(isinstance(a, ast.Constant) and a.value == name for call in calls for a in call.args)
