"""Functions that callers take for one: signatures with `@overload`, branches that define one name, `singledispatch`.

A call by the name can mean any of them, so they become async together.
"""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.names import resolve_expression
from tools.ferry.uses.usage import offloading

_BRANCHES = ast.If | ast.Try | ast.ExceptHandler | ast.For | ast.While | ast.With | ast.match_case
_DISPATCHERS = frozenset({"singledispatch", "singledispatchmethod"})


def namesakes(project: Project, function: Function) -> Iterator[Function]:
    """Yield the other functions that a call of `function` by its name can mean."""
    if isinstance(function.node, ast.Lambda):
        return
    named = function.module.functions_named[function.name]
    for other in named if len(named) > 1 else ():
        if other is function or other.cls is not function.cls or other.outer is not function.outer:
            continue
        if _stand_together(function, other):
            yield other
    if function in project.alternatives:
        yield from (other for other in project.alternatives[function] if other is not function)
    if function.decorators:
        if any(called_name(d) in _DISPATCHERS for d in function.decorators):
            yield from _registered(project, function)
        yield from (found for d in function.decorators if (found := _dispatcher(project, function, d)) is not None)


def _stand_together(function: Function, other: Function) -> bool:
    return any(_is_overload(one) or isinstance(one.module.parents[one.node], _BRANCHES) for one in (function, other))


def _is_overload(function: Function) -> bool:
    return any(called_name(decorator) == "overload" for decorator in function.decorators)


def _registered(project: Project, dispatcher: Function) -> Iterator[Function]:
    """Yield the functions that `@dispatcher.register` decorates."""
    for module, name in project.program.loads.get("register", []):
        above = module.parents[name]
        decorator = above if isinstance(above, ast.Call) and above.func is name else name
        node = module.parents[decorator]
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or decorator not in node.decorator_list:
            continue
        function = project.program.by_line.get((module.file, node.lineno))
        if isinstance(function, Function) and _dispatcher(project, function, decorator) is dispatcher:
            yield function


def _dispatcher(project: Project, function: Function, decorator: ast.expr) -> Function | None:
    """Return the function that runs what `@name.register` decorates, according to its first argument."""
    reference = decorator.func if isinstance(decorator, ast.Call) else decorator
    if not isinstance(reference, ast.Attribute) or reference.attr != "register":
        return None
    found = _meant(project, function, function.module, reference.value)
    return found if found is not None and any(called_name(d) in _DISPATCHERS for d in found.decorators) else None


def _meant(project: Project, function: Function, module: Module, node: ast.expr) -> Function | None:
    if isinstance(node, ast.Name) and function.cls is not None and node.id in function.cls.methods:
        return function.cls.methods[node.id]
    if isinstance(node, ast.Name) and function.outer is not None and node.id in function.outer.inner:
        return function.outer.inner[node.id]
    found = resolve_expression(project.program, module, node)
    return found if isinstance(found, Function) else None


def called_together(project: Project, function: Function) -> Iterator[Function]:
    """Yield the methods of other classes that a call of the method can be of, by what its object can be.

    A worker thread's call, too: the step of the method awaits what stands there.
    """
    for module, node in project.references.to(function) if function.cls is not None else ():
        call = module.parents[node]
        is_called = isinstance(call, ast.Call) and (call.func is node or offloading(module, node) is not None)
        if is_called and not project.is_retired(module):
            for other in project.references.resolve(module, node).definitions:
                if isinstance(other, Function) and other.cls is not None and not project.is_retired(other.module):
                    yield other
