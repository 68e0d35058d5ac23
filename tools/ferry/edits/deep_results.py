"""Tests that set up methods of what an awaited mock gives: `store.get.return_value.title.return_value = "x"`."""

import ast
from collections.abc import Set

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.source import Function, Module
from tools.ferry.types.values import FunctionRef, Mock

_SETTING = frozenset({"return_value", "side_effect"})


def keep_plain(
    graph: Graph, awaited: Set[Mock], methods: Set[ast.expr], new_async: set[Function], edits: EditSet
) -> None:
    """Let what a mock gives have plain methods, where the mock, or the method `methods` of one, is awaited now."""
    inference = graph.project.references.inference
    done: set[tuple[Function | None, str]] = set()
    for module, node in graph.project.program.loads.get("return_value", []):
        if graph.project.is_retired(module) or not isinstance(node, ast.Attribute):
            continue
        statement = _setting(module, node)
        if statement is None:
            continue
        of = inference.of(module, node.value)
        functions = {value.function for value in of if isinstance(value, FunctionRef)}
        if node.value not in methods and not of & awaited and not functions & new_async:
            continue
        place = (graph.project.program.enclosing(module, node), ast.unparse(node))
        if place not in done and not _is_set(graph, *place):
            edits.add(module, statement, "deep_result", str(_results_inside(node.value)))
            edits.of(module).needs.add("unittest.mock.MagicMock")
        done.add(place)


def _setting(module: Module, result: ast.Attribute) -> ast.Assign | None:
    """Return the assignment to what a method of the result gives, if the node stands in one."""
    chain: ast.expr = result
    while isinstance(above := module.parents[chain], ast.Attribute | ast.Call):
        chain = above
    is_deeper = isinstance(chain, ast.Attribute) and chain.attr in _SETTING and result not in {chain, chain.value}
    is_set = isinstance(above, ast.Assign) and above.targets[0] is chain
    return above if is_deeper and is_set and isinstance(above, ast.Assign) else None


def _results_inside(node: ast.expr) -> int:
    """Return how often `return_value` stands in the chain."""
    count = 0
    while isinstance(node, ast.Attribute | ast.Call):
        count += isinstance(node, ast.Attribute) and node.attr == "return_value"
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return count


def _is_set(graph: Graph, function: Function | None, text: str) -> bool:
    """Tell whether the function says itself what the mock gives."""
    if function is None:
        return False
    assigned = (node for node in ast.walk(function.node) if isinstance(node, ast.Assign))
    return any(ast.unparse(target) == text for node in assigned for target in node.targets)
