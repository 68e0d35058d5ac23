"""What an expression stands for: the verifier's own inference over the whole tree."""

import ast
import itertools
from collections.abc import Iterable

from tools.ferry.verify.inference import calls, click_contexts, defaults
from tools.ferry.verify.inference.classes import Classes
from tools.ferry.verify.inference.externals import is_builtin, is_file_path, is_generic, is_parsed, is_state
from tools.ferry.verify.inference.tree import ClassInfo, File, Tree
from tools.ferry.verify.inference.values import (
    ASYNC_GENERATOR,
    EMPTY,
    NONE,
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
    Values,
    present,
)
from tools.ferry.verify.inference.variables import Variables

_DEEPEST = 60


def _holds_coroutines(value: object) -> bool:
    return isinstance(value, Coroutine) or (isinstance(value, Group) and any(map(_holds_coroutines, value.values)))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


class Eyes:
    """Answers about one tree. `known` holds names of methods that are trusted to be async without a type.

    `to_sync` is the dotted path of what makes a synchronous function of an async one, if the tree has that.
    """

    def __init__(self, tree: Tree, known: frozenset[str] = frozenset(), to_sync: str = "") -> None:
        self.tree = tree
        self.known = known
        self.to_sync = to_sync
        self.classes = Classes(self)
        self.variables = Variables(self)
        self.retired: frozenset[File] = frozenset()  # files that a later step deletes: what they do is no finding
        self.facade = ""  # the class that cannot be meant any more in the files `migrated`
        self.migrated: frozenset[File] = frozenset()
        self._memo: dict[ast.AST, Values] = {}
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
                trusted = calls.trusted_name(self, node.attr)
                owners = present(self.values(file, node.value), node.attr, trusted=trusted) or UNKNOWN
                return self.union(self.member(value, node.attr, tests=file.is_test) for value in owners)
            case ast.Call():
                return calls.result(self, file, node)
            case ast.Await():
                return self.awaited(self.values(file, node.value))
            case ast.Constant() | ast.JoinedStr() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return NONE if isinstance(node, ast.Constant) and node.value is None else PLAIN
            case ast.IfExp():
                chosen, other = defaults.asked_first(file, node)
                others = self.values(file, other)
                kept = defaults.beside(self, file, chosen, others)
                return (kept if kept is not None else self.values(file, chosen)) | others
            case ast.BoolOp():
                return self._either(file, node)
            case ast.BinOp():
                return self._joined(file, node)
            case ast.NamedExpr():
                return self.values(file, node.value)
            case ast.Lambda():
                return frozenset({Func(file, node)})
            case ast.Subscript():
                owners = present(self.values(file, node.value)) or UNKNOWN
                return self.union(self.item(value, node.slice) for value in owners)
        return self._container(file, node)

    def _joined(self, file: File, node: ast.BinOp) -> Values:
        """Return what an operator gives of texts, numbers and containers, another one of them, or of paths of files."""
        if isinstance(node.op, ast.Div) and any(
            map(is_file_path, self.paths(file, node.left) | self.paths(file, node.right))
        ):
            return frozenset({External("pathlib.Path()")})
        left, right = self.values(file, node.left), self.values(file, node.right)
        if any(_holds_coroutines(value) for value in left | right) or not (left | right):
            return UNKNOWN
        if isinstance(node.op, ast.Mod) and _is_text(node.left):
            return PLAIN
        for side, values in ((node.left, left), (node.right, right)):
            if isinstance(node.op, ast.Mult) and (_is_text(side) or isinstance(side, ast.List | ast.Tuple)):
                return values  # repeated
        known = [values for values in (left, right) if values and all(isinstance(v, Plain | Group) for v in values)]
        return left | right if len(known) == 2 else UNKNOWN

    def _either(self, file: File, node: ast.BoolOp) -> Values:
        """Return what any of the operands can stand for; `or` gives no `None` but the last one's."""
        *before, last = ([] if self.variables.is_open(file, v) else [v] for v in node.values)
        others = self.all_of(file, last)
        if not isinstance(node.op, ast.Or):
            return self.all_of(file, itertools.chain(*before)) | others
        found = EMPTY
        for operand in itertools.chain(*before):
            kept = defaults.beside(self, file, operand, others)
            found |= kept if kept is not None else self.values(file, operand) or UNKNOWN
        return (found - NONE) | others

    def all_of(self, file: File, nodes: Iterable[ast.expr]) -> Values:
        """Return what any of the expressions can stand for."""
        return self.union(self.values(file, node) or UNKNOWN for node in nodes)

    def _container(self, file: File, node: ast.expr) -> Values:
        match node:
            case ast.Tuple():
                items = tuple(self.values(file, element) or UNKNOWN for element in node.elts)
                return frozenset({Group(self.union(items), items)})
            case ast.List() | ast.Set():
                return frozenset({Group(self.all_of(file, node.elts))})
            case ast.Dict():
                return frozenset({Group(self.all_of(file, node.values), keyed=True)})
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return frozenset({Group(self.all_of(file, [node.elt]))})
            case ast.DictComp():
                return frozenset({Group(self.all_of(file, [node.value]), keyed=True)})
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
        return self.union(self._result(value) for value in values)

    def _result(self, value: object) -> Values:
        if isinstance(value, Coroutine) and value.function is not None:
            return calls.returned(self, value.function)
        if isinstance(value, External) and value.path == ASYNC_GENERATOR:
            return UNKNOWN
        return (value.gives if isinstance(value, Coroutine | External) else None) or UNKNOWN

    def elements(self, values: Values) -> Values:
        """Return what iterating over the values gives."""
        found = present(values) or UNKNOWN
        return self.union(self._element(value) for value in found)

    @staticmethod
    def _element(value: object) -> Values:
        if isinstance(value, Group) and not value.keyed:
            return value.values
        is_generator = isinstance(value, External) and value.path == ASYNC_GENERATOR
        return (value.gives if isinstance(value, External) and is_generator else None) or UNKNOWN

    def item(self, value: object, index: ast.expr) -> Values:
        """Return what `value[index]` gives."""
        if isinstance(value, ClassRef) and self.classes.is_generic(value.cls):
            return frozenset({value})
        if isinstance(value, External) and is_generic(value.path):
            return frozenset({value})
        if not isinstance(value, Group):
            return UNKNOWN
        if isinstance(index, ast.Slice):
            return frozenset({value})
        number = index.value if isinstance(index, ast.Constant) else None
        if value.items is not None and isinstance(number, int) and -len(value.items) <= number < len(value.items):
            return value.items[number]
        return value.values

    # Names and members

    def _name(self, file: File, node: ast.Name) -> Values:
        scope = file.scope_of(node).binding(node.id)
        if scope is None:
            return frozenset({External(node.id)}) if is_builtin(node.id) else UNKNOWN
        return self.variables.of(file, scope, node.id)

    def member(self, value: object, name: str, *, tests: bool = False) -> Values:
        """Return what `value.name` stands for. `tests`: classes that tests derive from others count, too."""
        match value:
            case Instance(cls, exact):
                return self.classes.of_object(cls, name, exact=exact, tests=tests)
            case ClassRef(cls):
                return self.classes.of_class(cls, name)
            case Module(module):
                return self.variables.of_module(module, name)
            case External(gives=gives) if name == "result" and gives is not None:
                return frozenset({External("ferry:result", gives)})
            case External("threading.local()"):
                return UNKNOWN
            case External(path) if len(path) < 200:
                return self._kept(path, name, tests=tests) or frozenset({External(f"{path}.{name}")})
            case Group(values, _, keyed):
                if keyed and name in {"values", "items"}:
                    return frozenset({External(f"ferry:{name}")})
                gives_one = name in {"get", "pop"} if keyed else name in {"pop", "popleft"}
                if gives_one and not any(_holds_coroutines(v) for v in values):
                    return frozenset({External("ferry:one")})
                return frozenset({Plain()}) if name in {"append", "extend"} and not values else UNKNOWN
            case Plain():
                return frozenset({External(f"str().{name}")})
            case Mock(kind, node, file):
                told = node.keywords if kind == "namespace" else ()
                given = (self.values(file, keyword.value) for keyword in told if keyword.arg == name)
                return self.union((*given, *self.classes.set_from_outside(value, name))) or UNKNOWN
        return UNKNOWN

    def _kept(self, path: str, name: str, *, tests: bool) -> Values:
        """Return what the program keeps under the name in an object of a library that is there for this.

        Which of several such objects it is, nobody can tell.
        """
        if name == "obj" and click_contexts.is_context(path):
            return click_contexts.object_of_contexts(self, tests=tests)
        if is_state(path):
            return self.classes.set_in_state(name, tests=tests)
        setting = self.tree.calls.get("set_defaults", []) if is_parsed(path) else []
        given = [(file, keyword.value) for file, call in setting for keyword in call.keywords if keyword.arg == name]
        return self.union(self.values(file, value) or UNKNOWN for file, value in given)

    # Questions of the checks

    def is_gone(self, file: File, cls: ClassInfo) -> bool:
        """Tell whether no object of the class, the facade, can be met in the file."""
        return cls.name == self.facade and file in self.migrated

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
