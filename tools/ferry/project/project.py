"""One tree with its configuration, read and ready to be asked: what inventory, plan and rewrite share."""

import ast
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tools.ferry.config import Config
from tools.ferry.config.schema import covers
from tools.ferry.model import WrongUse
from tools.ferry.project.alternatives import alternatives
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.givers import givers
from tools.ferry.project.heirs import methods_of_heirs
from tools.ferry.project.lazily import LazyRead, lazy_reads
from tools.ferry.project.parameters import Parameters, parameters_of
from tools.ferry.project.programs import installed_programs
from tools.ferry.project.protocols import is_shared, protocols_of
from tools.ferry.project.speaking import speaking
from tools.ferry.source import Class, Function, Module, Program
from tools.ferry.types import FileFacts, References
from tools.ferry.types.fixtures import is_fixture, serves_tests
from tools.ferry.types.names import (
    Definition,
    ancestry,
    class_of,
    derives_from_outside,
    descendants,
    find_method,
    is_taken,
    lookup,
    meanings,
    second_names,
)

if TYPE_CHECKING:
    from tools.ferry.project.bystanders import NamesakeCall


class TreeError(WrongUse):
    """The tree does not fit `ferry.toml`; the message says what is missing."""


@dataclass
class Project:
    """A program, its configuration and the answers about names."""

    config: Config
    program: Program
    references: References
    facts: FileFacts | None = None
    """What earlier runs found out about the files; None where nothing is kept."""
    bystanders: dict[Module, tuple["NamesakeCall", ...] | None] = field(default_factory=dict, repr=False)
    """What bystanders call, None for other modules: kept here by those who ask."""
    carriers_read: dict[tuple[str, bool, Module | None], dict[Carrier, list[tuple[Module, ast.expr]]]] = field(
        default_factory=dict, repr=False
    )
    """Where carriers are read, by name, kind and module: kept here by those who ask."""
    edges: dict[Function, bool] = field(default_factory=dict, repr=False)
    """Whether a function runs where no event loop does: kept here by those who ask."""
    in_threads: set[Function] | None = field(default=None, repr=False)
    """The functions that threads are given to run: kept here by those who ask, None before."""
    calls: dict[Function, list[tuple[Module, ast.Call]]] = field(default_factory=dict, repr=False)
    """The calls of a function that the migration is about: kept here by those who ask."""
    called: dict[ast.Call, tuple[Function, ...]] = field(default_factory=dict, repr=False)
    """The functions that a call can run: kept here by those who ask."""
    overriding: dict[Function, tuple[Function, ...]] = field(default_factory=dict, repr=False)
    """The methods that override a method: kept here by those who ask."""
    passed: dict[tuple[Function, str], list[tuple[Module, ast.expr]]] = field(default_factory=dict, repr=False)
    """What calls of a function pass for a parameter: kept here by those who ask."""
    requesting: set[Function] | None = field(default=None, repr=False)
    """What makes requests by a test client: kept here by those who ask, None before."""
    attribute_puts: dict[str, list[tuple[Module, ast.Call, ast.Constant, ast.expr]]] | None = field(
        default=None, repr=False
    )
    """Where tests replace attributes and variables, by name: kept here by those who ask, None before."""
    class_patches: dict[tuple[Module, str], list[tuple[Module, ast.Call]]] | None = field(default=None, repr=False)
    """Where tests replace the facade's classes, by module and name: kept here by those who ask, None before."""
    function_patches: dict[str, list[tuple[Module, ast.Call]]] | None = field(default=None, repr=False)
    """Where tests replace something, by its last name: kept here by those who ask, None before."""
    without_set_up: dict[Function, bool] = field(default_factory=dict, repr=False)
    """Whether nothing makes what the twin of an accessor gives: kept here by those who ask."""
    changed_alone: dict[Function, list[tuple[Module, ast.expr]]] = field(default_factory=dict, repr=False)
    """Where what an accessor gives is changed, and not what its twin gives: kept here by those who ask."""
    put_into: dict[tuple[str, bool], list[tuple[Module, ast.Attribute, list[ast.expr]]]] = field(
        default_factory=dict, repr=False
    )
    """What is put into attributes, by their name, by any method or by an adding one: kept here by those who ask."""
    _spoken: dict[Module, set[str]] = field(default_factory=dict, repr=False)
    _counterparts: dict[str, tuple[Function | None, Function | None]] = field(default_factory=dict, repr=False)
    _parameters: dict[str, Parameters | None] = field(default_factory=dict, repr=False)

    @cached_property
    def facade(self) -> Class | None:
        """The facade's class; None once it is deleted."""
        return class_of(self.program, self.config.facade)

    @cached_property
    def target(self) -> Class:
        """The async class.

        Raises:
            TreeError: when the tree has none.
        """
        found = class_of(self.program, self.config.target)
        if found is None:
            raise TreeError(f"{self.config.path}: target.class: the tree has no class {self.config.target}")
        return found

    @cached_property
    def test_modules(self) -> list[Module]:
        """The modules of tests and of their helpers."""
        return [module for module in self.program.modules.values() if serves_tests(module)]

    @cached_property
    def facade_methods(self) -> frozenset[str]:
        """The public methods of the facade, inherited and heirs' own ones included, and the map's old names.

        None that is an accessor: it is called on the class.
        """
        names = self.config.methods.keys() | self.inherited_methods | self.methods_of_heirs.keys()
        for cls in ancestry(self.program, self.facade) if self.facade else []:
            names |= {name for name in (*cls.methods, *second_names(cls)) if not name.startswith("_")}
            names -= {accessor.short for accessor in self.accessors if accessor.cls is cls}
        return frozenset(names)

    @cached_property
    def methods_of_heirs(self) -> dict[str, tuple[Function, Function | None]]:
        """The public methods that only heirs with an async class of their own have, and the counterparts there."""
        config, facade = self.config, self.facade
        return methods_of_heirs(self.program, facade, config.target_classes, config.renamed) if facade else {}

    def facade_method(self, name: str) -> Function | None:
        """Return the facade's method of this name, or that of heirs alone."""
        return self._pair(name)[0]

    def counterpart(self, name: str) -> Function | None:
        """Return what the target has in place of a facade's method, or the async class of heirs in place of theirs."""
        return self._pair(name)[1]

    def _pair(self, name: str) -> tuple[Function | None, Function | None]:
        if name not in self._counterparts:
            own = find_method(self.program, self.facade, name) if self.facade is not None else None
            pair = own, find_method(self.program, self.target, self.config.renamed(name))
            self._counterparts[name] = self.methods_of_heirs.get(name, pair)
        return self._counterparts[name]

    def parameters(self, name: str) -> Parameters | None:
        """Return what a facade's method and its counterpart take; None where one of them is missing or does not say."""
        if name not in self._parameters:
            old, new = self._pair(name)
            self._parameters[name] = parameters_of(old, new) if old is not None and new is not None else None
        return self._parameters[name]

    @cached_property
    def inherited_methods(self) -> frozenset[str]:
        """The public methods of the target that the facade can only have from a base outside the tree."""
        if self.facade is None or not self.has_foreign_base:
            return frozenset()
        own = {name for cls in ancestry(self.program, self.facade) for name in (*cls.methods, *cls.assigned)}
        target = {name for cls in ancestry(self.program, self.target) for name in cls.methods}
        return frozenset(name for name in target - own if not name.startswith("_"))

    @cached_property
    def has_foreign_base(self) -> bool:
        """Whether the facade derives from a class outside the tree from which it can have methods."""
        family = ancestry(self.program, self.facade) if self.facade else []
        return any(derives_from_outside(self.program, cls) for cls in family)

    @cached_property
    def facade_classes(self) -> frozenset[Class]:
        """The facade, its bases in the tree, what derives from it, its parts, and doubles with a twin of their own.

        Never the target's family.
        """
        if self.facade is None:
            return frozenset()
        family = {*ancestry(self.program, self.facade), *descendants(self.program, self.facade)}
        family |= self._parts_of(family)
        named = (class_of(self.program, name) for name in self.config.target_classes)
        family |= {cls for cls in named if cls is not None}
        family |= {protocol for protocol, shared in self.protocols.items() if not shared}
        return frozenset(family - set(ancestry(self.program, self.target)))

    @cached_property
    def target_family(self) -> frozenset[Class]:
        """The async class, its bases and its heirs."""
        return frozenset({*ancestry(self.program, self.target), *descendants(self.program, self.target)})

    @cached_property
    def protocols(self) -> dict[Class, bool]:
        """The protocols that the facade implements without naming them; whether others of the tree do so, too."""
        if self.facade is None:
            return {}
        family = {*descendants(self.program, self.facade), *descendants(self.program, self.target)}
        found = protocols_of(self.program, self.facade)
        return {protocol: is_shared(self.program, protocol, family) for protocol in found}

    def _parts_of(self, family: set[Class]) -> set[Class]:
        """Return the classes of which only heirs in the family are made, and nothing else: mixins."""
        parts = {part for cls in family for part in ancestry(self.program, cls)}
        whole = {part for part in parts - family if parts.issuperset(descendants(self.program, part))}
        return {part for part in whole if not self._is_built(part)}

    def _is_built(self, cls: Class) -> bool:
        places = self.program.loads.get(cls.name.rpartition(".")[2], [])
        return any(isinstance(call := m.parents[n], ast.Call) and call.func is n for m, n in places)

    @cached_property
    def accessors(self) -> frozenset[Function]:
        """The functions that return the facade."""
        found = (lookup(self.program, name) for name in self.config.accessors)
        return frozenset(f for f in found if isinstance(f, Function))

    @cached_property
    def companions(self) -> frozenset[Function]:
        """The functions that go away with the facade without returning it."""
        found = (lookup(self.program, name) for name in self.config.companions)
        return frozenset(f for f in found if isinstance(f, Function))

    @cached_property
    def renamed_imports(self) -> dict[str, list[tuple[Module, str]]]:
        """The last part of what modules import under another name: the modules, and the name there."""
        found: dict[str, list[tuple[Module, str]]] = {}
        for module in self.program.files.values():
            for local, dotted in module.imports.items():
                last = dotted.rpartition(".")[2]
                if local != last:
                    found.setdefault(last, []).append((module, local))
        return found

    @cached_property
    def scripts(self) -> frozenset[Function]:
        """The functions that are installed as programs."""
        return installed_programs(self.program)

    @cached_property
    def holders(self) -> frozenset[Class]:
        """The classes that carry both layers in twin attributes."""
        names = [step.text("class") for step in self.config.steps if step.kind == "container"]
        return frozenset(cls for name in names if (cls := class_of(self.program, name)))

    @cached_property
    def serving(self) -> frozenset[Function]:
        """The functions in which a step puts the target beside the facade, for those who still read either."""
        names = [step.text("function") for step in self.config.steps if step.kind == "lifespan"]
        found = [lookup(self.program, name) for name in names]
        methods = (method for cls in self.holders for method in cls.methods.values())
        return frozenset([*methods, *(one for one in found if isinstance(one, Function))])

    @cached_property
    def retired(self) -> tuple[str, ...]:
        """Files that a later step deletes; nothing in them is migrated."""
        return tuple(f for s in self.config.steps if s.kind in {"delete", "delete_tests"} for f in s.texts("files"))

    @cached_property
    def askers(self) -> dict[str, list[Function]]:
        """The tests and fixtures that have a parameter of a name, by that name."""
        found: dict[str, list[Function]] = {}
        for function in self.program.functions.values():
            if function.short.startswith("test") or (function.module.has_any({"fixture"}) and is_fixture(function)):
                for name in {param.arg for param in function.params}:
                    found.setdefault(name, []).append(function)
        return found

    @cached_property
    def asked_fixtures(self) -> tuple[tuple[Module, ast.Call], ...]:
        """The calls by which a test asks for a fixture by name: `request.getfixturevalue(name)`."""
        places = self.program.loads.get("getfixturevalue", [])
        calls = ((module, module.parents[node]) for module, node in places)
        return tuple((module, call) for module, call in calls if isinstance(call, ast.Call))

    def spoken_names(self, module: Module) -> set[str]:
        """Return the names by which the module can speak of the facade, its accessors and companions."""
        if module not in self._spoken:
            self._spoken[module] = self._spoken_names(module)
        return self._spoken[module]

    def _spoken_names(self, module: Module) -> set[str]:
        names = {cls.name.rpartition(".")[2] for cls in self.facade_classes}
        names |= {function.short for function in (*self.accessors, *self.companions)}
        return names | {local for local, dotted in module.imports.items() if dotted.rpartition(".")[2] in names}

    @cached_property
    def _speaking(self) -> frozenset[Module]:
        names = {cls.name.rpartition(".")[2] for cls in self.facade_classes}
        names |= {function.short for function in (*self.accessors, *self.companions)}
        return speaking(self.program, names)

    def speaks_of_facade(self, module: Module) -> bool:
        """Tell whether the module can name the facade's family, an accessor or a companion, in a string too."""
        return module in self._speaking

    def is_retired(self, module: Module) -> bool:
        """Tell whether the module goes away, or is the facade's or the target's own."""
        return module in self._retired_modules

    def is_layers_own(self, module: Module) -> bool:
        """Tell whether the module is the facade's or the target's own, or goes away with the facade."""
        return module in self._own_modules

    @cached_property
    def _own_modules(self) -> frozenset[Module]:
        entries = [entry for step in self.config.steps if step.kind == "delete" for entry in step.texts("files")]
        away = (m for m in self.program.files.values() if any(covers(entry, m.file) for entry in entries))
        return frozenset({self.target.module, *([self.facade.module] if self.facade else []), *away})

    @cached_property
    def _retired_modules(self) -> frozenset[Module]:
        away = {m for m in self.program.files.values() if any(covers(entry, m.file) for entry in self.retired)}
        return self._own_modules | away

    @cached_property
    def layer(self) -> frozenset[ast.AST]:
        """The syntax nodes of the facade's family and accessors: what they do themselves is the layer's business.

        So is what a function does that gives an accessor the facade.
        """
        parts: list[ast.AST] = [cls.node for cls in self.facade_classes]
        parts += [function.node for function in (*self.accessors, *self.companions)]
        parts += [function.node for function in givers(self.references, self.accessors, self.facade_classes)]
        return frozenset(node for part in parts for node in ast.walk(part))

    def twin_class(self, cls: Class) -> str | None:
        """Return the dotted name of the async class that replaces one of the facade's family; None where none is named.

        The target replaces the facade, its bases, and protocols that it alone implements.
        """
        above = [*ancestry(self.program, self.facade), *self.protocols] if self.facade else []
        return self._twins.get(cls) or (self.config.target if cls in above else None)

    @cached_property
    def _twins(self) -> dict[Definition | str, str]:
        """What replaces a function or class; the configuration may name it where the tree only passes it on."""
        pairs = {**self.config.target_classes, **self.config.target_accessors}
        return {lookup(self.program, old): new for old, new in pairs.items()}

    def category(self, module: Module) -> str:
        """Return the category of a module."""
        return self.config.category_of(module.file)

    def plan_with(self, config: Config) -> None:
        """Take the categories and steps of another configuration for the same two classes."""
        self.config = config

    def twin_of(self, function: Function) -> str | None:
        """Return the dotted name of the async twin of an accessor or companion."""
        return self._twins.get(function)

    def imported_for(self, dotted: str) -> tuple[str, str]:
        """Return what code imports for a function or class, and the attribute of that: a method has its class."""
        found = lookup(self.program, dotted)
        owner, _, short = dotted.rpartition(".")
        return (owner, short) if isinstance(found, Function) and found.cls is not None else (dotted, "")

    def named_in(self, module: Module, dotted: str) -> tuple[str, str]:
        """Return the same for a module, which names it over its module where its own name means something else."""
        named, rest = self.imported_for(dotted)
        if not is_taken(self.program, module, named):
            return named, rest
        owner, _, short = named.rpartition(".")
        return owner, f"{short}.{rest}".rstrip(".")

    def has_coroutine_twin(self, function: Function) -> bool:
        """Tell whether the async twin of an accessor or companion has to be awaited."""
        twin = lookup(self.program, self._twins.get(function, ""))
        return isinstance(twin, Function) and twin.is_async and not twin.is_generator

    @cached_property
    def alternatives(self) -> dict[Function, frozenset[Function]]:
        """The functions that code takes for one in a branch, itself included: of another module or class, perhaps."""
        names = ((module, local) for module in self.program.files.values() for local in module.outline.alternatives)
        found: dict[Function, frozenset[Function]] = {}
        for group in (g for name in names for g in alternatives(self.program, meanings(self.program, *name))):
            for function in group if len(group) > 1 else ():
                found[function] = found.get(function, frozenset()) | group
        return found

    @cached_property
    def lazy_reads(self) -> dict[Module, list[LazyRead]]:
        """Where names are read that a module gives by its `__getattr__`, by that module."""
        return lazy_reads(self.program)

    @cached_property
    def entered(self) -> tuple[tuple[Module, ast.expr], ...]:
        """The contexts of `with … as name`."""
        modules = self.program.files.values()
        items = ((module, node) for module in modules for node in module.nodes(ast.withitem))
        return tuple((module, item.context_expr) for module, item in items if item.optional_vars is not None)

    def owner(self, module: Module, node: ast.AST) -> Function | None:
        """Return the function that holds `node`."""
        return self.program.enclosing(module, node)
