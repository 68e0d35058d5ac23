"""Calls of what travels as a value: `KINDS["one"](store)`, `for kind in KINDS.values(): kind(store)`."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.arguments import parameter_of
from tools.ferry.types.collections import ADDING_METHODS, ELEMENT_METHODS, SAME_FUNCTIONS, SAME_METHODS
from tools.ferry.types.fixtures import fixture_for, fixture_name, given_by_mark, is_fixture
from tools.ferry.types.names import ancestry, find_method, resolve_expression

_Place = tuple[Module, ast.expr]
_Call = tuple[Module, ast.Call]
_Variable = tuple[Module | None, str]
"""A variable of a module, or (None) whatever attribute has the name."""

_GIVING = SAME_FUNCTIONS | {"cast", "enumerate", "next", "param", "zip"}
"""Functions that give what they get, or what is inside of it."""

_MADE_OF = (
    ast.BoolOp, ast.GeneratorExp, ast.List, ast.ListComp, ast.NamedExpr, ast.Set, ast.SetComp, ast.Starred, ast.Tuple,
)  # fmt: skip


class CallsByValue:
    """The calls of one program of what travels as a value; answers are kept.

    It is followed by names alone, so some of the calls run something else: that is for inference to say.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[Function | Class, list[_Call]] = {}
        self._spoken: dict[str, list[_Place]] = {}
        self._from: dict[_Variable, tuple[list[_Call], list[_Variable]]] = {}

    def of(self, definition: Function | Class) -> list[_Call]:
        """Return the calls that may run the function, or make an object of the class."""
        if definition not in self._known:
            calls, queue = self._walk(self.named(definition))
            for variable in queue:
                further, others = self._from_variable(variable)
                calls += further
                queue += (other for other in others if other not in queue)
            self._known[definition] = list(dict.fromkeys(calls))
        return self._known[definition]

    def _from_variable(self, variable: _Variable) -> tuple[list[_Call], list[_Variable]]:
        if variable not in self._from:
            self._from[variable] = self._walk(self._of_variable(*variable))
        return self._from[variable]

    def _walk(self, starts: Iterable[_Place]) -> tuple[list[_Call], list[_Variable]]:
        """Return the calls of what is at the places, and the variables of modules and attributes to which it comes."""
        calls: list[_Call] = []
        variables: dict[_Variable, None] = {}
        queue = list(starts)
        seen = {node for _, node in queue}
        while queue:
            module, node = queue.pop()
            parent = module.parents[node]
            if isinstance(parent, ast.Call) and parent.func is node:
                calls.append((module, parent))
                continue
            for owner, place in self._further(module, node, parent):
                if isinstance(place, str):
                    variables[owner, place] = None
                elif owner is not None and place not in seen:
                    seen.add(place)
                    queue.append((owner, place))
        return calls, list(variables)

    def named(self, definition: Function | Class) -> Iterator[_Place]:
        """Yield where the definition is named without being called, and what code has it without naming it."""
        if isinstance(definition.node, ast.Lambda):
            yield definition.module, definition.node
        yield from self._read(definition.name.rpartition(".")[2])
        decorators = definition.node.decorator_list if isinstance(definition, Class) else definition.decorators
        for decorator in decorators:
            makers = self._named_by(definition.module, _callee(decorator))
            is_made = isinstance(decorator, ast.Call)
            for taker in [one for maker in makers for one in (maker.inner.values() if is_made else [maker])]:
                if taker.params:
                    yield from self._reads(taker, taker.params[taker.cls is not None and len(taker.params) > 1].arg)
        for base in ancestry(self._program, definition)[1:] if isinstance(definition, Class) else ():
            told = base.methods.get("__init_subclass__")
            if told is not None and told.params:
                yield from self._reads(told, told.params[0].arg)

    def _read(self, name: str) -> list[_Place]:
        """Return where a name is read without being called; kept, as many definitions have the same."""
        if name not in self._spoken:
            places = [(m, n, m.parents[n]) for m, n in self._program.loads.get(name, []) if isinstance(n.ctx, ast.Load)]
            self._spoken[name] = [(m, n) for m, n, p in places if not (isinstance(p, ast.Call) and p.func is n)]
        return self._spoken[name]

    def _further(self, module: Module, node: ast.expr, parent: ast.AST) -> Iterator[_Place | _Variable]:
        """Yield where the value of the node, or a collection that has it, is next."""
        above = module.parents.get(parent)
        match parent:
            case (
                ast.For(iter=iterated, target=target)
                | ast.AsyncFor(iter=iterated, target=target)
                | ast.comprehension(iter=iterated, target=target)
            ):
                yield from self._put(module, target) if iterated is node else ()
            case ast.Return() | ast.Yield():
                yield from self._results(module, parent)
            case ast.keyword() if isinstance(above, ast.Call):
                yield from self._given(module, above, node)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from self._defaulting(parent, node)
            case ast.Call():
                yield from self._given(module, parent, node)
            case ast.Attribute(attr=name) if name in ELEMENT_METHODS | SAME_METHODS and isinstance(above, ast.Call):
                yield module, above
            case ast.expr() if _holds(parent, node):
                yield module, parent
        for target in _targets(parent):
            yield from self._put(module, target)
        for function, name in given_by_mark(self._program, module, node):
            yield from self._reads(function, name)

    def _put(self, module: Module, target: ast.expr) -> Iterator[_Place | _Variable]:
        """Yield what reads that to which the value is assigned, or the collection into which it is put."""
        match target:
            case ast.Name(id=name):
                function = self._program.binder(module, target)
                if function is not None:
                    yield from self._reads(function, name)
                elif self._program.body_of(target) is not None:
                    yield None, name
                else:
                    yield module, name
            case ast.Attribute(attr=name):
                yield None, name
            case ast.Subscript(value=value) | ast.Starred(value=value):
                yield from self._put(module, value)
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in ELEMENT_METHODS:
                yield from self._put(module, value)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    yield from self._put(module, part)

    def _reads(self, function: Function, name: str) -> Iterator[_Place]:
        """Yield where a variable or parameter of the function is read."""
        module = function.module
        for node in self._program.loads.within(module, name):
            if isinstance(node, ast.Name) and self._program.binder(module, node) is function:
                yield module, node

    def _of_variable(self, module: Module | None, name: str) -> Iterator[_Place]:
        for owner, node in self._program.loads.get(name, []):
            if isinstance(node, ast.Attribute) if module is None else self._means(owner, node, module):
                yield owner, node

    def _means(self, owner: Module, node: ast.expr, module: Module) -> bool:
        return resolve_expression(self._program, owner, node) == (module, called_name(node))

    def _results(self, module: Module, node: ast.Return | ast.Yield) -> Iterator[_Place]:
        """Yield the calls of the function that returns or yields the value; of a fixture, what has it by its name."""
        function = self._program.enclosing(module, node)
        if function is None or function.short in ELEMENT_METHODS | SAME_METHODS:
            return
        asked = fixture_name(function)
        for owner, name in self._program.loads.get(asked, []):
            call = owner.parents[name]
            user = self._program.binder(owner, name) if isinstance(name, ast.Name) and is_fixture(function) else None
            if user is not None and fixture_for(self._program, user, asked) is function:
                yield owner, name
            elif isinstance(call, ast.Call) and call.func is name:
                yield owner, call

    def _given(self, module: Module, call: ast.Call, argument: ast.expr) -> Iterator[_Place | _Variable]:
        """Yield what has what a call is given."""
        name = called_name(call)
        if name in _GIVING or _is_default(call, argument):
            yield module, call
        elif name == "fixture":
            yield from self._requested(module, call)
        elif isinstance(call.func, ast.Attribute) and name in ADDING_METHODS | {"update"}:
            yield from self._put(module, call.func.value)
        else:
            for function in self._run_by(module, call):
                parameter = parameter_of(call, argument, function)
                yield from self._reads(function, parameter) if parameter is not None else ()

    def _defaulting(
        self, around: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, value: ast.expr
    ) -> Iterator[_Place]:
        """Yield what reads the parameter that is the value by default."""
        function = self._program.owner[around.body if isinstance(around, ast.Lambda) else around.body[0]]
        for param in function.params:
            if function.default_of(param.arg) is value:
                yield from self._reads(function, param.arg)

    def _requested(self, module: Module, mark: ast.Call) -> Iterator[_Place]:
        """Yield where a fixture asks for the value that its decorator gives it, `request.param`."""
        decorated = module.parents[mark]
        function = self._program.by_line.get((module.file, getattr(decorated, "lineno", 0)))
        for node in self._program.loads.within(module, "param"):
            if self._program.enclosing(module, node) is function and isinstance(function, Function):
                yield module, node

    def _run_by(self, module: Module, call: ast.Call) -> list[Function]:
        """Return the functions of the tree that the call may run, as far as names tell."""
        found = resolve_expression(self._program, module, call.func)
        if isinstance(found, Class):
            methods = (find_method(self._program, found, name) for name in ("__init__", "__new__"))
            return [method for method in methods if method is not None]
        named = self._named_by(module, call.func)
        is_clear = len({method.cls for method in named}) == 1  # others' names tell nothing
        return named if is_clear else []

    def _named_by(self, module: Module, callee: ast.expr) -> list[Function]:
        """Return the functions of the tree that the expression may name, as far as names tell."""
        found = resolve_expression(self._program, module, callee)
        if isinstance(found, Function):
            return [found]
        return self._program.methods.get(callee.attr, []) if isinstance(callee, ast.Attribute) else []


def _callee(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def _holds(around: ast.expr, node: ast.expr) -> bool:
    """Tell whether the expression around the node can be what that is, has it inside, or is out of it."""
    match around:
        case ast.IfExp(test=test):
            return test is not node
        case ast.Dict(values=values):
            return node in values
        case ast.Subscript(value=value, ctx=ast.Load()) | ast.DictComp(value=value):
            return value is node
    return isinstance(around, _MADE_OF)


def _is_default(call: ast.Call, argument: ast.expr) -> bool:
    """Tell whether the argument is what a table gives where it has no entry: `TABLE.get(key, show)`."""
    is_reading = isinstance(call.func, ast.Attribute) and call.func.attr in ELEMENT_METHODS
    return is_reading and argument in call.args[1:]


def _targets(parent: ast.AST) -> list[ast.expr]:
    if isinstance(parent, ast.Assign):
        return parent.targets
    return [parent.target] if isinstance(parent, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) else []
