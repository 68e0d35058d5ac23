"""Uses of the facade's methods on objects to which no carrier leads: the facade of which carrier they may be.

`vars(app)["layer"].count()`, `queue.get().count()`, `weakref.ref(layer)().count()`: nothing follows the object through
the library, so what its carrier holds has to stay as it is for such a use.
"""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.plan.carriers import Carrier, Components
from tools.ferry.plan.places import called_functions, read_carriers
from tools.ferry.plan.project import Project
from tools.ferry.plan.variables import values_of
from tools.ferry.source import Module, called_name
from tools.ferry.types.names import ancestry, descendants
from tools.ferry.types.values import ClassRef, External, Instance

Place = tuple[Module, ast.expr]

_REFLECTIVE = frozenset({
    "__getattribute__", "asdict", "astuple", "attrgetter", "getattr", "getattr_static", "getmembers", "vars",
})  # fmt: skip
"""What gives an attribute, or all of them, of an object that it is given."""

_STEPS = 64
"""How many expressions are looked at for the origin of one object."""


class OutOfSight:
    """What went out of sight in one project: `sources` bring the facade in, each into its carrier."""

    def __init__(self, project: Project, components: Components) -> None:
        self.sources: dict[ast.expr, Carrier] = {}
        self._project = project
        self._components = components
        self._kept: dict[Carrier | str, list[Carrier]] = {}

    def note(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note what the value of the carrier is given to at the node: `queue.put(layer)`, `local.layer = layer`."""
        for keeper in self._keepers(module, node):
            self._kept.setdefault(keeper, []).append(carrier)

    def _keepers(self, module: Module, node: ast.expr) -> Iterator[Carrier | str]:
        """Yield the object that keeps the value for itself, and the name under which an unknown one does."""
        parent = module.parents[node]
        match parent:
            case ast.Assign():
                for target in parent.targets:
                    known = isinstance(target, ast.Attribute) and not self._is_unknown(module, target.value)
                    yield from () if known else _names(target)
            case ast.Dict():
                yield from _texts([key for key, value in zip(parent.keys, parent.values, strict=True) if value is node])
            case ast.keyword(arg=str(name)):
                yield name
        call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
        if isinstance(call, ast.Call) and call.func is not node:
            yield from _texts(call.args[1:2] if called_name(call) in {"setattr", "__setattr__"} else [])
            if isinstance(call.func, ast.Attribute):
                yield from read_carriers(self._project, module, call.func.value)

    def is_lost(self, module: Module, node: ast.Attribute) -> bool:
        """Tell whether nothing says whose attribute it is."""
        resolution = self._project.references.resolve(module, node)
        return not resolution.definitions and not resolution.outside and self._is_unknown(module, node.value)

    def _is_unknown(self, module: Module, node: ast.expr) -> bool:
        return all(isinstance(value, External) for value in self._project.references.inference.of(module, node))

    def origins(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers whose facade the object can be, by what it is taken out of."""
        queue: list[Place] = [(module, node)]
        seen: set[ast.expr] = set()
        while queue and len(seen) < _STEPS:
            owner, current = queue.pop()
            if current in seen:
                continue
            seen.add(current)
            yield from self._found_at(owner, current)
            parts = [] if current in self.sources else list(self._parts(owner, current))
            if called_name(current) in _REFLECTIVE or getattr(current, "attr", "") == "__dict__":
                for part in parts:
                    yield from self._inside(*part)
            queue += parts

    def _found_at(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        if node in self.sources:
            yield self.sources[node]
        for name in _names(node):
            yield from self._kept.get(name, [])
        for carrier in read_carriers(self._project, module, node):
            yield from self._kept.get(carrier, [])
            if self._components.known(carrier):
                yield carrier

    def _inside(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers that are attributes of the object."""
        program = self._project.program
        for value in self._project.references.inference.of(module, node):
            if isinstance(value, Instance | ClassRef):
                for cls in (*ancestry(program, value.cls), *descendants(program, value.cls)):
                    carriers = (Carrier("attr", cls, name) for name in cls.assigned)
                    yield from (carrier for carrier in carriers if self._components.known(carrier))

    def _parts(self, module: Module, node: ast.expr) -> Iterator[Place]:
        """Yield what the value of the expression is taken out of, or made of."""
        found: list[ast.expr] = []
        match node:
            case ast.Call():
                functions = called_functions(self._project, module, node)
                yield from ((f.module, value) for f in functions for value in (*f.returns, *f.yields))
                if not functions:
                    found = [*node.args, *(keyword.value for keyword in node.keywords)]
                    found.append(node.func.value if isinstance(node.func, ast.Attribute) else node.func)
            case ast.Attribute(attr="__dict__") | ast.Subscript() | ast.Starred() | ast.NamedExpr() | ast.Await():
                found = [node.value]
            case ast.Lambda():
                found = [node.body]
            case ast.IfExp():
                found = [node.body, node.orelse]
            case ast.BoolOp() | ast.Dict():
                found = node.values
            case ast.List() | ast.Tuple() | ast.Set():
                found = node.elts
            case ast.Name() | ast.Attribute():
                yield from values_of(self._project, module, node)
        yield from ((module, part) for part in found)


def _names(node: ast.expr) -> Iterator[str]:
    """Yield the name of an attribute, or of an item: `app.layer`, `app["layer"]`."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Subscript):
        yield from _texts([node.slice])


def _texts(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
