"""Our own inference: what an expression can be, from annotations, assignments, returns, arguments and fixtures.

It answers where a type checker stops (un-annotated helpers, mocks, fixtures by name), and costs only what is asked.
It is flow-insensitive: a name is everything that is ever assigned to it.
"""

import ast
from collections.abc import Iterable

from tools.ferry.source import Class, Function, Module, Program, called_name, dotted
from tools.ferry.types import calls, members, operators, parameters
from tools.ferry.types.annotations import annotated_values, names_function
from tools.ferry.types.by_value import CallsByValue
from tools.ferry.types.click import Click
from tools.ferry.types.collections import bound_as, paired, put_into_local, put_into_variable, tuple_items, zipped
from tools.ferry.types.decorated import meant_by
from tools.ferry.types.named_tuples import unpacked
from tools.ferry.types.names import Definition, meanings, meanings_of
from tools.ferry.types.narrowing import narrowed
from tools.ferry.types.put_by_tests import classes_put_by_tests
from tools.ferry.types.values import (
    NOTHING,
    ClassRef,
    Collection,
    Coroutine,
    External,
    FunctionRef,
    Instance,
    Mock,
    Values,
    flattened,
)

_DEPTH = 400
_SHORTER = 100
"""By how much shorter a chain must be for what was too deep to be asked again: that costs as much as the first time."""

_NONE = _DEPTH + 2  # deeper than any question


