"""Async tests without the mark by which pytest-asyncio runs them in strict mode: older versions of pytest skip them."""

import ast
import re
from collections.abc import Iterable, Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import calls
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import ClassInfo, File

_HOOKS = re.compile(
    r"pytest_(?:collection|collect_file|pycollect|pyfunc|itemcollected|generate_tests|runtest|load_initial|cmdline)\w*"
    r"|\badd_marker\b|\bcollect_ignore|\bown_markers\b"
)
"""What may mark tests, run them, or leave some out."""
_NAMING = re.compile(r"\bpython_(?:functions|classes)\b|\baddopts\b[^\n]*?-p\s*(?!no:)\w")
"""Settings by which the names of tests begin with something else than `test` and `Test`, or that name a plugin."""
_NEUTRAL = {
    *(f"pytest.mark.{name}" for name in ("parametrize", "skipif", "usefixtures", "filterwarnings")),
    *(f"{module}{name}" for module in ("unittest.mock.", "mock.") for name in ("patch", "patch.object", "patch.dict")),
}
"""Decorators that neither mark a test for a plugin nor run it."""
_OF_ITS_OWN = {"__init__", "__new__", "__init_subclass__"}
_OWN_PLUGINS = {"pytester", "pytest_asyncio"}


def check_unmarked(eyes: Eyes, settings: list[str]) -> Iterator[Finding]:
    """Yield the tests that nothing runs; only what pytest collects by its default names counts."""
    if any(map(_NAMING.search, settings)):
        return
    shared = [file for file in eyes.tree.files if file.path.rpartition("/")[2] in {"conftest.py", "__init__.py"}]
    if any(_HOOKS.search(_source(file)) or _asks_for_plugins(eyes, file) for file in eyes.tree.files):
        return
    if any("pytestmark" in _source(file) for file in shared):
        return
    for file in eyes.tree.files:
        name = file.path.rpartition("/")[2]
        is_collected = name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))
        if is_collected and file not in eyes.retired and _is_unmarked(eyes, file, _assigned(file.tree.body)):
            for test in _tests(eyes, file, file.tree):
                text = f"`{test.name}` is async, and no mark lets pytest-asyncio run it in strict mode"
                yield finding(file, test, "unawaited", f"{text}; use `pytest.mark.asyncio`")


def _tests(eyes: Eyes, file: File, holder: ast.Module | ast.ClassDef) -> Iterator[ast.AsyncFunctionDef]:
    """Yield the unmarked async tests of a module or a class."""
    names = file.scopes[holder].names
    for node in holder.body:
        if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test"):
            is_alone = len(names.get(node.name, [])) == 1 and not calls.is_generator(node)
            if is_alone and not _is_used(eyes, file, node) and _is_unmarked(eyes, file, node.decorator_list):
                yield node
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _tests(eyes, file, node) if _is_collected(eyes, eyes.tree.classes[node]) else ()


def _is_used(eyes: Eyes, file: File, node: ast.AsyncFunctionDef) -> bool:
    """Tell whether code names the test: it may run it."""
    is_imported = f"{file.module}.{node.name}" in eyes.tree.imports
    return is_imported or bool(
        file.loads_of(file.scope_of(node), node.name) or eyes.tree.attribute_loads.get(node.name)
    )


def _is_collected(eyes: Eyes, cls: ClassInfo) -> bool:
    """Tell whether pytest makes tests of the class itself, and no base or heir of it says more of them."""
    lineage, is_complete = eyes.classes.lineage(cls)
    if not is_complete or eyes.classes.descendants(cls):
        return False
    for owner in lineage:
        told = [*owner.node.decorator_list, *_assigned(owner.node.body)]
        if owner.node.keywords or not _is_unmarked(eyes, owner.file, told):
            return False
        if "__test__" in owner.attributes or not _OF_ITS_OWN.isdisjoint(owner.methods):
            return False
    return True


def _assigned(body: Iterable[ast.stmt]) -> list[ast.expr]:
    """Return the marks that a module or a class gives to all of its tests."""
    found: list[ast.expr] = []
    for value in (_value_of(node) for node in body):
        found += value.elts if isinstance(value, ast.List | ast.Tuple) else [value] if value is not None else []
    return found


def _value_of(node: ast.stmt) -> ast.expr | None:
    """Return what a statement gives to `pytestmark`; one that says it in another way stands for itself."""
    match node:
        case ast.Assign(targets=[ast.Name("pytestmark")], value=value):
            return value
    if any(isinstance(part, ast.Name) and part.id == "pytestmark" for part in ast.walk(node)):
        return ast.Name("pytestmark", ast.Load())
    return None


def _is_unmarked(eyes: Eyes, file: File, marks: Iterable[ast.expr]) -> bool:
    """Tell whether the marks and decorators certainly do not let a plugin run a test."""
    for mark in marks:
        maker = mark.func if isinstance(mark, ast.Call) else mark
        if not isinstance(maker, ast.Attribute | ast.Name) or maker not in file.parents:
            return False
        paths = eyes.paths(file, maker)
        if not paths or not paths <= _NEUTRAL or "marks" in ast.unparse(mark):
            return False
    return True


def _asks_for_plugins(eyes: Eyes, file: File) -> bool:
    """Tell whether a file asks for a plugin of which nothing is known: `pytest_plugins = "company.testing"`."""
    scope = file.scopes[file.tree]
    values = [binding.value for binding in scope.names.get("pytest_plugins", [])]
    elements = [e for v in values for e in (v.elts if isinstance(v, ast.List | ast.Tuple) else [v])]
    return any(
        not isinstance(e, ast.Constant) or (e.value not in _OWN_PLUGINS and e.value not in eyes.tree.modules)
        for e in elements
    )


def _source(file: File) -> str:
    return file.source.decode("utf-8", errors="replace")
