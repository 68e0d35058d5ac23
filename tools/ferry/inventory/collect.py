"""From the analysis to the inventory: every name that could mean the facade is judged."""

import ast
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

from tools.ferry.inventory.causes import asks_another, cause_of
from tools.ferry.inventory.mentions import find_mentions
from tools.ferry.inventory.named import Named, named_methods, owners_of
from tools.ferry.inventory.origins import missing_annotations
from tools.ferry.model import Elsewhere, Evidence, Inventory, Kind, Site, Unknown
from tools.ferry.plan.analysis import Analysis
from tools.ferry.project.bystanders import keep_bystanders, method_reads
from tools.ferry.source import Class, Function, Module, called_name, characters, text_of
from tools.ferry.trace.sources import PATCHING, patched_accessor
from tools.ferry.types.annotations import annotation_names
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.names import lookup
from tools.ferry.types.of_tests import defined_for, told_to
from tools.ferry.types.values import ClassRef, External, Instance, Mock
from tools.ferry.uses.usage import usage

Fact = Site | Unknown | Elsewhere
_Fact = TypeVar("_Fact", Site, Unknown, Elsewhere)


def take_inventory(analysis: Analysis) -> Inventory:
    """Return the inventory, sorted by file and line."""
    collector = _Collector(analysis)
    facts = set(collector.facts())
    sites = _sorted(facts, Site)
    return Inventory(
        facade=analysis.project.config.facade,
        sites=sites,
        unknown=_sorted(facts, Unknown),
        elsewhere=_sorted(facts, Elsewhere),
        mentions=find_mentions(analysis.project, sites),
        annotations=missing_annotations(analysis.project, collector.unknown),
    )


def _sorted(facts: Iterable[Fact], kind: type[_Fact]) -> tuple[_Fact, ...]:
    """Return the facts of a kind in their order; by their fields at once, as a dataclass compares slowly."""
    return tuple(sorted((f for f in facts if isinstance(f, kind)), key=attrgetter(*kind.__slots__)))


