"""What the standard library calls by itself: functions that it is given, and methods that its classes look for."""

import importlib
import inspect
import sys
from functools import cache

_PREFIXES = {
    "Cmd": ("do_", "help_", "complete_"),
    "BaseHTTPRequestHandler": ("do_",),
    "SimpleHTTPRequestHandler": ("do_",),
    "NodeVisitor": ("visit_",),
    "NodeTransformer": ("visit_",),
    "Loader": ("create_module", "exec_module"),
    "MetaPathFinder": ("find_spec",),
    "PathEntryFinder": ("find_spec",),
}
"""Class -> prefixes of the methods that it looks for by name."""

CALLING = frozenset({
    "dropwhile", "filter", "filterfalse", "groupby", "map", "reduce", "starmap", "sub", "subn", "takewhile",
})  # fmt: skip
"""Functions of the standard library that call their first argument, or (`sub`) their second."""


@cache
def overrides(base: str, method: str) -> bool:
    """Tell whether the standard library's class `base` (dotted) calls a method of this name, and does not await it."""
    module, _, name = base.rpartition(".")
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return False
    try:
        cls = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return False
    if not inspect.isclass(cls):
        return False
    # Not `getattr`: that also finds what only the metaclass has, such as the `__call__` by which `ABC` is made.
    found = next((vars(c)[method] for c in cls.__mro__ if method in vars(c)), None)
    if found is not None and method not in vars(object):
        return not inspect.iscoroutinefunction(found)
    return any(method.startswith(prefix) for c in cls.__mro__ for prefix in _PREFIXES.get(c.__name__, ()))
