"""Functions that have one colour: overrides, namesakes, what stands for another, and what one call can run."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.structural import Structural
from tools.ferry.functions.callees import Callees, can_be_asked
from tools.ferry.functions.second_names import known_as, names_in_classes
from tools.ferry.functions.variable_calls import VariableCalls
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.names import ancestry, descendants
from tools.ferry.types.values import FunctionRef
from tools.ferry.uses.consumption import Shape, is_placeholder, shape_of
from tools.ferry.uses.namesakes import called_together, namesakes


class Families:
    """The families of one project; answers are kept."""

    def __init__(self, project: Project, variables: VariableCalls, callees: Callees) -> None:
        self._project = project
        self._variables = variables
        self._callees = callees
        self._structural = Structural(project)
        self._known: dict[tuple[Function, bool], frozenset[Function]] = {}
        self._common: dict[Function, Shape] = {}
        self._shapes: dict[Function, Shape] = {}
        self._near: dict[Function, tuple[Function, ...]] = {}
        self._beside: dict[tuple[Function, bool], tuple[Function, ...]] = {}
        self._misfits: dict[Function, list[Function]] = {}

    def of(self, function: Function, together: bool) -> frozenset[Function]:
        """Return the functions that have its colour; without `together`, not for being run by one call alone."""
        if (function, together) not in self._known:
            self._known[function, together] = self._family(function, together)
        return self._known[function, together]

    def shape(self, function: Function) -> Shape:
        """Return what calls of the function give once it is async; of one that does nothing, what its family gives."""
        if function not in self._shapes:
            given = self._common_shape(function) if is_placeholder(function) else shape_of(function)
            self._shapes[function] = given
        return self._shapes[function]

    def misfits(self, function: Function) -> list[Function]:
        """Return the methods in its place whose calls give something else than those of a generator among them.

        One call can run either, and cannot await the one and loop over the other.
        """
        if function not in self._misfits:
            common = self._common_shape(function)
            found = [one for one in self._in_its_place(function) if self.shape(one) != common]
            self._misfits[function] = sorted(found, key=lambda one: (one.module.file, one.line))
        return self._misfits[function]

    def _common_shape(self, function: Function) -> Shape:
        """Return the shape that the family has if one of it has it: no other can take its place."""
        if function not in self._common:
            shapes = {shape_of(one) for one in self._in_its_place(function)}
            self._common[function] = max(shapes, key=("await", "enter", "iterate").index)
        return self._common[function]

    def _in_its_place(self, function: Function) -> list[Function]:
        """Return the methods of its name that become async with it, itself included: overrides and overridden.

        What only one variable holds beside it is called as what it is there: `mixed` looks after that.
        """
        family = self.of(function, together=False)
        alike = (one for one in family if one.cls is not None and one.short == function.short and not one.is_async)
        return list(dict.fromkeys([function, *alike])) if function.cls is not None else [function]

    def _family(self, function: Function, together: bool) -> frozenset[Function]:
        found = {function}
        queue = [function]
        while queue:
            current = queue.pop()
            relatives = (*self._relatives(current), *self._run_beside(current, together))
            new = [relative for relative in relatives if relative not in found]
            found.update(new)
            queue += new
        return frozenset(found)

    def _relatives(self, function: Function) -> tuple[Function, ...]:
        """Return the functions that have its colour for a reason of its own; kept, as many families share them."""
        if function not in self._near:
            self._near[function] = tuple(dict.fromkeys((
                *self._overrides(function),
                *called_together(self._project, function),
                *self._structural.of(function),
                *namesakes(self._project, function),
                *_counterpart(function),
            )))  # fmt: skip
        return self._near[function]

    def _run_beside(self, function: Function, together: bool) -> tuple[Function, ...]:
        """Return the functions that a variable's call, or a thread, can run beside it; kept, as many families ask."""
        if (function, together) not in self._beside:
            self._beside[function, together] = tuple(dict.fromkeys(self._table(function, together)))
        return self._beside[function, together]

    def _overrides(self, function: Function) -> Iterator[Function]:
        """Yield the methods that it overrides, and what heirs put in its place, by `def` or by another assignment.

        Calls of what a class itself only assigns go through a variable: they can run others, too.
        """
        program = self._project.program
        for owner, name in names_in_classes(self._project, function):
            yield from (cls.methods[name] for cls in ancestry(program, owner) if name in cls.methods)
        for cls in descendants(program, function.cls) if function.cls is not None else ():
            yield from known_as(self._project, cls, function.short)

    def _table(self, function: Function, together: bool) -> Iterator[Function]:
        """Yield what the calls and threads run, the layer's own aside: the call leaves the facade by its reference."""
        found = self._run_by_calls(function, together)
        yield from (one for one in found if not self._is_layers_own(one))

    def _is_layers_own(self, function: Function) -> bool:
        return function.cls in self._project.facade_classes or self._project.is_retired(function.module)

    def _run_by_calls(self, function: Function, together: bool) -> Iterator[Function]:
        for module, call in self._variables.of(function):
            if self._project.is_retired(module):
                continue  # the layer's own call stays as it is, and what it runs besides
            if not together and self._callees.runs_others(module, call) and can_be_asked(self._project, module, call):
                continue
            for value in self._project.references.inference.of(module, call.func):
                if isinstance(value, FunctionRef):
                    yield value.function
        for module, given in self._variables.in_threads.get(function, []):
            if not is_mixed(self._callees, module, given):
                yield from self._callees.of(module, given)


def _counterpart(function: Function) -> Iterator[Function]:
    """Yield the other half of a context manager: `with` calls both."""
    other = {"__enter__": "__exit__", "__exit__": "__enter__"}.get(function.short)
    if function.cls is not None and other in function.cls.methods:
        yield function.cls.methods[other]


def is_mixed(callees: Callees, module: Module, given: ast.expr) -> bool:
    """Tell whether a thread can get something beside functions that can become async: awaiting that would fail."""
    plain = any(isinstance(function.node, ast.Lambda) for function in callees.of(module, given))
    return plain or callees.runs_foreign(module, given)
