"""The classes of the tree: what derives from what, and what an attribute of a class or of its objects stands for."""

import ast
from collections import namedtuple
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import calls, defaults, tables
from tools.ferry.verify.inference.externals import is_state
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import UNKNOWN, ClassRef, External, Func, Instance, Value, Values, present

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_ROOTS: dict[str, frozenset[str]] = {
    name: frozenset(dir(stands_for))
    for name, stands_for in {
        "object": object, "Protocol": object, "ABC": object, "Generic": object, "Exception": Exception, "str": str,
        "int": int, "NamedTuple": namedtuple("_", ()), "Enum": Enum, "TypedDict": dict,
    }.items()
}  # fmt: skip
"""The classes outside the tree of which all attributes are known -> their names."""
_ROOTS["Enum"] |= {"name", "value", "_name_", "_value_"}  # which its members have
_PROPERTIES = {"property", "cached_property", "hybrid_property"}


class Classes:
    """Answers about the classes of one tree."""

    def __init__(self, eyes: "Eyes") -> None:
        self._eyes = eyes
        self._children: dict[ClassInfo, list[ClassInfo]] | None = None

    @cached_property
    def properties(self) -> frozenset[str]:
        """The names of all properties of the tree."""
        decorated = self._eyes.tree.decorated
        return frozenset(function.name for kind in _PROPERTIES for _, function in decorated.get(kind, []))

    @cached_property
    def opened(self) -> frozenset[ClassInfo]:
        """The classes that get attributes of computed names: `setattr(cls, name, …)`, `self.__dict__.update(…)`."""
        calls_of_it = self._eyes.tree.calls.get("setattr", [])
        owners = [
            self._eyes.values(file, call.args[0]) for file, call in calls_of_it
            if len(call.args) == 3 and not isinstance(call.args[1], ast.Constant)
        ]  # fmt: skip
        for file, node in self._eyes.tree.attribute_loads.get("__dict__", []):
            match file.parents[node]:
                case (
                    ast.Attribute(attr="update" | "setdefault")
                    | ast.Subscript(slice=ast.Name() | ast.JoinedStr(), ctx=ast.Store())
                ):
                    owners.append(self._eyes.values(file, node.value))
        return frozenset(v.cls for values in owners for v in values if isinstance(v, Instance | ClassRef))

    @cached_property
    def given_to_anything(self) -> frozenset[str]:
        """The attributes that code sets on objects of which nothing is known: `request.cls.make = make`."""
        return frozenset(
            node.attr for file in self._eyes.tree.files for node in file.nodes
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            and not any(isinstance(v, Instance | ClassRef) for v in self._eyes.values(file, node.value))
        )  # fmt: skip

    def properties_read(self, file: File, node: ast.Attribute) -> list[Func]:
        """Return the functions that reading the attribute runs; empty when it may be something else, too."""
        found: list[Func] = []
        owners = present(self._eyes.values(file, node.value)) if node.attr in self.properties else ()
        for value in owners:
            methods = (
                self.methods(value.cls, node.attr, exact=value.exact, tests=file.is_test)
                if isinstance(value, Instance)
                else []
            )
            if not methods or not all(_PROPERTIES & {last_name(d) for d in m.decorator_list} for m in methods):
                return []
            found += [Func(self._eyes.tree.home[method], method, bound=True) for method in methods]
        return sorted(found, key=lambda f: (f.file.path, f.node.lineno))

    def lineage(self, cls: ClassInfo) -> tuple[list[ClassInfo], bool]:
        """Return the class and its bases in the order of search, and whether all bases are known."""
        found, complete, pending = [], True, [cls]
        while pending:
            current = pending.pop(0)
            if current in found:
                continue
            found.append(current)
            for written in current.node.bases:
                base = written.value if isinstance(written, ast.Subscript) else written
                meant = self._eyes.values(current.file, base)
                refs = [v.cls for v in meant if isinstance(v, ClassRef)]
                pending += refs
                if not refs and last_name(base) not in _ROOTS:
                    complete = False
        return found, complete

    def is_generic(self, cls: ClassInfo) -> bool:
        """Tell whether `Class[…]` is the class with its parameters filled in."""
        return any(isinstance(base, ast.Subscript) for owner in self.lineage(cls)[0] for base in owner.node.bases)

    def descendants(self, cls: ClassInfo) -> list[ClassInfo]:
        """Return the classes of the tree that inherit from `cls`."""
        if self._children is None:
            self._children = {}
            for child in self._eyes.tree.classes.values():
                for parent in self.lineage(child)[0][1:]:
                    self._children.setdefault(parent, []).append(child)
        return self._children.get(cls, [])

    def are_unrelated(self, some: Values, others: Values) -> bool:
        """Tell whether an object of the one certainly is none of the other: no class of either inherits from both."""
        families = [
            {c for v in values if isinstance(v, Instance | ClassRef) for c in (v.cls, *self.descendants(v.cls))}
            for values in (some, others)
            if values and all(isinstance(value, Instance | ClassRef) for value in values)
        ]
        return len(families) == 2 and families[0].isdisjoint(families[1])

    def methods(self, cls: ClassInfo, name: str, *, exact: bool, tests: bool) -> list[FunctionDef]:
        """Return the functions that a call of the method can run: the nearest above, and the overrides below.

        `exact`: the object is of this very class. `tests`: classes that tests derive from others count, too.
        """
        above = next((c.methods[name] for c in self.lineage(cls)[0] if name in c.methods), [])
        if exact:
            return above
        below = [m for c in self.descendants(cls) if tests or cls.file.is_test or not c.file.is_test
                 for m in c.methods.get(name, [])]  # fmt: skip
        filled = [m for m in below if not calls.is_empty(m)]
        if filled and all(isinstance(m, ast.AsyncFunctionDef) and calls.is_generator(m) for m in filled):
            return [m for m in (*above, *below) if not calls.is_empty(m)]  # whatever the abstract one looks like
        return [*above, *below]

    def of_object(self, cls: ClassInfo, name: str, *, exact: bool, tests: bool) -> Values:
        """Return what the attribute is on an object of the class; `methods` says what `exact` and `tests` mean."""
        found: list[Values] = []
        doubtful = False
        for method in self.methods(cls, name, exact=exact, tests=tests):
            file = self._eyes.tree.home[method]
            decorators = {last_name(d) for d in method.decorator_list}
            if decorators & _PROPERTIES:
                found.append(calls.run(self._eyes, Func(file, method, bound=True)))
            else:
                meant = calls.decorated(self._eyes, Func(file, method))
                if meant == UNKNOWN and isinstance(method, ast.AsyncFunctionDef):
                    doubtful = True
                    continue
                bound = "staticmethod" not in decorators
                found.append(frozenset(Func(v.file, v.node, bound) if isinstance(v, Func) else v for v in meant))
        if doubtful and not (found and all(_is_async(values) for values in found)):
            found.append(UNKNOWN)  # beside methods that are async for certain, an async one of the family is so, too
        if not found:
            found = self._attribute(cls, name)
        return self._eyes.union(found) or UNKNOWN

    def _attribute(self, cls: ClassInfo, name: str) -> list[Values]:
        for owner in self.lineage(cls)[0]:
            bindings = owner.attributes.get(name, [])
            if bindings:
                typed = self._eyes.variables.annotated(owner.file, bindings)
                if typed and owner.file.is_test:
                    values = (b.value for b in bindings if b.kind == "value")
                    typed = self._eyes.variables.standing_in(owner.file, values) or typed
                if typed and not tables.leaves_open(typed):
                    return [typed]
                found = self._eyes.union(defaults.attribute(self._eyes, owner.file, bindings))
                return [tables.functions_of_attribute(self._eyes, owner, name, found) or typed or found]
        return list(self.set_from_outside(Instance(cls), name))

    def set_from_outside(self, holder: Value, name: str) -> Iterator[Values]:
        """Yield what code puts into the attribute of the object by a variable that holds it: `bag.store = store`."""
        lineage = self.lineage(holder.cls)[0] if isinstance(holder, Instance) else []
        for file, target in self._eyes.tree.attribute_stores.get(name, []):
            if isinstance(target.value, ast.Name) and target.value.id in {"self", "cls"}:
                continue
            given = self._eyes.values(file, target.value)
            if holder in given or any(isinstance(v, Instance | ClassRef) and v.cls in lineage for v in given):
                yield self._assigned(file, target)

    def set_in_state(self, name: str, *, tests: bool) -> Values:
        """Return what code puts under the name into the `state` of an application, a request or a connection.

        Which of them that is, nobody can tell. `tests`: what tests put there counts, too.
        """
        stores = self._eyes.tree.attribute_stores.get(name, [])
        seen = ((file, target) for file, target in stores if tests or not file.is_test)
        given = (self._assigned(file, target) for file, target in seen if self._is_state(file, target.value))
        return self._eyes.union(given) or UNKNOWN

    def _is_state(self, file: File, holder: ast.expr) -> bool:
        values = self._eyes.values(file, holder)
        if any(isinstance(value, External) and is_state(value.path) for value in values):
            return True
        is_named = isinstance(holder, ast.Attribute) and holder.attr == "state"
        return is_named and not any(isinstance(value, Instance | ClassRef) for value in values)

    def _assigned(self, file: File, target: ast.Attribute) -> Values:
        statement = file.parents[target]
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        return (self._eyes.values(file, value) if value is not None else UNKNOWN) or UNKNOWN

    def of_class(self, cls: ClassInfo, name: str) -> Values:
        """Return what the attribute is on the class itself."""
        for owner in self.lineage(cls)[0]:
            if name in owner.methods:
                found: list[Values] = []
                for method in owner.methods[name]:
                    classmethod_ = "classmethod" in {last_name(d) for d in method.decorator_list}
                    meant = calls.decorated(self._eyes, Func(owner.file, method))
                    found.append(
                        frozenset(Func(v.file, v.node, classmethod_) if isinstance(v, Func) else v for v in meant)
                    )
                return self._eyes.union(found)
        return self._eyes.union(self._attribute(cls, name)) or UNKNOWN


def _is_async(values: Values) -> bool:
    return all(isinstance(value, Func) and isinstance(value.node, ast.AsyncFunctionDef) for value in values)


def inherited_names(cls: ClassInfo) -> frozenset[str]:
    """Return the attributes that the class has of bases outside the tree, as far as these are known."""
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in cls.node.bases)
    return frozenset[str]().union(*(_ROOTS.get(last_name(base), ()) for base in bases))
