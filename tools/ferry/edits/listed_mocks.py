"""Mocks of the facade whose spec lists names: `Mock(spec=["load"])` has no awaitable method, whatever its class."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import give_members, tell_members
from tools.ferry.source import Module
from tools.ferry.types.mock_attributes import listed_names, listed_parts
from tools.ferry.uses.consumption import is_awaited


def switch_listed(graph: Graph, module: Module, mock: ast.Call, edits: EditSet) -> bool:
    """Let the list name the target's methods, and tell the mock of those that are awaited; tell whether it has a list.

    What a test tells it of itself, by keyword, follows there.
    """
    project = graph.project
    listed = listed_names(project.program, module, mock)
    if listed is None:
        return False
    for name in listed_parts(project.program, module, mock) or ():
        text = name.value if isinstance(name, ast.Constant) else None
        if isinstance(text, str) and text in project.facade_methods and project.config.renamed(text) != text:
            edits.add(module, name, "replace_string", project.config.renamed(text))
    told = {keyword.arg for keyword in mock.keywords if keyword.arg is not None}
    spread = [keyword.value for keyword in mock.keywords if isinstance(keyword.value, ast.Dict) and keyword.arg is None]
    told |= {str(key.value) for table in spread for key in table.keys if isinstance(key, ast.Constant)}
    awaited = [name for name in sorted(listed & project.facade_methods - told) if is_awaited(project, name)]
    names = [project.config.renamed(name) for name in awaited]
    if names and spread:
        tell_members(module, mock, names, edits)
    elif names:
        give_members(module, mock, names, edits)
    return True
