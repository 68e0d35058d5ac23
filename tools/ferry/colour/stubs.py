"""Functions that a test has a patch's mock call: `patch.object(show, "prepare", side_effect=prepare)`."""

import ast
from collections.abc import Collection

from tools.ferry.calls.graph import Edge
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.types.patch_targets import patch_target
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import FunctionRef


def stands_for_synchronous(project: Project, edge: Edge, coloured: Collection[Function]) -> bool:
    """Tell whether the mock that calls the function stands for one that stays synchronous: nobody awaits it then."""
    keyword = edge.module.parents[edge.node]
    patch = edge.module.parents[keyword] if isinstance(keyword, ast.keyword) else None
    if not isinstance(patch, ast.Call) or not is_patch(patch):
        return False
    target = patch_target(project.references.inference, edge.module, patch)
    replaced = [value.function for value in target if isinstance(value, FunctionRef)]
    awaited = project.facade_classes | project.target_family
    return bool(replaced) and not any(f.is_async or f in coloured or f.cls in awaited for f in replaced)
