"""What an expression stands for: the verifier's own inference over the whole tree."""

import ast
from collections.abc import Iterable

from tools.ferry.verify import annotations, calls, passing
from tools.ferry.verify.classes import Classes
from tools.ferry.verify.externals import is_builtin, is_file_path
from tools.ferry.verify.scopes import Binding, FunctionDef, Scope, default_of
from tools.ferry.verify.tree import ClassInfo, File, Tree, last_name
from tools.ferry.verify.values import (
    EMPTY,
    PLAIN,
    UNKNOWN,
    ClassRef,
    Coroutine,
    External,
    Func,
    Group,
    Instance,
    Mock,
    Module,
    Plain,
    Unknown,
    Values,
    all_plain_mocks,
    present,
)

_DEEPEST = 60


class Eyes:
    """Answers about one tree. `known` holds names of methods that are trusted to be async without a type."""

    def __init__(self, tree: Tree, known: frozenset[str] = frozenset()) -> None:
        self.tree = tree
        self.known = known
        self.classes = Classes(self)
        self.retired: frozenset[File] = frozenset()  # files that a later step deletes: what they do is no finding
        self.gone = ""  # the class that cannot be meant any more: the facade, in a migrated file
        self._memo: dict[ast.AST, Values] = {}
        self._variables: dict[tuple[Scope, str], Values] = {}
        self._running: set[object] = set()
        self._depth = 0
        self.blocks: dict[ast.AST, list[str]] = {}  # function -> names from it to a blocking call
        self.starts: dict[ast.AST, list[str]] = {}  # function -> names from it to the start of an event loop

    # Expressions

    def values(self, file: File, node: ast.expr) -> Values:
        """Return what the expression can stand for; empty when nothing says so, which means anything."""
        if node in self._memo:
            return self._memo[node]
        if node in self._running:
            return EMPTY
        if self._depth > _DEEPEST:
            return UNKNOWN
        self._running.add(node)
        self._depth += 1
        try:
            found = self._evaluate(file, node)
        finally:
            self._depth -= 1
            self._running.discard(node)
        self._memo[node] = found
        return found

    def _evaluate(self, file: File, node: ast.expr) -> Values:
        match node:
            case ast.Name():
                return self._name(file, node)
            case ast.Attribute():
                owners = present(self.values(file, node.value), node.attr, trusted=node.attr in self.known) or UNKNOWN
                return self.union(self.member(value, node.attr, tests=file.is_test) for value in owners)
            case ast.Call():
                return calls.result(self, file, node)
            case ast.Await():
                return self.awaited(self.values(file, node.value))
            case ast.Constant() | ast.JoinedStr() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return PLAIN
            case ast.IfExp():
                return self.values(file, node.body) | self.values(file, node.orelse)
            case ast.BoolOp():
                return self._all(file, node.values)
            case ast.BinOp(op=ast.Div()) if any(
                map(is_file_path, self.paths(file, node.left) | self.paths(file, node.right))
            ):
                return frozenset({External("pathlib.Path()")})
            case ast.NamedExpr():
                return self.values(file, node.value)
            case ast.Lambda():
                return frozenset({Func(file, node)})
            case ast.Subscript():
                owners = present(self.values(file, node.value)) or UNKNOWN
                return self.union(self._item(value, node.slice) for value in owners)
        return self._container(file, node)

    def _all(self, file: File, nodes: Iterable[ast.expr]) -> Values:
        return self.union(self.values(file, node) or UNKNOWN for node in nodes)

    def _container(self, file: File, node: ast.expr) -> Values:
        match node:
            case ast.Tuple():
                items = tuple(self.values(file, element) or UNKNOWN for element in node.elts)
                return frozenset({Group(self.union(items), items)})
            case ast.List() | ast.Set():
                return frozenset({Group(self._all(file, node.elts))})
            case ast.Dict():
                return frozenset({Group(self._all(file, node.values), keyed=True)})
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return frozenset({Group(self._all(file, [node.elt]))})
            case ast.DictComp():
                return frozenset({Group(self._all(file, [node.value]), keyed=True)})
        return UNKNOWN

    @staticmethod
    def union(parts: Iterable[Values]) -> Values:
        """Return all values of all parts."""
        return EMPTY.union(*parts)

    def called(self, values: Values) -> Values:
        """Return what calling the values without looking at arguments gives."""
        return self.union(calls.run(self, v) if isinstance(v, Func) else UNKNOWN for v in values)

    def awaited(self, values: Values) -> Values:
        """Return what awaiting the values gives."""
        return self.union(
            calls.returned(self, v.function) if isinstance(v, Coroutine) and v.function else UNKNOWN for v in values
        )

    def elements(self, values: Values) -> Values:
        """Return what iterating over the values gives."""
        found = present(values) or UNKNOWN
        return self.union(v.values if isinstance(v, Group) and not v.keyed else UNKNOWN for v in found)

    def _item(self, value: object, index: ast.expr) -> Values:
        if not isinstance(value, Group):
            return UNKNOWN
        if isinstance(index, ast.Slice):
            return frozenset({value})
        number = index.value if isinstance(index, ast.Constant) else None
        if value.items is not None and isinstance(number, int) and -len(value.items) <= number < len(value.items):
            return value.items[number]
        return value.values

    # Names

    def _name(self, file: File, node: ast.Name) -> Values:
        scope = file.scope_of(node).binding(node.id)
        if scope is None:
            return frozenset({External(node.id)}) if is_builtin(node.id) else UNKNOWN
        return self.variable(file, scope, node.id)

    def variable(self, file: File, scope: Scope, name: str) -> Values:
        """Return what a variable can hold, whatever the order of its assignments."""
        key = (scope, name)
        if key in self._variables:
            return self._variables[key]
        if key in self._running:
            return EMPTY
        self._running.add(key)
        try:
            bindings = scope.names[name]
            typed = self.annotated(file, bindings)
            if typed and file.is_test:
                typed = self.standing_in(file, (b.value for b in bindings if b.kind == "value")) or typed
            found = typed or self.union(self._bound(file, scope, binding) for binding in bindings)
        finally:
            self._running.discard(key)
        self._variables[key] = found
        return found

    def annotated(self, file: File, bindings: list[Binding]) -> Values:
        """Return what the annotations among the bindings promise; empty when they say nothing."""
        for binding in bindings:
            if binding.kind == "annotation" and binding.value is not None:
                found = annotations.meaning(self, file, binding.value)
                if not any(isinstance(value, Unknown) for value in found):
                    return found
        return EMPTY

    def standing_in(self, file: File, given: Iterable[ast.expr | None]) -> Values:
        """Return the plain mocks that the expressions are; empty when one is something else.

        A mock is what it is, whatever the annotation of its name, or of the function that gives it, says.
        """
        found = self._all(file, (node for node in given if node is not None))
        return found if all_plain_mocks(found) else EMPTY

    def _bound(self, file: File, scope: Scope, binding: Binding) -> Values:
        value = binding.value
        match binding.kind:
            case "value" if value is not None:
                return self.values(file, value) or UNKNOWN
            case "annotation":
                return EMPTY
            case "element" if value is not None:
                return self.elements(self.values(file, value))
            case "part" if value is not None:
                index = ast.Constant(binding.index)
                return self.union(self._item(v, index) for v in self.values(file, value) or UNKNOWN)
            case "part of element" if value is not None:
                index = ast.Constant(binding.index)
                return self.union(self._item(v, index) for v in self.elements(self.values(file, value)) or UNKNOWN)
            case "entered" if value is not None:
                return self.entered(self.values(file, value))
            case "parameter" if isinstance(binding.node, ast.arg):
                return self.parameter(file, scope, binding.node)
            case "definition" if binding.node is not None:
                return self.definition(file, binding.node)
            case "import":
                return self.dotted_values(binding.name)
        return UNKNOWN

    def entered(self, values: Values) -> Values:
        """Return what `with` binds: the object itself, unless the tree says otherwise."""
        found = []
        for value in present(values) or UNKNOWN:
            if isinstance(value, Instance):
                enters = self.member(value, "__aenter__") | self.member(value, "__enter__")
                made = [calls.returned(self, f) for f in enters if isinstance(f, Func)]
                found.append(self.union(made) if made else frozenset({value}))
            elif isinstance(value, Group) and value.items == ():
                found.append(value.values)
            elif isinstance(value, External):
                found.append(frozenset({value}))
            else:
                found.append(UNKNOWN)
        return self.union(found)

    def definition(self, file: File, node: ast.AST) -> Values:
        """Return the function or class that a statement defines, decorators applied."""
        if isinstance(node, ast.ClassDef):
            return frozenset({ClassRef(self.tree.classes[node])})
        if isinstance(node, FunctionDef):
            return calls.decorated(self, Func(file, node))
        return UNKNOWN

    def dotted_values(self, name: str) -> Values:
        """Return what an absolute dotted name stands for."""
        if name in self.tree.modules:
            return frozenset({Module(name)})
        module, _, last = name.rpartition(".")
        if module in self.tree.modules:
            return self.module_member(module, last)
        top = name.partition(".")[0]
        if any(known == top or known.startswith(f"{top}.") for known in self.tree.modules):
            return UNKNOWN
        return frozenset({External(name)})

    def module_member(self, module: str, name: str) -> Values:
        """Return what `module.name` stands for."""
        file = self.tree.modules[module]
        scope = file.scopes[file.tree]
        if name in scope.names:
            return self.variable(file, scope, name)
        return frozenset({Module(f"{module}.{name}")}) if f"{module}.{name}" in self.tree.modules else UNKNOWN

    # Parameters

    def parameter(self, file: File, scope: Scope, argument: ast.arg) -> Values:
        """Return what a parameter can be: by its annotation, else by what the tree passes to it."""
        function = scope.node
        if isinstance(function, ast.Lambda):
            return passing.given_to_lambda(self, file, function, argument)
        if not isinstance(function, FunctionDef):
            return UNKNOWN
        owner = self.tree.owner.get(function)
        if argument.annotation is not None:
            found = annotations.meaning(self, file, argument.annotation)
            if not any(isinstance(value, Unknown) for value in found):
                given = self._of_fixture(file, function, argument.arg)
                return given if all_plain_mocks(given) else found
        if owner is not None and function.args.args[:1] == [argument]:
            names = {last_name(d) for d in function.decorator_list}
            if "staticmethod" not in names:
                return frozenset({ClassRef(owner) if "classmethod" in names else Instance(owner)})
        default = default_of(function, argument)
        if isinstance(default, ast.Call) and last_name(default.func) in {"Depends", "Security"} and default.args:
            return passing.provided(self, self.values(file, default.args[0]))
        return passing.passed(self, Func(file, function), argument)

    def _of_fixture(self, file: File, function: FunctionDef, name: str) -> Values:
        asked = file.is_test and passing.asks_fixtures(function)
        return passing.fixture(self, file, name) if asked else EMPTY

    # Members

    def member(self, value: object, name: str, *, tests: bool = False) -> Values:
        """Return what `value.name` stands for. `tests`: classes that tests derive from others count, too."""
        match value:
            case Instance(cls, exact):
                return self.classes.of_object(cls, name, exact=exact, tests=tests)
            case ClassRef(cls):
                return self.classes.of_class(cls, name)
            case Module(module):
                return self.module_member(module, name)
            case External(path) if len(path) < 200:
                return frozenset({External(f"{path}.{name}")})
            case Group(values, _, keyed):
                if keyed and name in {"values", "items"}:
                    return frozenset({External(f"ferry:{name}")})
                if keyed and name in {"get", "pop"} and not any(isinstance(v, Coroutine | Group) for v in values):
                    return frozenset({External("ferry:one")})
                return frozenset({Plain()}) if name in {"append", "extend"} and not values else UNKNOWN
            case Plain():
                return frozenset({External(f"str().{name}")})
        return UNKNOWN

    # Questions of the checks

    def types(self, file: File, node: ast.expr) -> list[ClassInfo]:
        """Return the classes of the tree that an expression can be an object of."""
        return sorted((v.cls for v in self.values(file, node) if isinstance(v, Instance)), key=lambda cls: cls.name)

    def paths(self, file: File, node: ast.expr) -> set[str]:
        """Return the dotted paths outside the tree that an expression can stand for."""
        return {value.path for value in self.values(file, node) if isinstance(value, External)}

    def functions(self, file: File, node: ast.expr) -> list[Func]:
        """Return the functions of the tree that an expression can stand for, when nothing else is possible."""
        values = self.values(file, node)
        found = [value for value in values if isinstance(value, Func)]
        if len(found) != len(values):
            return []
        return sorted(found, key=lambda f: (f.file.path, f.node.lineno, f.node.col_offset))

    def is_mock(self, file: File, node: ast.expr) -> bool:
        """Tell whether the expression starts at a mock."""
        while isinstance(node, ast.Attribute | ast.Call):
            if any(isinstance(value, Mock) for value in self.values(file, node)):
                return True
            node = node.value if isinstance(node, ast.Attribute) else node.func
        return any(isinstance(value, Mock) for value in self.values(file, node))