def _module_outside(file: str) -> str:
    """Return the module that a file outside the tree is: `builtins` of `/typeshed/builtins.pyi`."""
    path = file.rpartition("/site-packages/")[2].removeprefix("/typeshed/").lstrip("/")
    return path.removesuffix(".pyi").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class _Collector:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.project = analysis.project
        self.unknown: list[tuple[Module, ast.expr]] = []
        self.uses = {node for component in analysis.components for node in component.uses}
        facade = analysis.project.facade
        self.own_modules = {analysis.project.target.module, *([facade.module] if facade else [])}

    def facts(self) -> Iterator[Fact]:
        """Yield a fact for each candidate."""
        for method in sorted(self.project.facade_methods):
            for module, read in method_reads(self.project, method):
                if not self._inside(module, read):
                    yield from self._method(module, read)
        for module, calls in self.project.bystanders.items():
            yield from (Elsewhere(module.file, line, method, cls) for line, method, cls in calls or ())
        keep_bystanders(self.project)
        for function in sorted((*self.project.accessors, *self.project.companions), key=lambda f: f.name):
            for module, node in self._places(function):
                if not self._inside(module, node):
                    yield self._accessor(module, node, function)
        for cls in sorted(self.project.facade_classes, key=lambda c: c.name):
            for module, node in self._places(cls):
                if not self._inside(module, node):
                    yield self._class(module, node, cls)
        for module in self.project.program.files.values():
            yield from self._others(module)
        yield from self._quoted()
        yield from self._special_uses()

    def _places(self, definition: Function | Class) -> Iterator[tuple[Module, ast.Name | ast.Attribute]]:
        """Yield where code means the definition, by its own name or by that under which a module imports it."""
        yield from self.project.references.to(definition)
        short = definition.name.rpartition(".")[2]
        for module in self.project.program.files.values():
            for local, dotted in module.imports.items() if short in module.text else ():
                if local == short or lookup(self.project.program, dotted) is not definition:
                    continue
                for node in self.project.program.loads.within(module, local):
                    if isinstance(node, ast.Name) and self.project.program.binder(module, node) is None:
                        yield module, node

    def _special_uses(self) -> Iterator[Site]:
        """Yield the blocks, operators and builtins that call a special method of the facade."""
        for component in self.analysis.components:
            for name, place in component.specials.values():
                yield self._site(place.module, place.node, name, "call", ast.unparse(place.node), "type")

    def _quoted(self) -> Iterator[Site]:
        """Yield the annotations that name the facade in quotes."""
        name = self.project.config.facade.rpartition(".")[2]
        for component in self.analysis.components:
            for place in component.annotations.values():
                if isinstance(place.node, ast.Constant):
                    yield self._site(place.module, place.node, name, "annotation", "", "annotation")

    def _inside(self, module: Module, node: ast.AST) -> bool:
        """Tell whether the place is the layer's own: what it does with itself is no use of it."""
        return node in self.project.layer or module in self.own_modules

    def _method(self, module: Module, node: ast.Attribute) -> Iterator[Fact]:
        resolution = self.project.references.resolve(module, node)
        definitions = resolution.definitions
        if resolution.evidence != "type":
            definitions = frozenset(defined_for(module, definitions))
        owners = {d.cls for d in definitions if isinstance(d, Function) and d.cls is not None}
        receiver = text_of(node.value)
        if owners & self.project.facade_classes:
            yield self._site(module, node, node.attr, self._kind(module, node), receiver, resolution.evidence)
        elif owners and resolution.evidence == "type":
            yield Elsewhere(module.file, node.lineno, node.attr, min(c.name for c in owners))
        elif node in self.uses:
            values = self.project.references.inference.of(module, node.value)
            evidence: Evidence = "name" if any(isinstance(v, Mock) for v in values) else "annotation"
            yield self._site(module, node, node.attr, self._kind(module, node), receiver, evidence)
        elif owners:
            yield Elsewhere(module.file, node.lineno, node.attr, min(c.name for c in owners))
        else:
            other = self._other_owner(module, node) or _module_outside(resolution.outside)
            if other:
                yield Elsewhere(module.file, node.lineno, node.attr, other)
            else:
                yield self._unknown(module, node, node.attr, node.value)

    def _named(self, use: Named) -> Fact:
        owners, other = owners_of(self.project, use)
        receiver = "" if use.receiver is None else ast.unparse(use.receiver)
        if owners & self.project.facade_classes or use.call in self.uses:
            evidence: Evidence = "annotation" if owners and use.receiver is not None else "name"
            return self._site(use.module, use.text, use.method, use.kind, receiver, evidence)
        if owners or other or use.receiver is None:
            belongs = min((cls.name for cls in owners), default=other)
            return Elsewhere(use.module.file, use.text.lineno, use.method, belongs)
        return self._unknown(use.module, use.text, use.method, use.receiver)

    def _unknown(self, module: Module, node: ast.expr, method: str, receiver: ast.expr) -> Unknown:
        self.unknown.append((module, receiver))
        cause = cause_of(self.project, module, receiver, method)
        return Unknown(module.file, node.lineno, method, ast.unparse(receiver), cause)

    def _other_owner(self, module: Module, node: ast.Attribute) -> str:
        """Return what the receiver is when that is known and is not the facade."""
        for value in sorted(told_to(module, self.project.references.inference.of(module, node.value)), key=repr):
            if isinstance(value, Instance | ClassRef):
                return "" if asks_another(self.project, value.cls, node.attr) else value.cls.name
            # `settings.STORE.load`: what a module outside the tree holds can be the tree's own.
            if isinstance(value, External) and (value.called or value.name in module.imports.values()):
                return value.name
            if isinstance(value, Mock) and self._stands_for_target(module, value):
                return self.project.config.target
        return ""

    def _stands_for_target(self, module: Module, mock: Mock) -> bool:
        """Tell whether a test patches the mock in for what an async accessor returns."""
        twins = {lookup(self.project.program, name) for name in self.project.config.target_accessors.values()}
        for call in module.nodes(ast.Call):
            if called_name(call.func) != "patch" or not call.args:
                continue
            path = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
            found = lookup(self.project.program, path) if isinstance(path, str) and path else ""
            if not isinstance(found, Function) or found not in twins:
                continue
            given = [keyword.value for keyword in call.keywords if keyword.arg == "return_value"]
            if any(mock in self.project.references.inference.of(module, value) for value in given):
                return True
        return False

    def _kind(self, module: Module, node: ast.expr) -> Kind:
        values = self.project.references.inference.of(module, node.value) if isinstance(node, ast.Attribute) else ()
        is_set = not isinstance(getattr(node, "ctx", None), ast.Load)
        mocks = [v for v in values if isinstance(v, Mock) and (v.module is module or is_test_file(module))]
        if is_set or mocks:
            return "mock"  # what the program does with the mock of a test, it does with the facade
        how, _ = usage(module, node)
        if how == "mock" and is_test_file(module):
            return "mock"
        return "call" if how in {"call", "awaited", "offloaded"} else "reference"

    def _accessor(self, module: Module, node: ast.expr, function: Function) -> Site:
        how, _ = usage(module, node)
        evidence: Evidence = self.project.references.resolve(module, node).evidence if isinstance(
            node, ast.Name | ast.Attribute) else "name"  # fmt: skip
        kind: Kind = "accessor" if how in {"call", "awaited", "framework", "offloaded"} else "reference"
        return self._site(module, node, function.short, kind, "", evidence)

    def _class(self, module: Module, node: ast.expr, cls: Class) -> Site:
        parent = module.parents[node]
        name = cls.name.rpartition(".")[2]
        if isinstance(parent, ast.Call) and parent.func is node:
            kind: Kind = "construct"
        elif isinstance(parent, ast.keyword) and parent.arg in {"spec", "spec_set"}:
            kind = "mock"
        else:
            kind = "annotation" if self._in_annotation(module, node) else "reference"
        return self._site(module, node, name, kind, "", "type")

    def _in_annotation(self, module: Module, node: ast.expr) -> bool:
        previous: ast.AST = node
        for parent in self.project.program.ancestors(module, node):
            if isinstance(parent, ast.arg):
                return parent.annotation is previous
            if isinstance(parent, ast.AnnAssign):
                return parent.annotation is previous
            if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
                annotations = [parent.returns, *(a.annotation for a in ast.walk(parent.args) if isinstance(a, ast.arg))]
                return any(previous is a for a in annotations)
            if isinstance(parent, ast.Assign):
                return any(name is node for name in annotation_names(parent.value)) and previous is parent.value
            previous = parent
        return False

    def _others(self, module: Module) -> Iterator[Fact]:
        """Yield what is no name in code: methods named by strings, patches of accessors, re-exports of packages."""
        for use in named_methods(self.project, module):
            if not self._inside(module, use.call):
                yield self._named(use)
        for node in module.nodes(ast.Call) if module.has_any(PATCHING) else ():
            if found := patched_accessor(self.project, module, node):
                yield self._site(module, node.args[0], found[1].rpartition(".")[2], "mock", "", "name")
        if module.is_package and module.imports:
            for statement in module.tree.body:
                if isinstance(statement, ast.ImportFrom):
                    yield from self._reexports(module, statement)

    def _reexports(self, module: Module, statement: ast.ImportFrom) -> Iterator[Site]:
        ours = {*self.project.facade_classes, *self.project.accessors, *self.project.companions}
        for alias in statement.names:
            local = alias.asname or alias.name
            found = lookup(self.project.program, module.imports.get(local, ""))
            if isinstance(found, Class | Function) and found in ours:
                column = characters(module.lines[alias.lineno - 1], alias.col_offset)
                place = Site(module.file, alias.lineno, column + 1, alias.name, "reference", "",
                             module.name, self.project.category(module), "type")  # fmt: skip
                yield place

    def _site(self, module: Module, node: ast.expr, method: str, kind: Kind, receiver: str, evidence: Evidence) -> Site:
        line, offset = node.lineno, node.col_offset
        if isinstance(node, ast.Attribute):
            line, offset = node.end_lineno or line, (node.end_col_offset or 0) - len(node.attr.encode())
        column = characters(module.lines[line - 1], offset)
        function = self.project.owner(module, node)
        where = function.name if function else module.name
        category = self.project.category(module)
        return Site(module.file, line, column + 1, method, kind, receiver, where, category, evidence)
