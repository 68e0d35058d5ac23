"""Async tests, and what sets them up, that `unittest` calls and does not await: they pass without being run."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import ClassInfo, File

_PLAIN = {"unittest.TestCase", "unittest.case.TestCase", "flask_testing.TestCase", "testtools.TestCase"}
_AWAITING = {"unittest.IsolatedAsyncioTestCase", "unittest.async_case.IsolatedAsyncioTestCase"}
_NEUTRAL = {"object", "abc.ABC", "typing.Generic"}
_ASYNC_FORMS = {"setUp": "asyncSetUp", "tearDown": "asyncTearDown"}
_OF_THE_CLASS = {"setUpClass", "tearDownClass"}
_RUNNING = {"run", "__call__", "_callTestMethod", "_callSetUp", "_callTearDown"}
"""Methods by which a class can await its tests itself."""
_KEEPING = {"pytest", "unittest", "mock"}
"""Packages whose decorators give a coroutine function back as one."""


def check_cases(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for cls in (eyes.tree.classes[node] for node in file.nodes if isinstance(node, ast.ClassDef)):
        awaits = _awaits_tests(eyes, cls)
        for name, methods in cls.methods.items() if awaits is not None else ():
            is_test = name.startswith("test") and not awaits
            if not is_test and name not in _ASYNC_FORMS and name not in _OF_THE_CLASS:
                continue
            for method in methods:
                if isinstance(method, ast.AsyncFunctionDef) and _stays_async(eyes, file, method):
                    yield finding(file, method, "unawaited", f"`{name}` is async, and unittest {_remedy(name)}")


def _awaits_tests(eyes: Eyes, cls: ClassInfo) -> bool | None:
    """Tell whether the class of test cases awaits its tests; None where it is none, or more is not known of it."""
    lineage, _ = eyes.classes.lineage(cls)
    bases = {path for owner in lineage for base in owner.node.bases for path in eyes.paths(owner.file, base)}
    unknown = any(not eyes.values(owner.file, base) for owner in lineage for base in owner.node.bases)
    if unknown or bases.isdisjoint(_PLAIN | _AWAITING) or bases - _PLAIN - _AWAITING - _NEUTRAL:
        return None
    return None if any(name in owner.methods for owner in lineage for name in _RUNNING) else bool(bases & _AWAITING)


def _stays_async(eyes: Eyes, file: File, method: ast.AsyncFunctionDef) -> bool:
    roots = (
        {path.partition(".")[0] for path in eyes.paths(file, d.func if isinstance(d, ast.Call) else d)}
        for d in method.decorator_list
    )
    return all(root and root <= _KEEPING | {"classmethod"} for root in roots)


def _remedy(name: str) -> str:
    if name in _ASYNC_FORMS:
        return f"does not await it; name it `{_ASYNC_FORMS[name]}` in an `IsolatedAsyncioTestCase`"
    if name in _OF_THE_CLASS:
        return "never awaits it; let `asyncSetUp` do its work, or `asyncio.run`"
    return "does not await it: it passes without being run; derive from `unittest.IsolatedAsyncioTestCase`"
