"""Functions that a test puts in the place of another, or has a patch's mock call.

`monkeypatch.setattr(show, "prepare", prepare)`, `patch.object(show, "prepare", side_effect=prepare)`.
"""

import ast
from collections.abc import Collection

from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.source import Function
from tools.ferry.types.patch_targets import patch_target
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import FunctionRef


def stands_for_synchronous(graph: Graph, edge: Edge, coloured: Collection[Function]) -> bool:
    """Tell whether the function stands for one that stays synchronous, which nobody awaits: by itself, or by a mock."""
    replaced = graph.stood_for(edge.callee, edge.node)
    if replaced:
        return not all(function.is_async or function in coloured for function in replaced)
    keyword = edge.module.parents[edge.node]
    patch = edge.module.parents[keyword] if isinstance(keyword, ast.keyword) else None
    if not isinstance(patch, ast.Call) or not is_patch(patch):
        return False
    target = patch_target(graph.project.references.inference, edge.module, patch)
    mocked = [value.function for value in target if isinstance(value, FunctionRef)]
    awaited = graph.project.facade_classes | graph.project.target_family
    return bool(mocked) and not any(f.is_async or f in coloured or f.cls in awaited for f in mocked)
