"""Code that asks by a text, or by a protocol of the tree, for a special method that has another name after a step."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.plan.closure import Selection
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.names import resolve_expression
from tools.ferry.uses.protocols import ASYNC_NAMES

Asked = tuple[Module, ast.expr, str]
"""Where code asks, and for which method."""


def asked_by_text(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[Asked]:
    """Yield the texts that are the name of such a method, `"__enter__" in dir(x)`, and that do not change."""
    names = {function.short for function in _renamed(selection)}
    for module in graph.project.program.files.values() if names else ():
        if not graph.project.is_retired(module) and any(name in module.text for name in names):
            for node in module.nodes(ast.Constant):
                if node.value in names and not edits.has(module, node, "replace_string"):
                    yield module, node, str(node.value)


def asked_by_protocols(graph: Graph, selection: Selection) -> Iterator[Asked]:
    """Yield the protocols with such a method, which does not change, by which code asks: `isinstance(x, Managed)`."""
    renamed = _renamed(selection)
    program = graph.project.program
    for module, name in program.loads.get("isinstance", []) if renamed else ():
        call = module.parents[name]
        kind = call.args[1] if isinstance(call, ast.Call) and call.func is name and len(call.args) == 2 else None
        cls = resolve_expression(program, module, kind) if isinstance(kind, ast.Name | ast.Attribute) else None
        if isinstance(cls, Class) and kind is not None and not graph.project.is_retired(module):
            is_protocol = any(called_name(base) == "Protocol" for base in cls.node.bases)
            kept = [method for method in cls.methods.values() if method not in renamed] if is_protocol else []
            asked = {method.short for method in kept} & {function.short for function in renamed}
            yield from ((module, kind, short) for short in sorted(asked)[:1])


def _renamed(selection: Selection) -> set[Function]:
    return {function for function in selection.functions if not function.is_async and function.short in ASYNC_NAMES}
