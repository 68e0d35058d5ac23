"""The classes of tests for which pytest runs a fixture: `request.cls` there, and `request.instance` their objects."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.fixtures import fixture_for, is_fixture, is_test_file
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
    file = fixture.module.file
    folder = file.removesuffix("conftest.py") if file.endswith("conftest.py") else file
    around = descendants(program, fixture.cls) if fixture.cls is not None else program.classes.values()
    near = [cls for cls in around if fixture.cls is not None or cls.module.file.startswith(folder)]
    asking = [f for f in program.functions.values() if any(p.arg == fixture.short for p in f.params)]
    users = [f for f in asking if fixture_for(program, f, fixture.short) is fixture]
    for cls in near:
        family = ancestry(program, cls)
        if not any(name.startswith("test") for one in family for name in one.methods):
            continue
        named = _is_autouse(fixture) or any(_uses(one, fixture.short) for one in family)
        if named or any(user.cls in family and not is_fixture(user) for user in users):
            yield cls
    for user in users:
        if is_fixture(user) and user not in seen and is_test_file(user.module):
            yield from _classes_using(program, user, seen | {fixture})


def _is_autouse(fixture: Function) -> bool:
    calls = [d for d in fixture.decorators if isinstance(d, ast.Call)]
    return any(keyword.arg == "autouse" for call in calls for keyword in call.keywords)


def _uses(cls: Class, name: str) -> bool:
    """Tell whether the class is marked to use the fixture."""
    marks = [d for d in cls.node.decorator_list if isinstance(d, ast.Call) and called_name(d) == "usefixtures"]
    return any(isinstance(a, ast.Constant) and a.value == name for mark in marks for a in mark.args)
