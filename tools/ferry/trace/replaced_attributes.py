"""What tests put in the place of an attribute or variable that holds the facade: `patch.object(desk, "layer")`."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from tools.ferry.carriers.places import target_carriers
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.patch_holders import holders
from tools.ferry.trace.sources import is_mock, is_travel, makes_its_mock, patched_name
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.names import ancestry, lookup, member
from tools.ferry.types.patch_targets import patching
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import Instance, Values


class Put(NamedTuple):
    """A call that replaces an attribute or a variable; `named` is the text that names it, `value` what is put there.

    For a mock that the call makes itself, the value is the call.
    """

    module: Module
    call: ast.Call
    named: ast.Constant
    value: ast.expr

    def owners(self, project: Project) -> Values:
        """Return what the objects can be whose attribute it replaces."""
        if self.named is not self.call.args[0]:
            return project.references.inference.of(self.module, self.call.args[0])
        path, _, name = str(self.named.value).rpartition(".")[0].rpartition(".")
        owner = lookup(project.program, path) if path else None
        if not isinstance(owner, Module):
            return frozenset()
        values = [value for _, value in owner.assigned.get(name, []) if value is not None]
        return frozenset(one for value in values for one in project.references.inference.of(owner, value))

    def classes(self, project: Project) -> list[Class]:
        """Return the classes whose attribute it replaces: on objects of theirs, or one that the class itself sets."""
        found = patched_name(project, self.module, self.call)
        if found is None:
            return [kind.cls for kind in self.owners(project) if isinstance(kind, Instance)]
        owner, name = found
        family = ancestry(project.program, owner) if isinstance(owner, Class) else ()
        is_set = any(function is None for cls in family for _, _, function in cls.assigned.get(name, []))
        return [owner] if is_set and isinstance(owner, Class) else []

    def variable(self, project: Project) -> tuple[Module, str] | None:
        """Return the variable of a module that it replaces, by the name that the variable has there."""
        owner, name = patched_name(project, self.module, self.call) or (None, "")
        meant = member(project.program, owner, name) if isinstance(owner, Module) else None
        return meant if isinstance(meant, tuple) else None

    def is_followed(self, project: Project) -> bool:
        """Tell whether what stands there then is known: it is given, or a plain mock that the test names, or nobody."""
        return self.value is not self.call or (
            _is_plain(self.call) and holders(project, self.module, self.call) is not None
        )


def puts_of(project: Project, name: str) -> list[Put]:
    """Return the calls by which tests replace attributes and variables of this name."""
    if project.attribute_puts is None:
        project.attribute_puts = {}
        for put in _puts(project):
            project.attribute_puts.setdefault(str(put.named.value).rpartition(".")[2], []).append(put)
    return [Put(*put) for put in project.attribute_puts.get(name, [])]


def _puts(project: Project) -> Iterator[Put]:
    for module, call in patching(project.program):
        is_built_in = isinstance(call.func, ast.Name) and not is_patch(call)  # code sets attributes by `setattr`, too
        yield from _put(module, call) if not (is_built_in or project.is_retired(module)) else ()


def _put(module: Module, call: ast.Call) -> Iterator[Put]:
    texts = [n for n, one in enumerate(call.args[:2]) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    named = call.args[texts[0]] if texts else None
    if not isinstance(named, ast.Constant):
        return
    given = [*call.args[texts[0] + 1 : texts[0] + 2], *(k.value for k in call.keywords if k.arg in {"new", "value"})]
    if given:
        yield Put(module, call, named, given[0])
    elif is_patch(call):
        yield Put(module, call, named, call)


_TOLD = frozenset({"autospec", "new_callable", "spec", "spec_set"})
"""What says of which class the mock is that a patch makes."""


def _is_plain(patch: ast.Call) -> bool:
    return makes_its_mock(patch) and not any(keyword.arg in _TOLD for keyword in patch.keywords)


def puts_a_mock(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether a patch puts a mock that it makes in the place of an attribute, or of a variable."""
    put = next(_put(module, call), None) if _is_plain(call) else None
    return put is not None and bool(put.classes(project) or put.variable(project))


def names_of_mock(project: Project, module: Module, patch: ast.expr) -> Iterator[Carrier]:
    """Yield what gets the mock that a patch makes: a parameter of the test, or the name behind `as`."""
    found = (
        holders(project, module, patch) if isinstance(patch, ast.Call) and puts_a_mock(project, module, patch) else ()
    )
    for statement, name in found or ():
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            function = project.program.by_line.get((module.file, statement.lineno))
            yield from [Carrier("local", function, name)] if isinstance(function, Function) else []
            continue
        targets: list[ast.expr] = [*statement.targets] if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.With):
            targets += [item.optional_vars for item in statement.items if item.optional_vars is not None]
        for target in targets:
            yield from target_carriers(project, module, target) if ast.unparse(target) == name else ()


def put_on_holders(project: Project, module: Module) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """Yield (attribute, where it is named, value) of what a test puts on a shared holder; of a mock that is its class.

    So in `container.persistence = layer`, in `Mock(persistence=layer)` and in `patch.object(container, "persistence")`.
    """
    travel = project.config.travel
    if not travel or not is_test_file(module):
        return
    for name in travel:
        for target in project.program.stores.within(module, name):
            statement = module.parents[target]
            if isinstance(statement, ast.Assign) and is_travel(project, module, target):
                yield name, target, statement.value
    for call in module.nodes(ast.Call):
        if is_mock(call) or called_name(call) == "SimpleNamespace":
            yield from ((k.arg, call.func, k.value) for k in call.keywords if k.arg and k.arg in travel)
    for name in travel:
        for put in puts_of(project, name):
            owners = put.owners(project) if put.module is module else ()
            if any(isinstance(owner, Instance) and owner.cls in project.holders for owner in owners):
                yield name, put.named, put.value
