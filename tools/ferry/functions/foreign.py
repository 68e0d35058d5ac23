"""Classes that derive from a library's: it may call their methods by itself, and is not known to await them."""

import ast
import sys

from tools.ferry.functions.decorators import AWAITING
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function
from tools.ferry.types.names import ancestry, descendants, resolve_expression
from tools.ferry.uses.cases import ASYNC_FORMS, is_case

_SILENT = frozenset({
    "pydantic", "pydantic_settings", "sqlalchemy", "sqlmodel", "attr", "attrs", "msgspec", "typing_extensions", "zope",
    "tornado", "gevent", "six", "abc",
})  # fmt: skip
"""Packages whose base classes call only what is declared as theirs, or await it."""

_HOOKS = {
    "flask": frozenset(
        {"default", "dumps", "loads", "log_exception", "make_null_session", "open_session", "save_session"}
    ),
    "pydantic": frozenset({"model_post_init"}),
    "pydantic_settings": frozenset({"settings_customise_sources"}),
    "sqlalchemy": frozenset({"process_bind_param", "process_literal_param", "process_result_value"}),
    "sqlmodel": frozenset({"model_post_init"}),
    "tornado": frozenset({"get_current_user", "get_login_url", "initialize", "on_finish", "set_default_headers"}),
}
"""What their base classes declare to be overridden, call by themselves, and do not await."""


_IN_WORKER_THREADS = frozenset({"django", "rest_framework", "wagtail"})
"""Packages that call synchronous methods of their classes' heirs, and functions, in threads where no event loop runs.

So do Flask's extensions, whose names begin with `flask_`, and Django's. Under an asynchronous server, too, such a
method gets a thread of its own.
"""


_AWAITING_TESTS = frozenset({"django", "rest_framework", "wagtail", "channels", "asynctest", "tortoise"})
"""Packages whose classes of test cases await async tests."""


def runs_outside_loops(project: Project, function: Function) -> bool:
    """Tell whether a base class outside the tree calls the method, if it calls it, where no event loop runs.

    That is known of the library, or `sync_callers` names the base class; so does a test runner with a test.
    Not where an async method of the class may call it by a way that nobody follows.
    """
    if _is_test_of_library(project, function):
        return True
    if not _can_be_overridden(function) or function.cls is None:
        return False
    classes = ancestry(project.program, function.cls)
    bases = {base for cls in classes for base in _foreign_bases(project, cls)}
    known = any(calls_in_worker_threads(base) for base in bases) and may_be_called_by_library(project, function)
    outside = known or not bases.isdisjoint(project.config.sync_callers)
    return outside and not any(method.is_async for cls in classes for method in cls.methods.values())


def calls_in_worker_threads(name: str) -> bool:
    """Tell whether what has this dotted name is of a package that calls synchronous code where no event loop runs."""
    root = name.partition(".")[0]
    return root in _IN_WORKER_THREADS or root.startswith(("django_", "flask_"))


def is_hook(project: Project, function: Function) -> bool:
    """Tell whether a base class outside the tree is known to call the method by itself, without awaiting it."""
    return function.cls is not None and any(
        function.short in _HOOKS.get(root, ())
        for cls in ancestry(project.program, function.cls)
        for root in _foreign_roots(project, cls)
    )


def may_be_called_by_library(project: Project, function: Function) -> bool:
    """Tell whether the method may be one that a base class outside the tree calls by itself, or is a test of one."""
    if _is_test_of_library(project, function):
        return True
    if not _can_be_overridden(function) or function.cls is None:
        return False
    return any(_is_foreign(project, cls) for cls in ancestry(project.program, function.cls))


def _can_be_overridden(function: Function) -> bool:
    return function.cls is not None and not function.decorators and not function.short.startswith(("__", "test"))


def _is_test_of_library(project: Project, function: Function) -> bool:
    """Tell whether a library may run the test, or set it up: a coroutine that nobody awaits passes without a word.

    Its class, or an heir of that, has a base of which nothing says that it is no heir of `unittest.TestCase`.
    """
    is_test = function.short.startswith("test") or function.short in ASYNC_FORMS
    if function.cls is None or not is_test or is_case(project, function.cls):
        return False
    heirs = descendants(project.program, function.cls)
    classes = {cls for heir in heirs for cls in ancestry(project.program, heir)}
    return any(_is_foreign(project, cls, _AWAITING_TESTS) for cls in classes)


def _is_foreign(project: Project, cls: Class, known: frozenset[str] = frozenset()) -> bool:
    unknown = _foreign_roots(project, cls) - AWAITING - _SILENT - known - sys.stdlib_module_names
    return bool(unknown) and not unknown <= {name.partition(".")[0] for name in project.program.modules}


def _foreign_roots(project: Project, cls: Class) -> set[str]:
    """Return the packages outside the tree from which the class derives."""
    return {base.partition(".")[0] for base in _foreign_bases(project, cls)}


def _foreign_bases(project: Project, cls: Class) -> set[str]:
    """Return the classes outside the tree from which the class derives, by their dotted names."""
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in cls.node.bases)
    names = (resolve_expression(project.program, cls.module, base) for base in bases)
    return {name for name in names if isinstance(name, str) and "." in name}
