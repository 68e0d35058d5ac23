"""The generated target: a thin async wrapper around a package's own synchronous facade.

It lets a migrated tree run against the code that the package ships: each public method is a coroutine that calls the
method of the wrapped object; one that yields gives a list, one behind `@contextmanager` its manager. Every class of
the facade's family gets such a twin; constructing one constructs the original. The package's modules are imported when
they are needed: they import the twin.
"""

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent

from tools.ferry.source import Class, Function, Module, Program
from tools.ferry.types.names import ancestry, class_of, descendants, lookup

_HEAD = '''"""Asynchronous twins of `{facade}` and its family. Generated."""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import inspect
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
{imports}


async def _wait(result):
    return await result


class to_sync:
    """Runs what `function` gives to its end; where a loop runs already, in another thread. It can be pickled."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        result = self.function(*args, **kwargs)
        if not inspect.isawaitable(result):
            return result
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(_wait(result))
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(contextvars.copy_context().run, asyncio.run, _wait(result)).result()


def unwrap(value):
    """Return the synchronous object of a twin, and anything else as it is."""
    return value._twin_of if isinstance(value, {base}) else value


def wrap(value) -> {base}:
    """Return the twin of a synchronous object, or of a mock of one; a twin stays as it is."""
    if isinstance(value, {base}):
        return value
    names = (f"{{cls.__module__}}.{{cls.__qualname__}}" for cls in type(value).__mro__)
    kind = globals()[next((_TWINS[name] for name in names if name in _TWINS), "{base}")]
    twin = kind.__new__(kind)
    twin.__dict__["_twin_of"] = value
    return twin


def _load(dotted):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


class {base}:
    """The asynchronous `{facade}`."""

    def __init__(self, *args, **kwargs):
        args = [unwrap(value) for value in args]
        kwargs = {{name: unwrap(value) for name, value in kwargs.items()}}
        self.__dict__["_twin_of"] = _load(_ORIGINALS[type(self).__name__])(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__dict__["_twin_of"], name)

    def __setattr__(self, name, value):
        setattr(self.__dict__["_twin_of"], name, value)

    def __delattr__(self, name):
        delattr(self.__dict__["_twin_of"], name)

    def __repr__(self):
        return repr(self.__dict__["_twin_of"])
{methods}
'''

_METHOD = """
    async def {name}(self, *args, **kwargs){returns}:
        args = [unwrap(value) for value in args]
        return {call}
"""

_ENTERING = """
    async def __aenter__(self):
        entered = self._twin_of.__enter__()
        return self if entered is self._twin_of else entered

    async def __aexit__(self, *error):
        return self._twin_of.__exit__(*error)
"""

_SYNCHRONOUS = """
    def {name}(self, *args, **kwargs):
        return self._twin_of.{name}(*args, **kwargs)
"""

_PROPERTY = """
    @property
    def {name}(self):
        return self._twin_of.{name}
"""

_ACCESSOR = '''

def {name}(*args, **kwargs) -> {base}:
    """Return the twin of what `{original}` returns."""
    return wrap(_load("{original}")(*[unwrap(a) for a in args], **{{k: unwrap(v) for k, v in kwargs.items()}}))
'''


@dataclass(frozen=True, slots=True)
class Twin:
    """The module's text, and which of its names stands for which of the package."""

    module: str
    text: str
    target: str
    classes: dict[str, str]
    accessors: dict[str, str]
    synchronous: list[str]


