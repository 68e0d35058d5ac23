"""Mocks that a call spreads over its parameters, `Desk(*parts)`, when nothing says which of them gets one."""

from collections.abc import Iterator

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.trace.feeders import calls_giving
from tools.ferry.types.arguments import argument_of
from tools.ferry.types.spread import spread_mocks
from tools.ferry.types.values import Mock


def mocks_lost_in_spreads(project: Project, carrier: Carrier) -> Iterator[Mock]:
    """Yield the mocks that calls spread of which nothing says where they go, and the parameter or field may get."""
    for module, call in calls_giving(project, carrier):
        is_written = any(keyword.arg == carrier.name for keyword in call.keywords)
        if isinstance(carrier.owner, Function):
            is_written = argument_of(call, carrier.owner, carrier.name) is not None
        if not is_written:
            inference = project.references.inference
            yield from (mock for mock, names in spread_mocks(inference, module, call) if not names)
