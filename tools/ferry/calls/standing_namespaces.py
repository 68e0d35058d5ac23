"""Namespaces of tests in the place of objects of the tree: `SimpleNamespace(level=lambda key: 3)`."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.reach import Reach, running
from tools.ferry.calls.structural import declared_for
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.patch_targets import given_by_dependencies, patching, stand_ins
from tools.ferry.types.values import FunctionRef, Instance, Namespace


def standing_namespaces(graph: Graph) -> Iterator[tuple[Module, ast.Call, Class]]:
    """Yield each namespace that is given where a class is declared, or put by a patch where an object is made."""
    inference = graph.project.references.inference
    made = list(_made(graph.project))
    for module, call in made:
        for owner, place in graph.handed_out.places(module, call):
            around = owner.parents[place]
            around = owner.parents[around] if isinstance(around, ast.keyword) else around
            declared = declared_for(graph.project, owner, around, place) if isinstance(around, ast.Call) else ()
            yield from ((module, call, one.cls) for one in declared if isinstance(one, Instance))
    patches = [
        (module, patch) for module, patch in patching(graph.project.program) if not graph.project.is_retired(module)
    ]
    put = [found for module, patch in patches if made for found in stand_ins(inference, module, patch)]
    for cls, module, value in (*put, *(given_by_dependencies(inference) if made else ())):
        for one in inference.of(module, value):
            if isinstance(one, Namespace):
                yield one.module, one.node, cls


def plain_namespaces(graph: Graph) -> Iterator[tuple[Function, Module, ast.expr]]:
    """Yield the functions for which another namespace of a test may have a plain one, each with that namespace.

    Nothing says for what it stands. It is taken for an object whose method of that name runs below the test.
    """
    made = [place for place in _made(graph.project) if is_test_file(place[0])]
    known = {node for component in graph.components for node in component.doubles} if made else set()
    known |= {call for _, call, _ in standing_namespaces(graph)} if made else set()
    found = [(module, call) for module, call in made if call not in known]
    if not found:
        return
    reach = Reach(graph, graph.facade_calls)
    for module, call in found:
        tests = running(graph.project, module, call)
        below = reach.below(tests) if tests is not None else reach.known
        names = {k.arg for k in call.keywords if _is_plain(graph.project, module, k.value)}
        meant = (function for function in below if function.short in names and not function.is_async)
        yield from ((function, module, call) for function in sorted(meant, key=lambda function: function.name))


def _made(project: Project) -> Iterator[tuple[Module, ast.Call]]:
    for module, name in project.program.loads.get("SimpleNamespace", []):
        call = module.parents[name]
        if isinstance(call, ast.Call) and call.func is name and not project.is_retired(module):
            yield module, call


def _is_plain(project: Project, module: Module, value: ast.expr) -> bool:
    """Tell whether the value is a function that gives its result at once."""
    if isinstance(value, ast.Lambda):
        return True
    functions = project.references.inference.of(module, value) if isinstance(value, ast.Name) else ()
    return any(isinstance(one, FunctionRef) and not one.function.is_async for one in functions)