def make_twin(program: Program, facade: str, accessors: tuple[str, ...], module: str, skip: tuple[str, ...]) -> Twin:
    """Return the twin module of `facade`; classes below the folders `skip` (its tests) get no twin."""
    base = class_of(program, facade)
    if base is None:
        raise SystemExit(f"the tree has no class {facade}")
    classes = [
        cls
        for cls in sorted(descendants(program, base), key=lambda c: c.name)
        if cls.name.rpartition(".")[0] == cls.module.name and not cls.module.file.startswith(tuple(skip))
    ]
    methods = {
        name: method
        for cls in reversed(ancestry(program, base))
        for name, method in cls.methods.items()
        if not name.startswith("_")
    }
    names = _async_names(classes)
    functions = [f for f in (lookup(program, name) for name in accessors) if isinstance(f, Function)]
    synchronous = sorted(name for name, method in methods.items() if _stays(method))
    bodies = [_kept(n, m) if n in synchronous else _method(n, m) for n, m in sorted(methods.items())]
    bodies += [_ENTERING] if any("__enter__" in cls.methods for cls in ancestry(program, base)) else []
    text = _HEAD.format(
        facade=_last(facade),
        imports=indent("\n".join(_imports(classes, {m.module for m in methods.values()})), "    "),
        base=names[base],
        methods="".join(bodies),
    )
    for cls in classes:
        if cls is not base:
            text += f'\n\nclass {names[cls]}({names[base]}):\n    """The asynchronous `{_last(cls.name)}`."""\n'
    pairs = ", ".join(f'"{names[cls]}": "{cls.name}"' for cls in classes)
    text += f"\n\n_ORIGINALS = {{{pairs}}}\n"
    text += "_TWINS = {original: name for name, original in _ORIGINALS.items()}\n"
    for function in functions:
        text += _ACCESSOR.format(name=f"async_{function.short.strip('_')}", original=function.name, base=names[base])
    return Twin(
        module=module,
        text=text,
        target=f"{module}.{names[base]}",
        classes={cls.name: f"{module}.{names[cls]}" for cls in classes if cls is not base},
        accessors={f.name: f"{module}.async_{f.short.strip('_')}" for f in functions},
        synchronous=synchronous,
    )


def _kept(name: str, method: Function) -> str:
    """Return what the twin has for something that stays synchronous: it is read as the original is."""
    return (_SYNCHRONOUS if _decorators(method) & {"staticmethod", "classmethod"} else _PROPERTY).format(name=name)


def _stays(method: Function) -> bool:
    """Tell whether the method is none that could be awaited: a property, or one of the class."""
    return bool(_decorators(method) & {"property", "cached_property", "staticmethod", "classmethod", "setter"})


def _decorators(method: Function) -> set[str]:
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in method.decorators}


def _method(name: str, method: Function) -> str:
    node = method.node
    returned = None if isinstance(node, ast.Lambda) or method.is_generator else node.returns
    call = f"self._twin_of.{name}(*args, **{{name: unwrap(value) for name, value in kwargs.items()}})"
    is_list = method.is_generator and "contextmanager" not in _decorators(method)
    call = f"list({call})" if is_list else f"await {call}" if method.is_async else call
    return _METHOD.format(name=name, returns=f" -> {ast.unparse(returned)}" if returned else "", call=call)


def _imports(classes: list[Class], modules: set[Module]) -> list[str]:
    lines = [f"from {cls.module.name} import {_last(cls.name)}" for cls in classes]
    for module in sorted(modules, key=lambda m: m.name):
        for node in ast.walk(module.tree):
            future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            if isinstance(node, ast.Import | ast.ImportFrom) and not future and _at_top(module, node):
                lines.append(_absolute(module, node))
        names = [name for name in (*module.classes, *module.assigned) if not name.startswith("__")]
        lines += [f"from {module.name} import {name}" for name in names]
    return list(dict.fromkeys(lines))


def _absolute(module: Module, node: ast.Import | ast.ImportFrom) -> str:
    if isinstance(node, ast.ImportFrom) and node.level:
        local = node.names[0].asname or node.names[0].name
        owner = module.imports[local].rpartition(".")[0]
        return ast.unparse(ast.ImportFrom(owner, node.names, 0))
    return ast.unparse(node)


def _at_top(module: Module, node: ast.AST) -> bool:
    """Tell whether the import runs with the module; what only a type checker sees counts too."""
    parent = module.parents.get(node)
    while isinstance(parent, ast.If | ast.Try):
        parent = module.parents.get(parent)
    return parent is module.tree


def _async_names(classes: Sequence[Class]) -> dict[Class, str]:
    """Return the names of the async classes; of several of one name, each with that of its module before it."""
    shorts = Counter(_last(cls.name) for cls in classes)
    return {
        cls: f"Async{_last(cls.module.name).title() if shorts[_last(cls.name)] > 1 else ''}{_last(cls.name).strip('_')}"
        for cls in classes
    }


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
