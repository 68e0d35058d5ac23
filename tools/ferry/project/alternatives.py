"""Functions that branches give under one name: `try: from a import f`, `except ImportError: from b import f`.

So do the functions of modules, and the methods of classes, of which a branch imports one or the other.
"""

from collections.abc import Iterator, Sequence

from tools.ferry.source import Class, Function, Module, Program
from tools.ferry.types.names import Definition, ancestry, find_method


def alternatives(program: Program, meanings: Sequence[Definition | str]) -> Iterator[frozenset[Function]]:
    """Yield the groups of functions of which a call by the name, or by way of it, runs one."""
    yield frozenset(meaning for meaning in meanings if isinstance(meaning, Function))
    modules = [meaning for meaning in meanings if isinstance(meaning, Module)]
    for name in sorted({name for module in modules for name in module.functions}):
        yield frozenset(module.functions[name] for module in modules if name in module.functions)
    classes = [meaning for meaning in meanings if isinstance(meaning, Class)]
    for name in sorted({name for cls in classes for name in _methods(program, cls)}):
        methods = (find_method(program, cls, name) for cls in classes)
        yield frozenset(method for method in methods if method is not None)


def _methods(program: Program, cls: Class) -> set[str]:
    return {name for owner in ancestry(program, cls) for name in owner.methods}
