"""What a mock of the facade is told of its methods: `MagicMock(get_player=…)`, `**{"get_player.return_value": …}`."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.mock_arguments import carry_answering
from tools.ferry.edits.special_mocks import follow_keywords
from tools.ferry.edits.test_doubles import assertions_on, rename_mock, wrap_stub
from tools.ferry.source import Module
from tools.ferry.types.values import Mock
from tools.ferry.uses.consumption import is_awaited, target_shape

_Told = tuple[ast.keyword, ast.Constant | None, str, ast.expr]
"""The keyword, the key inside what it spreads, the method with what follows it, the value."""


def switch_keywords(graph: Graph, module: Module, call: ast.Call, edits: EditSet, above: str = "") -> None:
    """Let the keywords name the target's methods, and what stands for one that is awaited now be awaitable.

    `above` is the way from the mock to the facade's: `return_value.` where a patch makes it of an accessor.
    """
    project = graph.project
    for keyword in call.keywords:
        if keyword.arg is None and not isinstance(keyword.value, ast.Dict):
            edits.leave(module, call)  # what is spread may say what the methods return
    _follow_results(graph, module, call, edits, above)
    for keyword, key, told, value in _told(call, above):
        name, dot, rest = told.partition(".")
        if name not in project.facade_methods:
            continue
        new = project.config.renamed(name)
        if new != name and key is not None:
            edits.add(module, key, "replace_string", f"{above}{new}{dot}{rest}")
        elif new != name:
            edits.join(module, call, "rename_keyword", f"{keyword.arg}:{new}")
        if rest in {"", "side_effect"}:
            carry_answering(project, module, value, name, edits)
        if rest or not is_awaited(project, name):
            continue
        if isinstance(value, ast.Lambda | ast.Name | ast.Attribute):
            wrap_stub(module, value, edits)
        elif isinstance(value, ast.Call):
            rename_mock(module, value.func, edits)


def _follow_results(graph: Graph, module: Module, call: ast.Call, edits: EditSet, above: str) -> None:
    """Let what the keywords say that methods give be iterated over, or entered, where that is done now."""
    for name in sorted({told.partition(".")[0] for _, _, told, _ in _told(call, above)} & graph.project.facade_methods):
        if (shape := target_shape(graph.project, name)) in {"iterate", "enter"}:
            follow_keywords(graph, module, call, name, shape, edits, above)


def switch_attached(graph: Graph, module: Module, call: ast.Call, edits: EditSet) -> None:
    """Let a mock that is attached to one of the facade have the target's name there, and be awaitable."""
    project = graph.project
    given = [*call.args, *(k.value for name in ("mock", "attribute") for k in call.keywords if k.arg == name)]
    name = given[1].value if len(given) == 2 and isinstance(given[1], ast.Constant) else None
    if not isinstance(name, str) or name not in project.facade_methods:
        return
    if project.config.renamed(name) != name:
        edits.add(module, given[1], "replace_string", project.config.renamed(name))
    for mock in project.references.inference.of(module, given[0]) if is_awaited(project, name) else ():
        if isinstance(mock, Mock) and not mock.path and isinstance(mock.node, ast.Call):
            rename_mock(mock.module, mock.node.func, edits)
            assertions_on(graph, mock, edits)


def _told(call: ast.Call, above: str) -> Iterator[_Told]:
    for keyword in call.keywords:
        if keyword.arg is not None and not above:
            yield keyword, None, keyword.arg, keyword.value
        elif keyword.arg is None and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.startswith(above):
                    yield keyword, key, key.value.removeprefix(above), value
