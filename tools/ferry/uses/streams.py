"""Iterators that a web framework sends: its response takes an async iterator as well as a plain one."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module
from tools.ferry.types.names import ancestry, resolve_expression

_RESPONSES = frozenset({
    "fastapi.responses.EventSourceResponse", "fastapi.responses.StreamingResponse", "fastapi.sse.EventSourceResponse",
    "sse_starlette.EventSourceResponse", "sse_starlette.sse.EventSourceResponse",
    "starlette.responses.StreamingResponse",
})  # fmt: skip


def is_streamed(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the iterator is the content of such a response: `StreamingResponse(rows())`."""
    above = module.parents[node]
    call = module.parents[above] if isinstance(above, ast.keyword) else above
    if not isinstance(call, ast.Call) or call.func is node:
        return False
    is_content = above.arg == "content" if isinstance(above, ast.keyword) else call.args[0] is node
    return is_content and _is_response(project, resolve_expression(project.program, module, call.func))


def _is_response(project: Project, found: object) -> bool:
    """Tell whether it is such a class, or one of the tree that derives from it and is made in the same way."""
    if not isinstance(found, Class):
        return found in _RESPONSES
    classes = ancestry(project.program, found)
    bases = [resolve_expression(project.program, cls.module, base) for cls in classes for base in cls.node.bases]
    foreign = {base for base in bases if not isinstance(base, Class)}
    made_alike = all({"__init__", "__new__"}.isdisjoint(cls.methods) for cls in classes)
    return made_alike and bool(foreign) and foreign <= _RESPONSES
