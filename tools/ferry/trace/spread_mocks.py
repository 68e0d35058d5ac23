"""Mocks that a call spreads over its parameters, `Desk(*parts)`, and that nothing follows."""

import ast
from collections.abc import Container, Iterator

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.trace.feeders import calls_giving
from tools.ferry.types.arguments import argument_of
from tools.ferry.types.spread import spread_mocks
from tools.ferry.types.values import Mock

Lost = tuple[Module, ast.expr]


def mocks_lost_in_spreads(project: Project, carrier: Carrier, followed: Container[ast.expr]) -> Iterator[Lost]:
    """Yield the mocks of which nothing says where they go, and the parameter or field `carrier` may get.

    And where code speaks of a method of one that it gets, by a name that changes, and that is not `followed` there.
    """
    inference = project.references.inference
    for module, call in calls_giving(project, carrier):
        is_written = any(keyword.arg == carrier.name for keyword in call.keywords)
        if isinstance(carrier.owner, Function):
            is_written = argument_of(call, carrier.owner, carrier.name) is not None
        for mock, names in spread_mocks(inference, module, call) if not is_written else ():
            if not names and isinstance(mock.node, ast.expr):
                yield mock.module, mock.node
            elif carrier.name in names:
                yield from ((owner, node) for owner, node in _renamed_on(project, mock) if node not in followed)


def _renamed_on(project: Project, mock: Mock) -> Iterator[Lost]:
    """Yield where code speaks of a method of the mock that the target has under another name."""
    for name in sorted(one for one in project.facade_methods if project.config.renamed(one) != one):
        for module, node in project.program.loads.get(name, []):
            if isinstance(node, ast.Attribute) and mock in project.references.inference.of(module, node.value):
                yield module, node
