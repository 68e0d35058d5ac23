"""`unittest`: classes of test cases, and which of their methods have an async form."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.names import ancestry, descendants, resolve_expression

ASYNC_FORMS = {"setUp": "asyncSetUp", "tearDown": "asyncTearDown", "addCleanup": "addAsyncCleanup"}
"""Method of a test case -> its async form in `IsolatedAsyncioTestCase`."""

_EXPECTING = {"assertRaises": 1, "raises": 1, "assertRaisesRegex": 2, "assertWarns": 1}
"""Functions that call what they are given and expect an error -> the position of the function."""

_RUNNER_NAMES = frozenset(
    f"{when}_{what}" for when in ("setup", "teardown") for what in ("module", "class", "method", "function")
) | {"setUpModule", "tearDownModule"}

_FIXED = frozenset({"setUpClass", "tearDownClass", "run", "debug", "id", "shortDescription", "countTestCases"})
_BASE = "unittest.TestCase"
_ASYNC_BASE = "unittest.IsolatedAsyncioTestCase"


def case_bases(project: Project, cls: Class) -> list[tuple[Class, ast.expr, str]]:
    """Return (class, base, dotted name) of each base that makes the class, or what derives from it, a case."""
    found = []
    for owner in {c: None for d in descendants(project.program, cls) for c in ancestry(project.program, d)}:
        for base in owner.node.bases:
            name = resolve_expression(project.program, owner.module, base)
            if isinstance(name, str) and name in {_BASE, _ASYNC_BASE}:
                found.append((owner, base, name))
    return found


def is_called_by_runner(function: Function) -> bool:
    """Tell whether pytest calls the function by its name, and does not await it: `setup_method`, `pytest_configure`."""
    file = function.module.file.rpartition("/")[2]
    if not (file.startswith("test_") or file.endswith("_test.py") or file == "conftest.py"):
        return False
    return function.outer is None and (
        function.short in _RUNNER_NAMES or (function.cls is None and function.short.startswith("pytest_"))
    )


def is_expectation(module: Module, call: ast.Call, position: int) -> bool:
    """Tell whether the call is a statement that expects an error of the function at `position` of its arguments.

    Of pytest's `raises` a variable may get the error: `error = raises(KeyError, load, 1)`.
    """
    if _EXPECTING.get(called_name(call.func)) != position:
        return False
    match module.parents[call]:
        case ast.Expr():
            return True
        case ast.Assign(targets=[ast.Name(name)]) if called_name(call.func) == "raises":
            return not any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(call))
    return False


def expectations(program: Program) -> Iterator[tuple[Module, ast.Call, ast.expr]]:
    """Yield each call that expects an error of a function, with the function that it is given."""
    for name, position in _EXPECTING.items():
        for module, node in program.loads.get(name, []):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and is_expectation(module, call, position):
                yield from ((module, call, given) for given in call.args[position : position + 1])


def is_case(project: Project, cls: Class) -> bool:
    """Tell whether objects of the class are test cases of `unittest`."""
    return bool(case_bases(project, cls))


def is_synchronous(name: str) -> bool:
    """Tell whether the base runs no event loop yet."""
    return name == _BASE


def cannot_wait(project: Project, function: Function) -> bool:
    """Tell whether the method of a test case has no async form."""
    return function.cls is not None and function.short in _FIXED and is_case(project, function.cls)
