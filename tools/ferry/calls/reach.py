"""Which of the facade's calls run below a test."""

import ast
from collections import deque
from collections.abc import Collection, Sequence

from tools.ferry.calls.graph import FacadeCall, Graph
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.fixtures import collected_in, is_fixture, is_test_file
from tools.ferry.types.names import descendants


class Reach:
    """Which of some `calls` of the facade run below a function.

    `served` are functions that a framework runs, which a test can call: decorated ones that no code calls. `uncalled`
    are all that no code but tests does.
    """

    def __init__(self, graph: Graph, calls: Sequence[FacadeCall]) -> None:
        self.calls = calls
        self._below: dict[Function, set[Function]] = {}
        self.served: set[Function] = set()
        self.uncalled: set[Function] = set()
        queue = deque(dict.fromkeys(call.caller for call in calls if call.caller is not None))
        seen = set(queue)
        while queue:
            current = queue.popleft()
            above = [e.caller for one in graph.family(current) for e in graph.edges_to(one) if e.caller is not None]
            above += [current.outer] if current.outer is not None else []
            for caller in above:
                self._below.setdefault(caller, set()).add(current)
                if caller not in seen:
                    seen.add(caller)
                    queue.append(caller)
            if not is_test_file(current.module) and all(is_test_file(caller.module) for caller in above):
                self.uncalled.add(current)
            if current.decorators and not above and not collected_in(graph.project.program, current):
                self.served.add(current)

    @property
    def known(self) -> set[Function]:
        """All that runs one of the calls, or has something below it that does."""
        callers = {call.caller for call in self.calls if call.caller is not None}
        return callers.union(self._below)

    def calls_under(self, functions: Collection[Function]) -> list[FacadeCall]:
        """Return the calls that the functions can run."""
        reached = self.below(functions)
        return [call for call in self.calls if call.caller in reached]

    def below(self, functions: Collection[Function]) -> set[Function]:
        """Return the functions that these can run on the way to one of the calls, and these."""
        reached = set(functions)
        queue = deque(reached)
        while queue:
            for callee in self._below.get(queue.popleft(), ()):
                if callee not in reached:
                    reached.add(callee)
                    queue.append(callee)
        return reached


def running(project: Project, module: Module, node: ast.AST) -> set[Function] | None:
    """Return the functions that run while what is made at the node of a test is in use; None where it can be any.

    The node may be a decorator.
    """
    program = project.program
    parent = module.parents[node]
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        found = program.by_line.get((module.file, parent.lineno))
        return {found} if isinstance(found, Function) else _methods(project, found) if found else None
    function = program.enclosing(module, node)
    while function is not None and function.outer is not None:
        function = function.outer
    if function is not None and collected_in(program, function) and not is_fixture(function):
        return {function}
    if not is_test_file(module):
        return None
    folder = module.file.rpartition("/")[0] if module.file.endswith("conftest.py") else module.file
    below = {f for f in program.functions.values() if f.module.file.startswith(folder)}
    return below | {f for cls in module.classes.values() for f in _methods(project, cls)}


def _methods(project: Project, cls: Class) -> set[Function]:
    return {method for heir in descendants(project.program, cls) for method in heir.methods.values()}
