"""Mocks of tests that are given where the facade is wanted: at once, out of a collection, or by another mock."""

import ast
from collections.abc import Callable, Iterable, Iterator

from tools.ferry.project.carriers import Carrier, Components, Place, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.trace.flows import Flows
from tools.ferry.trace.given_instead import asks_another, imitates_another, is_of_facade
from tools.ferry.trace.replaced_attributes import names_of_mock, puts_a_mock
from tools.ferry.trace.sources import is_mock, mocks_inside
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.members import mock_spec
from tools.ferry.types.mock_attributes import is_of_unknown_spec, listed_names, listed_parts
from tools.ferry.types.patched import is_patched
from tools.ferry.types.values import Mock, Value
from tools.ferry.uses.consumption import target_shape


class MocksGiven:
    """The mocks that stand for the facade in one project; `unfed` are the carriers that nothing is seen to fill."""

    def __init__(
        self,
        project: Project,
        components: Components,
        flows: Flows,
        loads: Callable[[Carrier], list[tuple[Module, ast.expr]]],
    ) -> None:
        self.unfed: list[Carrier] = []
        self._project = project
        self._components = components
        self._flows = flows
        self._loads = loads

    def take(self, carrier: Carrier, module: Module, value: ast.expr) -> bool:
        """Note the mock that fills the carrier, or those of a collection that does; tell whether there are some.

        Which of several in a table, or of a tuple, is given as the facade, nothing says. One that has its names by a
        list, `Mock(spec=["load"])`, has no awaitable methods, and cannot always be told them, nor has one that cannot
        be called and imitates nothing; of one whose spec nobody knows, nothing is known.
        """
        mocks = mocks_inside(value)
        if isinstance(value, ast.Call) and (is_mock(value) or puts_a_mock(self._project, module, value)):
            mocks = [value]
        known = [mock for mock in mocks if is_of_facade(self._project, module, mock)]
        plain = [mock for mock in mocks if mock not in known and not self._imitates_another(carrier, module, mock)]
        if any(_has_plain_methods(self._project, module, mock) for mock in (*known, *plain)) or (
            plain
            and any(isinstance(part, ast.Dict | ast.Tuple) and len(mocks_inside(part)) > 1 for part in _nested(value))
        ):
            self._components.of(carrier).lost_mocks[value] = Place(module, value)
            return True
        for mock in (*known, *plain):
            self._components.of(carrier).sources[mock] = Source("mock", module, mock)
            for entered in (carrier, *names_of_mock(self._project, module, mock)):
                self._flows.enters(entered)
        return bool(mocks)

    def held_by_patched(self) -> None:
        """Note where a test asks the mock in a patched object's place for the facade: `cls.return_value.store`."""
        inference = self._project.references.inference
        attributes = (carrier for carrier in self._flows.reached() if carrier.kind == "attr")
        for carrier in sorted(attributes, key=lambda one: (one.name, one.owner.name)):
            known: set[Value] = set()
            for module, node in self._loads(carrier):
                receiver = node.value if isinstance(node, ast.Attribute) and is_test_file(module) else None
                values = inference.of(module, receiver) if receiver is not None else ()
                mocks = {value for value in values if isinstance(value, Mock) and is_patched(value)}
                if not mocks <= known:
                    self._components.of(carrier).sources[node] = Source("held", module, node)
                    known |= mocks

    def settle(self, fillings: Iterable[tuple[Carrier, Module, ast.expr, bool]]) -> None:
        """Note what mocks have by themselves and a test gives as the facade, `Service(parent.store)`, and what is lost.

        An annotation wants it there, or the test speaks of the facade's methods.
        """
        wanted = self._flows.wanted()
        for carrier in self.unfed:
            loads, asked = self._loads(carrier), self._asked(carrier)
            is_wanted = carrier in wanted and not asks_another(self._project, asked)
            if not loads or not (is_wanted or asked & self._project.facade_methods):
                continue
            if carrier.kind == "told":
                self._components.of(carrier).sources[loads[0][1]] = Source("held", *loads[0])
                self._flows.enters(carrier)
            else:
                self._lose(carrier, *loads[0])
        for carrier, module, value, is_read in fillings:
            if not is_read and carrier in wanted:
                self._lose(carrier, module, value)

    def _lose(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note a mock that is given as the facade, and of which nothing says where it is to become another."""
        component = self._components.of(carrier)
        for mock in self._project.references.inference.of(module, node):
            if isinstance(mock, Mock) and node not in component.sources and mock.node not in component.sources:
                component.lost_mocks[node] = Place(module, node)

    def _imitates_another(self, carrier: Carrier, module: Module, mock: ast.Call) -> bool:
        """Tell whether a mock is one of another class: by its spec, or by all that is said and asked of it."""
        return imitates_another(self._project, module, mock, self._asked(carrier))

    def _asked(self, carrier: Carrier) -> set[str]:
        """Return what is asked of the value of the carrier."""
        around = (owner.parents[node] for owner, node in self._loads(carrier))
        return {part.attr for part in around if isinstance(part, ast.Attribute)}


def _nested(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the expression, and those of which a list there is made."""
    yield value
    for part in value.elts if isinstance(value, ast.List | ast.Set) else ():
        yield from _nested(part)


def _has_plain_methods(project: Project, module: Module, mock: ast.Call) -> bool:
    """Tell whether a mock makes no awaitable methods of the facade by itself, whatever its class becomes."""
    inference = project.references.inference
    listed = listed_names(project.program, module, mock)
    if listed is None and is_of_unknown_spec(inference, module, mock):
        return True
    if listed is None:
        return called_name(mock) in _UNCALLABLE and not mock_spec(inference, Mock(mock, module))
    return not listed.isdisjoint(project.facade_methods) and not _can_be_told(project, module, mock)


def _can_be_told(project: Project, module: Module, mock: ast.Call) -> bool:
    """Tell whether a step can name the target's methods in the list of a mock's spec, and tell the mock of them.

    A list in a variable may be there for others, too. What is entered, or iterated over, needs another mock.
    """
    parts = listed_parts(project.program, module, mock) or []
    names = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    own = names & project.facade_methods
    inside = set(ast.walk(mock))
    is_own = inside.issuperset(parts) or all(project.config.renamed(name) == name for name in own)
    is_plain = not any(name.startswith("__") for name in names)
    is_plain = is_plain and all(target_shape(project, name) in {"await", None} for name in own)
    is_whole = all(isinstance(part, ast.Constant) for part in parts)
    return is_own and is_plain and is_whole and not any(k.arg == "wraps" for k in mock.keywords)


_UNCALLABLE = frozenset({"NonCallableMock", "NonCallableMagicMock"})
