"""Functions that leave the tree by way of a variable: `check = users.is_admin; filter(check, names)`."""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tools.ferry.carriers.loads import loads_of
from tools.ferry.carriers.places import target_carriers
from tools.ferry.carriers.written import written_carriers
from tools.ferry.functions.decorators import wrapped_name
from tools.ferry.functions.off_loop import runs_off_loop
from tools.ferry.functions.put_away import is_kept_outside, is_put_away, is_stored
from tools.ferry.functions.receivers import unknown_asks, unknown_reads
from tools.ferry.functions.tuples import GETTER, Item, around, elements, unpacked
from tools.ferry.functions.untyped_holders import attributes_set, found_again
from tools.ferry.functions.variable_calls import VariableCalls
from tools.ferry.functions.variables import escapes
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.parsed_arguments import default_name
from tools.ferry.types.values import FunctionRef
from tools.ferry.uses.usage import is_framework

Place = tuple[Module, ast.expr]


class Receivers(NamedTuple):
    """Where a function comes to code outside the tree.

    There it is `called` on the event loop, or outside of it (`served` by `to_sync`), or `awaited` when it is async.
    """

    called: list[Place]
    served: list[Place]
    awaited: list[Place]


class HandedOut:
    """Where functions of one project come to code outside it through variables; answers are kept."""

    def __init__(self, project: Project, variables: VariableCalls) -> None:
        self._project = project
        self._variables = variables
        self._kept: dict[ast.expr, list[Place]] = {}
        self._reached: dict[ast.expr, list[Place]] = {}
        self._held: dict[ast.expr, set[Carrier]] = {}  # what holds the value of a reference, or has it inside
        self._unknown: dict[str, list[Place]] = {}  # by the name of an attribute, where it is read of anything

    def of(self, module: Module, reference: ast.expr) -> list[Place]:
        """Return where the value of the reference is given away, other than at the reference itself."""
        if reference not in self._kept:
            places = [place for place in self.places(module, reference) if place[1] is not reference]
            self._kept[reference] = [place for place in places if self.leaves(*place)]
        return self._kept[reference]

    def by_loop(self, module: Module, reference: ast.expr) -> Receivers:
        """Return its places by what becomes of the function there."""
        places = self.of(module, reference)
        served = [place for place in places if runs_off_loop(self._project, *place)]
        awaited = [place for place in places if place not in served and is_framework(*place)]
        called = [place for place in places if place not in served and place not in awaited]
        return Receivers(called, served, awaited)

    def places(self, module: Module, reference: ast.expr) -> list[Place]:
        """Return the reference, and each place to which its value comes: by variables, tables, parameters, results."""
        if reference not in self._reached:
            self._held[reference] = set()
            self._reached[reference] = list(self._places(module, reference, self._held[reference]))
        return self._reached[reference]

    def hidden_calls(self, family: Iterable[Function], module: Module, reference: ast.expr) -> list[Place]:
        """Return the calls of what holds the value of the reference, of which nothing says that they run `family`."""
        relatives = frozenset(family)
        known = {call for relative in relatives for _, call in self._variables.of(relative)}
        found: list[Place] = []
        for owner, place in self.places(module, reference):
            call = owner.parents[place]
            if place is reference or not isinstance(call, ast.Call) or call.func is not place or call in known:
                continue
            by_name = isinstance(place, ast.Attribute) and self._project.references.resolve(owner, place).definitions
            if by_name and relatives.issuperset(by_name):
                continue  # the checker sees a method of the family, which an assignment replaces in a class
            if not any(self._variables.is_decorators(owner, call, relative) for relative in relatives):
                found.append((owner, call))
        return found

    def leaves(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the value is given to code outside the tree; `submit(load, check)` gives it to `load`."""
        return escapes(self._project, module, node) or is_put_away(self._project, module, node)

    def by_decorators(self, function: Function, family: Iterable[Function]) -> list[Place]:
        """Return where decorators of the tree put what they decorate, if nothing is seen to find it there again.

        And where it is found again, but not seen to be one of its family.
        """
        found: list[Place] = []
        for owner, load in self._decorating(function):
            places = self.places(owner, load)
            found += [place for place in places if self._is_kept(*place)]
            found += self.hidden_calls(family, owner, load)
            is_run = self._variables.of(function) or function in self._variables.in_threads
            if not is_run and not any(is_framework(*place) for place in places):
                found += [place for place in places if is_stored(self._project, *place)]
        return list(dict.fromkeys(found))

    def unseen_of_decorators(self, function: Function) -> list[Place]:
        """Return where what decorators of the tree keep of the function may be read, of an unknown object."""
        return [place for given in self._decorating(function) for place in self.unseen(*given)]

    def _decorating(self, function: Function) -> Iterator[Place]:
        """Yield where decorators of the tree name what they decorate."""
        for decorator in function.decorators:
            for value in self._project.references.inference.of(function.module, decorator):
                given = wrapped_name(value.function) if isinstance(value, FunctionRef) else None
                if isinstance(value, FunctionRef) and given is not None:
                    yield from loads_of(self._project, Carrier("local", value.function, given))

    def _is_kept(self, module: Module, node: ast.expr) -> bool:
        unknown = is_kept_outside(module, node) and escapes(self._project, module, node)
        return unknown or is_put_away(self._project, module, node)

    def unseen(self, module: Module, reference: ast.expr) -> list[Place]:
        """Return where an attribute that holds the value of the reference may be read, of an unknown object."""
        places = self.places(module, reference)
        held = {carrier.name for carrier in self._held[reference] if carrier.kind == "attr"}
        held |= {target.attr for place in places for target in attributes_set(self._project, *place)}
        inference = self._project.references.inference
        held |= {argument for place in places if (argument := default_name(inference, *place)) is not None}
        names = sorted(held)
        for name in names:
            if name.startswith("__"):  # which every object has
                self._unknown[name] = []
            if name not in self._unknown:
                reads = [place for place in unknown_reads(self._project, name) if isinstance(place[1].ctx, ast.Load)]
                self._unknown[name] = [*reads, *unknown_asks(self._project, name)]
        return [place for name in names for place in self._unknown[name]]

    def _places(self, module: Module, node: ast.expr, held: set[Carrier]) -> Iterator[Place]:
        queue: list[tuple[Module, ast.expr, Item]] = [(module, node, None)]
        seen: set[tuple[Carrier | ast.expr, Item]] = set()
        told: set[ast.expr] = set()
        loads: dict[Carrier, list[Place]] = {}
        while queue:
            owner, place, item = queue.pop()  # the value itself, or an item of the tuple there
            if (place, item) in seen or self._project.is_retired(owner):
                continue
            seen.add((place, item))
            call = owner.parents[place]
            if item == GETTER and isinstance(call, ast.Call) and call.func is place:
                queue.append((owner, call, None))
                continue
            if place not in told:
                told.add(place)
                yield owner, place
            if item != GETTER:
                queue += ((owner, *element) for element in elements(self._project, owner, place, item))
                queue += ((owner, *outer) for outer in around(self._project, owner, place, item))
                queue += ((*again, item) for again in found_again(self._project, owner, place))
            carriers = [(carrier, item) for carrier in written_carriers(self._project, owner, place)]
            for target, inside in unpacked(self._project, owner, place, item):
                carriers += [(carrier, inside) for carrier in target_carriers(self._project, owner, target)]
            held.update(carrier for carrier, _ in carriers)
            for carrier, inside in carriers:
                if (carrier, inside) not in seen:
                    seen.add((carrier, inside))
                    if carrier not in loads:
                        loads[carrier] = list(loads_of(self._project, carrier))
                    queue += ((module, load, inside) for module, load in loads[carrier])
                    if carrier.kind == "return" and isinstance(carrier.owner, Function):
                        queue += ((module, call, inside) for module, call in self._variables.of(carrier.owner))