class Inference:
    """Answers about one program; answers are kept."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.click = Click(self)
        self.put_into: dict[str, list[tuple[Module, ast.Name | ast.Attribute]]] = {}  # by name, where something is put
        self.calls_by: dict[str, list[tuple[Module, ast.expr, ast.Call]]] = {}  # by name, kept for `flow`
        self.calls_of: dict[Function, list[tuple[Module, ast.Call]]] = {}  # kept for `flow`
        self.remade: dict[Class, list[tuple[Module, ast.Call]]] | None = None  # kept for `remade`
        self.operations: dict[type[ast.operator], list[tuple[Module, ast.BinOp]]] = {}  # kept for `operators`
        self.mocks_told: dict[Module, dict[tuple[ast.AST, str], list[ast.expr]]] = {}  # kept for `patched`
        self.names_in_tables: dict[Module, dict[Mock, set[str]]] = {}  # of mocks, kept for `spread`
        self.by_value = CallsByValue(program)
        self.declared: dict[Function, Values] = {}  # what functions return by a clear annotation, kept for `members`
        self.told: dict[Function, Values] = {}  # what functions without an annotation return, as a person says
        self.to_sync = ""  # the last name of what makes a synchronous function of an async one
        self.sync_callers: frozenset[str] = frozenset()  # what a person says calls functions outside the event loop
        self._known: dict[ast.expr, Values] = {}
        self._open: dict[ast.expr, int] = {}  # what is being answered, outermost first, with its depth
        self._passing: dict[ast.expr, tuple[int, bool]] = {}  # unknown for now: what such an answer rests on, as below
        self._cut: dict[ast.expr, int] = {}  # unknown after too long a chain: at which depth it was asked
        self._lowest = _NONE  # the outermost open question on which the innermost one rests
        self._deep = False  # whether a chain below it was too long

    @property
    def is_answering(self) -> bool:
        """Whether a question is open: an answer that is asked for meanwhile may rest on that one."""
        return bool(self._open)

    def made_synchronous(self, node: ast.AST) -> ast.expr | None:
        """Return the async function of which the expression makes a synchronous one: of `to_sync(load)`, `load`."""
        if not self.to_sync or not isinstance(node, ast.Call) or isinstance(node.func, ast.Call) or not node.args:
            return None
        return node.args[0] if called_name(node) == self.to_sync else None

    def of(self, module: Module, node: ast.expr) -> Values:
        """Return what `node` can be. Recursive definitions and very deep chains count as unknown.

        An unknown answer that rests on open questions holds as long as these stay unknown. When the outermost of them
        is unknown in the end, so is all that rests on it (a strong component, as Tarjan finds them).
        """
        known = self._known.get(node)
        if known is not None:
            return known
        depth = len(self._open)
        if node in self._open:
            self._lowest = min(self._lowest, self._open[node])
            return NOTHING
        if depth > _DEPTH:
            self._deep = True
            return NOTHING
        if node in self._cut and depth > self._cut[node] - _SHORTER:
            self._deep = True
            return NOTHING
        if node in self._passing:
            lowest, deep = self._passing[node]
            self._lowest, self._deep = min(self._lowest, lowest), self._deep or deep
            return NOTHING
        lowest, deep, self._lowest, self._deep = self._lowest, self._deep, _NONE, False
        self._open[node] = depth
        held = len(self._passing)
        found = self._infer(module, node)
        del self._open[node]
        self._keep(node, depth, found, held)
        below = self._lowest if self._lowest < depth else _NONE
        self._lowest, self._deep = min(lowest, below), deep or self._deep
        return found

    def _keep(self, node: ast.expr, depth: int, found: Values, held: int) -> None:
        """Keep an answer, for good or while it holds, and judge those given since there were `held` passing ones."""
        whole = self._lowest >= depth and not self._deep
        if found or whole or depth == 0:
            self._known[node] = found
        else:
            if self._deep:
                self._cut[node] = depth
            self._passing[node] = self._lowest, self._deep
        if found or whole or depth == 0 or self._deep:
            # What is unknown after too long a chain may be known after a shorter one.
            since = [self._passing.popitem() for _ in range(len(self._passing) - held)]
            if whole and not found:
                self._known.update((other, NOTHING) for other, _ in since)
            elif not found and depth:
                self._passing.update((other, on) for other, on in reversed(since) if other is node or not on[1])

    def _infer(self, module: Module, node: ast.expr) -> Values:
        match node:
            case ast.Name():
                return self.of_name(module, node)
            case ast.Attribute():
                return members.of_attribute(self, module, node)
            case ast.Call():
                return calls.of_call(self, module, node)
            case ast.Await():
                return self.awaited(self.of(module, node.value))
            case ast.IfExp():
                return self.of(module, node.body) | self.of(module, node.orelse)
            case ast.BinOp() | ast.UnaryOp():
                return self._operated(module, node)
            case ast.BoolOp() | ast.List() | ast.Tuple() | ast.Set() | ast.Dict():
                return self._several(module, node)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                element = node.value if isinstance(node, ast.DictComp) else node.elt
                return frozenset({Collection(self.of(module, element))})
            case ast.Subscript():
                return self._item(module, node)
            case ast.Lambda():
                return frozenset({FunctionRef(self.program.owner[node.body])})
            case ast.Starred() | ast.NamedExpr():
                return self.of(module, node.value)
        return NOTHING

    def _item(self, module: Module, node: ast.Subscript) -> Values:
        text = node.slice.value if isinstance(node.slice, ast.Constant) else None
        text = module.name if isinstance(node.slice, ast.Name) and node.slice.id == "__name__" else text
        if isinstance(text, str) and dotted(node.value) == "sys.modules":
            return self.of_external(text)
        values = self.of(module, node.value)
        return elements_of(values) | operators.by_method(self, values, "__getitem__") | operators.of_class(self, values)

    def _operated(self, module: Module, node: ast.BinOp | ast.UnaryOp) -> Values:
        if isinstance(node, ast.UnaryOp):
            return operators.of_one(self, node.op, self.of(module, node.operand))
        left, right = self.of(module, node.left), self.of(module, node.right)
        is_joined = isinstance(node.op, ast.Add | ast.BitOr)
        joined = frozenset(value for value in left | right if is_joined and isinstance(value, Collection))
        return joined | operators.of_two(self, node.op, left, right)

    def _several(self, module: Module, node: ast.BoolOp | ast.List | ast.Tuple | ast.Set | ast.Dict) -> Values:
        parts = node.values if isinstance(node, ast.BoolOp | ast.Dict) else node.elts
        found = NOTHING
        keys = node.keys if isinstance(node, ast.Dict) else ()
        spread = {value for key, value in zip(keys, parts, strict=False) if key is None}
        for part in parts:
            values = self.of(module, part)
            found |= calls.iterated(self, values) if isinstance(part, ast.Starred) or part in spread else values
        if isinstance(node, ast.BoolOp):
            return found
        return frozenset({Collection(found)}) if found else NOTHING

    def awaited(self, values: Values) -> Values:
        """Return what awaiting the values gives."""
        found = NOTHING
        for value in values:
            found |= value.result if isinstance(value, Coroutine) else frozenset({value})
        return found

    def of_name(self, module: Module, node: ast.Name) -> Values:
        """Return what the name means where it stands: local, of an enclosing function, or of the module."""
        cls = self.program.body_of(node)
        function = self.program.enclosing(module, node) if cls is None else None
        while function is not None:
            if function.binds(node.id):
                return narrowed(self.program, module, node, self.of_local(function, node.id))
            if node.id in function.inner:
                defined = function.module.functions_named[function.inner[node.id].name]
                return frozenset(value for one in defined for value in meant_by(self, one))
            local = self.program.classes.get(f"{function.name}.{node.id}")
            if local is not None:
                return frozenset({ClassRef(local)})
            if function in module.local_imports.get(node.id, {}):
                return self._of_meanings(meanings_of(self.program, module.local_imports[node.id][function]))
            function = function.outer
        found = members.of_class_body(self, cls, node.id) if cls is not None else NOTHING
        return found or self._of_meanings(meanings(self.program, module, node.id))

    def of_local(self, function: Function, name: str) -> Values:
        """Return what a parameter or local variable of `function` can be."""
        found = NOTHING
        for annotation, value, how in function.assigned.get(name, []):
            found |= self.of_assigned(function.module, annotation, value, how)
        for position, param in enumerate(function.params):
            if param.arg == name:
                found |= parameters.of_param(self, function, position, param)
        rest = function.node.args.vararg
        if rest is not None and rest.arg == name:
            found |= parameters.of_rest(self, function)
        named = function.node.args.kwarg
        if named is not None and named.arg == name:
            found |= parameters.of_further_names(self, function)
        return found | put_into_local(self, function, name)

    def of_assigned(
        self, module: Module, annotation: ast.expr | None, value: ast.expr | None, how: str = "value"
    ) -> Values:
        """Return what a variable is declared to be, or gets from a value; `how` is as `Function.assigned` tells it."""
        declared = annotated_values(self.program, module, annotation)
        if value is None or (declared and not names_function(self.program, module, annotation)):
            return declared
        return declared | self._bound(module, value, how)

    def _bound(self, module: Module, value: ast.expr, how: str) -> Values:
        if how == "part":  # of what a pattern matches
            return NOTHING
        if how == "caught":
            classes = (found for found in flattened(self.of(module, value)) if isinstance(found, ClassRef))
            return frozenset(Instance(found.cls) for found in classes)
        if how.startswith("rest:"):
            left = calls.iterated(self, self._bound(module, value, how.removeprefix("rest:")))
            return frozenset({Collection(left)}) if left else NOTHING
        side = zipped(value, how)
        if side is not None:
            return calls.iterated(self, self.of(module, side))
        pairs = paired(value) if how.startswith("item:") and how.endswith(":element") else None
        if pairs is not None:
            return elements_of(self.of(module, pairs)) if how.startswith("item:1:") else NOTHING
        values = self.of(module, value)
        if how == "element" or how.endswith(":element"):
            values = calls.iterated(self, values)
        if how == "enter":
            values = calls.entered(self, values)
        if how.startswith("item:"):
            index = int(how.split(":")[1])
            rows = value.elts if how.endswith(":element") and isinstance(value, ast.Tuple | ast.List) else [value]
            items = [item for row in rows for item in tuple_items(row, index)]
            if items:
                return frozenset(found for item in items for found in self.of(module, item))
            values = calls.iterated(self, values) | unpacked(self, values, index)
        return values

    def of_definition(self, definition: Definition | str) -> Values:
        """Return the value of a definition at module level."""
        if isinstance(definition, str):
            return frozenset({External(definition)}) if definition else NOTHING
        if isinstance(definition, Class):
            return frozenset({ClassRef(definition)})
        if isinstance(definition, Function):
            return meant_by(self, definition)
        if isinstance(definition, Module):
            return frozenset({External(definition.name)})
        module, name = definition
        found = NOTHING
        for annotation, value in module.assigned[name]:
            how = bound_as(module, value, name) if value is not None else "value"
            found |= self.of_assigned(module, annotation, value, how)
            if value is not None and isinstance(value, ast.Dict | ast.List | ast.Set):
                found |= self.of(module, value)
        found |= members.kept_outside(self, External(module.name), name, in_tests=False)
        found |= put_into_variable(self, definition)
        holds_classes = any(
            isinstance(v, Collection) and any(isinstance(e, ClassRef) for e in v.elements) for v in found
        )
        return found | classes_put_by_tests(self, definition) if holds_classes else found

    def of_external(self, name: str) -> Values:
        """Return what a dotted name leads to."""
        found = meanings_of(self.program, name)
        return (
            frozenset({External(name)}) if len(found) == 1 and isinstance(found[0], str) else self._of_meanings(found)
        )

    def _of_meanings(self, found: Iterable[Definition | str]) -> Values:
        return frozenset(value for one in found for value in self.of_definition(one))


def elements_of(values: Values) -> Values:
    """Return what is inside the collections among `values`."""
    found = NOTHING
    for value in values:
        if isinstance(value, Collection):
            found |= value.elements
    return found
