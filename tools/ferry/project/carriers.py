"""Where the facade travels: the variables, parameters, attributes and returns that hold it.

Carriers between which the facade flows form one component, and a component changes its type as a whole: when one of its
calls becomes awaited, all of its annotations, sources and calls are switched in the same step.
"""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tools.ferry.source import Class, Function, Module

SourceKind = Literal[
    "accessor", "travel", "put", "construct", "mock", "patch", "patched", "replaced", "overridden", "held"
]


class Carrier(NamedTuple):
    """Something that holds the facade: a local (parameters too), an attribute, a global, a return, an expression.

    The attribute `obj` of a module is that of click's contexts, one for the tree. What a mock or namespace of a test
    has is `told`, named by where that is made and by the way to the attribute.
    """

    kind: Literal["local", "attr", "global", "return", "expr", "patch", "told"]
    owner: Function | Class | Module
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A syntax node in its module."""

    module: Module
    node: ast.expr


@dataclass(frozen=True, slots=True)
class Source:
    """An expression that brings the facade in."""

    kind: SourceKind
    module: Module
    node: ast.expr


@dataclass(eq=False, slots=True)
class Component:
    """Carriers that change together.

    `uses` are attribute reads on them, also by `getattr` and `hasattr`; `annotations` are names of the facade's class.
    `specials` are objects of which the code around them calls a special method, with its name.
    `bridged` are attribute reads on their asynchronous form (`to_async(layer).load`), with the facade's names for them.
    `doubles` are objects of other classes that are given for the facade, with its methods that they answer.
    `made` are calls by which an accessor or class that a variable holds gives one: nothing is switched there.
    `unseen` are reads on objects that may be theirs, though nothing leads there.
    `lost_mocks` are mocks of tests that are given for the facade where nothing follows them.
    `own` is where an accessor reads one of the carriers, or one is loaded by a name: the layer's own, or any heir.
    `untraced` marks one of which only a use is known, not where its object comes from. Two are equal when they are the
    same object.
    """

    carriers: set[Carrier] = field(default_factory=set)
    sources: dict[ast.expr, Source] = field(default_factory=dict)
    annotations: dict[ast.expr, Place] = field(default_factory=dict)
    uses: dict[ast.expr, Place] = field(default_factory=dict)
    specials: dict[ast.expr, tuple[str, Place]] = field(default_factory=dict)
    bridged: dict[ast.expr, frozenset[str]] = field(default_factory=dict)
    doubles: dict[ast.expr, tuple[frozenset[str], Place]] = field(default_factory=dict)
    made: dict[ast.expr, Place] = field(default_factory=dict)
    unseen: dict[ast.expr, Place] = field(default_factory=dict)
    lost_mocks: dict[ast.expr, Place] = field(default_factory=dict)
    own: Place | None = None
    untraced: bool = False

    @property
    def modules(self) -> Iterator[Module]:
        """The modules of everything in the component."""
        yield from (source.module for source in self.sources.values())
        yield from (place.module for place in (*self.annotations.values(), *self.uses.values()))

    def names_used(self, nodes: Collection[ast.expr] | None = None) -> set[str]:
        """Return the facade's names for what is read of the carriers, or of those `nodes`, also over the bridge."""
        names = {used_name(node) for node in self.uses if nodes is None or node in nodes}
        return names.union(*(of for node, of in self.bridged.items() if nodes is None or node in nodes))

    def absorb(self, other: "Component") -> None:
        """Take over what `other` has."""
        self.carriers |= other.carriers
        self.sources |= other.sources
        self.annotations |= other.annotations
        self.uses |= other.uses
        self.specials |= other.specials
        self.bridged |= other.bridged
        self.doubles |= other.doubles
        self.made |= other.made
        self.unseen |= other.unseen
        self.lost_mocks |= other.lost_mocks
        self.own = self.own or other.own
        self.untraced = self.untraced or other.untraced


def used_name(node: ast.expr) -> str:
    """Return the name that a use reads: of `x.name`, and of `getattr(x, "name")` and `hasattr(x, "name")`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    text = name_argument(node)
    return text.value if text is not None and isinstance(text.value, str) else ""


def name_argument(node: ast.expr) -> ast.Constant | None:
    """Return the constant that names an attribute in a call of `getattr` or `hasattr`."""
    if isinstance(node, ast.Call) and len(node.args) >= 2 and isinstance(node.args[1], ast.Constant):
        return node.args[1]
    return None


class Components:
    """Disjoint components, merged as flows are found."""

    def __init__(self) -> None:
        self._of: dict[Carrier, Component] = {}
        self._attributes: dict[str, list[Carrier]] = {}  # by name
        self._variables: list[Carrier] = []
        self._results: list[Carrier] = []

    def of(self, carrier: Carrier) -> Component:
        """Return the component of `carrier`, a new one at first."""
        if carrier not in self._of:
            self._of[carrier] = Component({carrier})
            if carrier.kind == "attr":
                self._attributes.setdefault(carrier.name, []).append(carrier)
            elif carrier.kind == "global":
                self._variables.append(carrier)
            elif carrier.kind == "return" and isinstance(carrier.owner, Function):
                self._results.append(carrier)
        return self._of[carrier]

    def known(self, carrier: Carrier) -> bool:
        """Tell whether `carrier` was met before."""
        return carrier in self._of

    def attributes(self, name: str) -> list[Carrier]:
        """Return the attributes of that name, of any class, that hold the facade."""
        return [*self._attributes.get(name, [])]

    def variables(self, module: Module | None = None, name: str = "") -> list[Carrier]:
        """Return the variables that hold the facade, of the module or of any, all or those of the name."""
        found = [carrier for carrier in self._variables if module in {None, carrier.owner}]
        return [carrier for carrier in found if not name or carrier.name == name]

    def results(self, name: str = "") -> list[Carrier]:
        """Return the results of functions, of any or of those with that name, that hold the facade."""
        return [carrier for carrier in self._results if not name or carrier.owner.name.rpartition(".")[2] == name]

    def join(self, one: Carrier, other: Carrier) -> None:
        """Put two carriers into one component."""
        keep, gone = self.of(one), self.of(other)
        if keep is gone:
            return
        if len(keep.carriers) < len(gone.carriers):
            keep, gone = gone, keep
        keep.absorb(gone)
        for carrier in gone.carriers:
            self._of[carrier] = keep

    def all(self) -> list[Component]:
        """Return each component once, in the order of discovery."""
        return list(dict.fromkeys(self._of.values()))
