"""Where code runs a function that it does not call there: it reads a property, or gives a function to what calls it.

Or it asks for a special method, `len(x)`.
"""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Edge
from tools.ferry.functions.standard import CALLING
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.members import is_property
from tools.ferry.types.names import find_method
from tools.ferry.types.values import Instance
from tools.ferry.uses.consumption import EAGER

_BY_KEY = frozenset({"max", "min", "nlargest", "nsmallest", "sort", "sorted"})
"""Functions that call their `key` before they return."""

_ASKING = frozenset({"bool", "float", "hash", "int", "len", "repr", "str"})
"""Functions that ask an object for the special method of their own name."""

_AT_ONCE = frozenset({"reduce", "sub", "subn"})
"""Those that call what they are given before they return; the others give an iterator that will."""


def run_besides(project: Project, edge: Edge) -> ast.Call | ast.Attribute | None:
    """Return what runs the function at the edge: the read of a property, or a call that calls it before it returns."""
    node = edge.node
    if is_property(edge.callee):
        is_read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
        return node if is_read and edge.how in {"table", "passed", "mock"} else None  # type: ignore[return-value]
    if edge.how == "unrolled" and isinstance(node, ast.Call):
        return node if called_name(node.func) not in CALLING else _reader_to_the_end(edge.module, node)
    taker = edge.module.parents[node]
    is_key = isinstance(taker, ast.keyword) and taker.arg == "key"
    call = edge.module.parents[taker] if is_key else taker
    if edge.how != "passed" or not isinstance(call, ast.Call) or call.func is node:
        return None
    if not _is_outside(project, edge.module, call):
        return None
    name = called_name(call.func)
    if (is_key and name in _BY_KEY) or (not is_key and name in _AT_ONCE):
        return call
    return _reader_to_the_end(edge.module, call) if name in CALLING else None


def _reader_to_the_end(module: Module, call: ast.Call) -> ast.Call | None:
    """Return the call that reads at once all that this one gives."""
    reader = module.parents[call]
    is_eager = isinstance(reader, ast.Call) and called_name(reader.func) in EAGER and reader.args[:1] == [call]
    return reader if is_eager and isinstance(reader, ast.Call) else None


def asked_by_builtins(project: Project, method: Function) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that ask objects of its class for a special method: `len(x)` for `__len__`."""
    name = method.short.strip("_")
    if method.cls is None or name not in _ASKING or method.short != f"__{name}__":
        return
    for module, named in project.program.loads.get(name, []):
        call = module.parents[named]
        if isinstance(call, ast.Call) and call.func is named and len(call.args) == 1 and not project.is_retired(module):
            values = project.references.inference.of(module, call.args[0])
            classes = [value.cls for value in values if isinstance(value, Instance)]
            if any(find_method(project.program, cls, method.short) is method for cls in classes):
                yield module, call


def _is_outside(project: Project, module: Module, call: ast.Call) -> bool:
    named = call.func if isinstance(call.func, ast.Name | ast.Attribute) else None
    return named is not None and not project.references.resolve(module, named).definitions
