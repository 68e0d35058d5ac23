"""Whether a mock can be an `AsyncMock` as a whole: all that is called on it, and on what it holds, is awaited then."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.source import Class, Function
from tools.ferry.types.members import is_property, of_class_attribute
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.values import Instance, Mock
from tools.ferry.uses.consumption import is_awaited


def methods_of(graph: Graph, cls: Class) -> set[str]:
    """Return the names of the class's public methods, inherited ones too."""
    return {n for c in ancestry(graph.project.program, cls) for n in c.methods if not n.startswith("_")}


def is_wholly_async(graph: Graph, cls: Class, new_async: set[Function]) -> bool:
    """Tell whether all public methods of the class are awaited."""
    methods = [find_method(graph.project.program, cls, name) for name in methods_of(graph, cls)]
    return all(m is not None and not is_property(m) and _is_awaited(graph, m, new_async) for m in methods)


def calls_others(graph: Graph, mock: Mock, names: list[str]) -> bool:
    """Tell whether the test calls something on the mock that the class does not have as an async method."""
    return any(
        isinstance(node.func, ast.Attribute)
        and node.func.attr not in names
        and mock in graph.project.references.inference.of(mock.module, node.func.value)
        for node in mock.module.nodes(ast.Call)
    )


def asks_what_it_holds(graph: Graph, mock: Mock, cls: Class, new_async: set[Function]) -> bool:
    """Tell whether code asks what an object of the class holds for something that is not awaited: `town.map.draw()`.

    The class's own methods do not run where a mock stands for its object, unless they are called by the class.
    """
    program, inference = graph.project.program, graph.project.references.inference
    family = ancestry(program, cls)
    for name in sorted({name for one in family for name in one.assigned}):
        held = {value.cls for value in of_class_attribute(inference, cls, name) if isinstance(value, Instance)}
        methods = {method for one in held for above in ancestry(program, one) for method in above.methods.values()}
        for edge in (e for m in methods if not _is_awaited(graph, m, new_async) for e in graph.edges_to(m)):
            func = edge.node.func if isinstance(edge.node, ast.Call) else None
            holder = func.value if isinstance(func, ast.Attribute) else None
            if isinstance(holder, ast.Attribute) and holder.attr == name:
                values, caller = inference.of(edge.module, holder.value), edge.caller
                is_own = caller.cls in family and not _runs_on(graph, mock, caller) if caller is not None else False
                if mock in values or (Instance(cls) in values and not is_own):
                    return True
    return False


def _runs_on(graph: Graph, mock: Mock, method: Function) -> bool:
    """Tell whether the test calls the method by its class, with the mock as its object: `Service.size(mock)`."""
    inference = graph.project.references.inference
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == method.short
        and call.args
        and mock in inference.of(mock.module, call.args[0])
        for call in mock.module.nodes(ast.Call)
    )


def _is_awaited(graph: Graph, method: Function, new_async: set[Function]) -> bool:
    if method.cls in graph.project.facade_classes:
        return is_awaited(graph.project, method.short)
    return (method.is_async or method in new_async) and graph.shape(method) == "await"
