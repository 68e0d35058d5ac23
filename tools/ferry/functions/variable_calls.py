"""Calls through variables: parameters, table entries, attributes, aliases that hold functions of the tree."""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.functions.decorators import can_have_twin, has_twin, is_put_into_table, wrapped_name, wrappers_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.decorated import meant_by
from tools.ferry.types.enums import OF_MEMBERS
from tools.ferry.types.flow import returned_inner, wrapped_by
from tools.ferry.types.members import ITSELF
from tools.ferry.types.names import find_method, lookup
from tools.ferry.types.parsed_arguments import defaulted
from tools.ferry.types.values import FunctionRef, Instance
from tools.ferry.uses.usage import OFFLOADERS

_Calls = list[tuple[Module, ast.Call]]


class VariableCalls:
    """The calls of one project that run a function by another name than its own, found on demand."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._of: dict[Function, _Calls] = {}
        self._in: dict[Module, dict[Function, _Calls]] = {}

    def of(self, function: Function) -> _Calls:
        """Return the calls that run the function, in the order of the tree."""
        found = self._by_name(function)
        objects = self._of_objects.get(function, []) if function.short == "__call__" else []
        return found + [call for call in objects if call not in found]

    def _by_name(self, function: Function) -> _Calls:
        importers = self._importers.get(function)
        if importers is None:
            return self._anywhere.get(function, [])
        if function not in self._of:
            modules = [module for module in self._modules if module in self._callers or module in importers]
            self._of[function] = [call for module in modules for call in self._calls_in(module).get(function, [])]
        return self._of[function]

    @cached_property
    def _of_objects(self) -> dict[Function, _Calls]:
        """The calls of functions in whose place a decorator puts an object, by the method that these calls run."""
        program = self.project.program
        found: dict[Function, _Calls] = {}
        for module, node in (load for name in sorted(self._replaced) for load in program.loads.get(name, [])):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and not self.project.is_retired(module):
                for method in self._run_by(module, node):
                    found.setdefault(method, []).append((module, call))
        return found

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """The names of functions in whose place a decorator puts an object."""
        decorated = (function for function in self.project.program.functions.values() if function.decorators)
        inference = self.project.references.inference
        return frozenset(f.short for f in decorated if FunctionRef(f) not in meant_by(inference, f))

    @cached_property
    def in_threads(self) -> dict[Function, list[tuple[Module, ast.expr]]]:
        """What holds a function that a worker thread is given to run, by function: `check` of `to_thread(check, 2)`."""
        program = self.project.program
        found: dict[Function, list[tuple[Module, ast.expr]]] = {}
        for name, position in OFFLOADERS.items():
            for module, node in program.loads.get(name, []):
                call = module.parents[node]
                is_call = isinstance(call, ast.Call) and call.func is node and not self.project.is_retired(module)
                for given in call.args[position : position + 1] if is_call and isinstance(call, ast.Call) else ():
                    if not isinstance(given, ast.Lambda) and self._may_be_another(module, given):
                        for function in self._run_by(module, given):
                            found.setdefault(function, []).append((module, given))
        return found

    @cached_property
    def _anywhere(self) -> dict[Function, _Calls]:
        """The calls that run whatever a variable holds, by function."""
        found: dict[Function, _Calls] = {}
        for module in self._modules:
            for function, calls in self._calls_in(module).items() if module in self._callers else ():
                found.setdefault(function, []).extend(calls)
        return found

    @cached_property
    def _modules(self) -> list[Module]:
        modules, project = self.project.program.files.values(), self.project
        return [m for m in modules if not project.is_retired(m) or project.is_layers_own(m)]

    @cached_property
    def _shorts(self) -> frozenset[str]:
        return frozenset(function.short for function in self.project.program.functions.values())

    @cached_property
    def _aliases(self) -> list[tuple[Module, str, Function | None]]:
        """The imports of a function under another name, or (None) of a variable that may hold any."""
        program = self.project.program
        found: list[tuple[Module, str, Function | None]] = []
        for module in program.files.values():
            for local, dotted in module.imports.items():
                meaning = lookup(program, dotted)
                if isinstance(meaning, Function) and meaning.short != local:
                    found.append((module, local, meaning))
                elif isinstance(meaning, tuple):
                    found.append((module, local, None))
        return found

    @cached_property
    def _importers(self) -> dict[Function, set[Module]]:
        """The modules that call a function by the other name under which they import it."""
        found: dict[Function, set[Module]] = {}
        for module, local, function in self._aliases:
            if function is not None and local in module.outline.called_names:
                found.setdefault(function, set()).add(module)
        return found

    @cached_property
    def _put(self) -> frozenset[str]:
        """The attributes that something is assigned to, in a class or outside, or that an argument parser sets."""
        outlines = [module.outline for module in self.project.program.files.values()]
        return defaulted(self.project.program).union(*(o.attributes for o in outlines), *(o.stores for o in outlines))

    @cached_property
    def _callers(self) -> frozenset[Module]:
        """The modules in which some call may run whatever a variable, an attribute or an expression holds.

        An attribute that is called holds something else than a method of its name only if that is put there, somewhere.
        """
        outlines = [module.outline for module in self.project.program.files.values()]
        held = {local for _, local, _ in self._aliases}.union(*(outline.variables for outline in outlines))
        held = (held - self._shorts) | self._put
        found = {m for m, local, function in self._aliases if function is None and local in m.outline.called_names}
        by_name = held | ITSELF | OF_MEMBERS
        for module in self.project.program.files.values():
            if module.outline.calls_variables or not by_name.isdisjoint(module.outline.called_attributes):
                found.add(module)
        return frozenset(found)

    def _calls_in(self, module: Module) -> dict[Function, _Calls]:
        if module not in self._in:
            self._in[module] = {}
            for node in module.nodes(ast.Call):
                if self._may_be_variable(module, node.func):
                    for function in self._run_by(module, node.func):
                        by_its_name = isinstance(node.func, ast.Attribute) and node.func.attr == function.short
                        if not by_its_name and not self.is_wrapped_call(module, node):
                            self._in[module].setdefault(function, []).append((module, node))
        return self._in[module]

    def _run_by(self, module: Module, callee: ast.expr) -> Iterator[Function]:
        for value in self.project.references.inference.of(module, callee):
            if isinstance(value, FunctionRef):
                yield value.function
                if is_put_into_table(value.function):
                    yield from wrapped_by(self.project.references.inference, value.function)
            elif isinstance(value, Instance):
                method = find_method(self.project.program, value.cls, "__call__")
                if method is not None:
                    yield method

    def _may_be_variable(self, module: Module, func: ast.expr) -> bool:
        """Tell whether the callee can be something else than the function of its name."""
        if called_name(func) not in self._shorts or not isinstance(func, ast.Name | ast.Attribute):
            return True
        if not isinstance(func, ast.Name):
            return func.attr in self._put | ITSELF
        if self.project.program.binder(module, func) is not None or func.id in module.assigned:
            return True
        dotted = module.imports.get(func.id, func.id)
        return _is_renamed(func.id, dotted) or isinstance(lookup(self.project.program, dotted), tuple)

    def _may_be_another(self, module: Module, given: ast.expr) -> bool:
        """Tell whether what is given can be something else than the function of its name: an object, too."""
        return self._may_be_variable(module, given) or called_name(given) in self._replaced

    def is_decorators(self, module: Module, call: ast.Call, function: Function) -> bool:
        """Tell whether the call is that of a decorator's wrapper, and the decorator is used as one of the function."""
        wrapper = self.project.owner(module, call)
        decorator = wrapper.outer if wrapper is not None else None
        if decorator is None or not self.is_wrapped_call(module, call):
            return False
        return has_twin(decorator) or wrapper in wrappers_of(self.project, function)

    def is_wrapped_call(self, module: Module, call: ast.Call) -> bool:
        """Tell whether a decorator's wrapper calls what it wraps: it has an async twin for that, or gets one."""
        wrapper = self.project.owner(module, call)
        decorator = wrapper.outer if wrapper is not None else None
        if wrapper is None or decorator is None or not isinstance(call.func, ast.Name):
            return False
        if call.func.id != wrapped_name(decorator) or wrapper not in returned_inner(decorator):
            return False
        return wrapper.is_async or has_twin(decorator) or can_have_twin(wrapper)


def _is_renamed(local: str, dotted: str) -> bool:
    """Tell whether an import gives what it imports another name: `from shop.rooms import run as rooms`."""
    return dotted.rpartition(".")[2] != local
