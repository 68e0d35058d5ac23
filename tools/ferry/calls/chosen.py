"""Functions that code finds by a name it puts together, or in a loop over names: `globals()[f"cmd_{name}"]`.

Where our inference knows the names, such a call is one like any other. The rest is here: nobody would await what can be
meant there.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.ferry.calls.loaded import taken_from
from tools.ferry.calls.namespaces import Beginning, Scope, asked_beginning, beginning, made_by, metaclasses, scopes
from tools.ferry.carriers.loads import loads_of
from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.functions.second_names import names_of
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.loaded import IMPORTERS
from tools.ferry.types.names import ancestry
from tools.ferry.uses.signatures import takes

_LISTING = frozenset({"dir", "getmembers", "globals", "vars"})
"""Functions that give the names of an object, or what is behind them."""

_SAME = frozenset({"copy", "items", "keys", "values"})
_PASSING = frozenset({"dict", "enumerate", "iter", "list", "reversed", "set", "sorted", "tuple"})
_FUNCTIONS = frozenset({"BuiltinFunctionType", "Callable", "FunctionType", "LambdaType", "MethodType", "object"})


@dataclass(frozen=True, slots=True)
class _Choice:
    """`node` gives a function of the scope whose name begins so, or (`is_whole`) is that.

    Without a scope it is a method of any class that has one of the `texts` for its name.
    `call` is its call on an object.
    """

    module: Module
    node: ast.expr
    scope: Scope | None
    name: Beginning
    call: ast.Call | None = None
    is_whole: bool = False
    texts: frozenset[str] = frozenset()


class ChosenByName:
    """The places of one project that choose a function by a name which is known in part, or not at all."""

    def __init__(self, project: Project, handed_out: HandedOut) -> None:
        self._project = project
        self._handed_out = handed_out

    def fitting(self, function: Function) -> list[tuple[Module, ast.expr]]:
        """Return the places that can mean the function."""
        is_local = function.outer is not None and function.cls is None
        if is_local or isinstance(function.node, ast.Lambda) or function.short.startswith("__"):
            return []
        return [(choice.module, choice.node) for choice in self._choices if self._can_mean(choice, function)]

    def _can_mean(self, choice: _Choice, function: Function) -> bool:
        names = names_of(function)
        if not (choice.name.prefix in names if choice.is_whole else any(choice.name.fits(name) for name in names)):
            return False
        if isinstance(choice.scope, str):
            return function.cls is None and function.module.name.startswith(choice.scope)
        if isinstance(choice.scope, Module):
            return function.cls is None and function.module is choice.scope
        program = self._project.program
        if choice.scope is None:
            return function.cls is not None and not choice.texts.isdisjoint(names)
        if function.cls is None or (choice.call is not None and not takes(function, choice.call)):
            return False
        return function.cls in ancestry(program, choice.scope) or choice.scope in ancestry(program, function.cls)

    @cached_property
    def _choices(self) -> list[_Choice]:
        loads = self._project.program.loads
        places = [
            (module, node)
            for name in ("getattr", "__dict__", *sorted(_LISTING), *sorted(IMPORTERS))
            for module, node in loads.get(name, [])
        ]
        found = [
            choice
            for module, node in places
            if not self._project.is_retired(module) and node not in self._project.layer
            for choice in self._at(module, node)
        ]
        return found + list(self._namespaces_of_metaclasses())

    def _at(self, module: Module, node: ast.Name | ast.Attribute) -> Iterator[_Choice]:
        call, name = module.parents[node], called_name(node)
        if name == "__dict__":
            if isinstance(node, ast.Attribute):
                yield from self._entries(module, node, node.value)
        elif isinstance(call, ast.Call) and call.func is node:
            if name in IMPORTERS and call.args:
                yield from self._members(module, call)
            elif name == "getattr" and isinstance(node, ast.Name) and len(call.args) > 1:
                yield from self._attributes(module, call)
            elif name == "getmembers" or (name in _LISTING and isinstance(node, ast.Name)):
                yield from self._entries(module, call, call.args[0] if call.args else None)

    def _members(self, module: Module, load: ast.Call) -> Iterator[_Choice]:
        """Yield what is taken of a module that is loaded by a name which is put together."""
        modules = "" if isinstance(load.args[0], ast.Constant) else self._beginning_of_module(module, load)
        for owner, member, names in taken_from(self._project, self._handed_out, module, load):
            if isinstance(load.args[0], ast.Constant):
                continue
            yield from (_Choice(owner, member, modules, Beginning(name), is_whole=True) for name in sorted(names))
            if not names and isinstance(member, ast.Call):
                name = beginning(self._project, owner, member.args[1]) if len(member.args) > 1 else Beginning()
                yield from [_Choice(owner, member, modules, name)] if name.prefix or modules else []

    def _beginning_of_module(self, module: Module, load: ast.Call) -> str:
        prefix = beginning(self._project, module, load.args[0]).prefix
        return "" if prefix.startswith(".") else prefix

    def _attributes(self, module: Module, call: ast.Call) -> Iterator[_Choice]:
        """Yield what `getattr` can give: with a prefix, whatever becomes of it; without, if it is called.

        Or if another object gets it under a name that nobody knows either.
        """
        if isinstance(call.args[1], ast.Constant) or self._project.references.inference.of(module, call):
            return
        name = beginning(self._project, module, call.args[1])
        places = [(module, call)] if name.prefix else self._handed_out.places(module, call)
        above = [(owner.parents[place], place) for owner, place in places]
        made = [around for around, place in above if isinstance(around, ast.Call) and around.func is place]
        is_hidden = any(_puts_elsewhere(around, place, call.args[1]) for around, place in above)
        found = list(scopes(self._project, module, call.args[0])) if name.prefix or made or is_hidden else []
        yield from [_Choice(module, call, None, name, texts=_texts(module))] if is_hidden and not found else []
        for scope in found:
            if is_hidden or not made or isinstance(scope, Module):
                yield _Choice(module, call, scope, name)
            else:
                yield from (_Choice(module, call, scope, name, one) for one in made)

    def _entries(self, module: Module, table: ast.expr, named: ast.expr | None) -> Iterator[_Choice]:
        """Yield what is taken out of a table of names: an item, or all that a loop does not pass over.

        The names are those of the object `named`, or (None) of the module.
        """
        place: ast.expr = table
        above = module.parents[table]
        method = module.parents[above] if isinstance(above, ast.Attribute) else None
        if isinstance(above, ast.Subscript) and above.value is table and isinstance(above.ctx, ast.Load):
            place, name = above, beginning(self._project, module, above.slice)
        elif isinstance(method, ast.Call) and called_name(method.func) == "get" and method.args:
            place, name = method, beginning(self._project, module, method.args[0])
        else:
            yield from self._looped(module, table, self._scopes(module, table, named))
            return
        above = module.parents[place]
        is_called = isinstance(above, ast.Call) and above.func is place
        for scope in self._scopes(module, table, named) if name.prefix or is_called else ():
            yield _Choice(module, place, scope, name)

    def _scopes(self, module: Module, table: ast.expr, named: ast.expr | None) -> Iterator[Scope]:
        if named is not None:
            whole = isinstance(table, ast.Call) and called_name(table) in {"dir", "getmembers"}
            yield from scopes(self._project, module, named, of_itself=not whole)
        elif called_name(table) != "vars":  # which gives local variables, as `dir()` does in a function
            yield module

    def _looped(self, module: Module, table: ast.expr, found: Iterable[Scope]) -> Iterator[_Choice]:
        """Yield what loops over the table find, wherever it goes to."""
        for scope in found:
            for owner, node in self._handed_out.places(module, table):
                loop = _loop_over(owner, node)
                if loop is not None and not _wants_objects(loop) and not _is_shown(owner, loop):
                    yield _Choice(module, table, scope, asked_beginning(self._project, owner, node))

    def _namespaces_of_metaclasses(self) -> Iterator[_Choice]:
        """Yield what metaclasses find in the namespaces of the classes that they make."""
        for metaclass in metaclasses(self._project):
            made = made_by(self._project, metaclass)
            for method in (metaclass.methods[name] for name in ("__new__", "__init__") if name in metaclass.methods):
                for param in method.params[3:4] if made else ():
                    for _, load in loads_of(self._project, Carrier("local", method, param.arg)):
                        yield from self._looped(method.module, load, made)


def _texts(module: Module) -> frozenset[str]:
    constants = (node.value for node in module.nodes(ast.Constant))
    return frozenset(text for text in constants if isinstance(text, str))


def _puts_elsewhere(around: ast.AST, place: ast.expr, name: ast.expr) -> bool:
    """Tell whether `setattr` puts the value at the place under a name that is put together, and not the same."""
    if not isinstance(around, ast.Call) or called_name(around.func) != "setattr" or around.args[2:] != [place]:
        return False
    return not isinstance(around.args[1], ast.Constant) and ast.dump(around.args[1]) != ast.dump(name)


def _loop_over(module: Module, node: ast.expr) -> ast.For | ast.comprehension | None:
    """Return the loop that goes through the table of names, or through a copy of it."""
    above = module.parents[node]
    if isinstance(above, ast.For | ast.comprehension):
        return above if above.iter is node else None
    if isinstance(above, ast.Attribute) and above.attr in _SAME:
        call = module.parents[above]
        return _loop_over(module, call) if isinstance(call, ast.Call) and call.func is above else None
    if isinstance(above, ast.Call) and node in above.args and called_name(above.func) in _PASSING:
        return _loop_over(module, above)
    return None


def _is_shown(module: Module, loop: ast.For | ast.comprehension) -> bool:
    """Tell whether the loop makes one text of the names: `", ".join(name for name in dir(self) if …)`."""
    if not isinstance(loop, ast.comprehension):
        return False
    made = module.parents[loop]
    call = module.parents[made]
    if not isinstance(call, ast.Call) or made not in call.args:
        return False
    is_asked = any(isinstance(node, ast.Call) and called_name(node) == "getattr" for node in ast.walk(made))
    return isinstance(call.func, ast.Attribute) and call.func.attr == "join" and not is_asked


def _wants_objects(loop: ast.For | ast.comprehension) -> bool:
    """Tell whether a loop does something with objects of a class alone, which are no functions."""
    if isinstance(loop, ast.comprehension):
        return any(_asks_for_objects(test) for test in loop.ifs)
    first = loop.body[0]
    if not isinstance(first, ast.If):
        return False
    if isinstance(first.test, ast.UnaryOp) and isinstance(first.body[-1], ast.Continue):
        return _asks_for_objects(first.test.operand)
    return len(loop.body) == 1 and not first.orelse and _asks_for_objects(first.test)


def _asks_for_objects(test: ast.expr) -> bool:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_asks_for_objects(part) for part in test.values)
    if not isinstance(test, ast.Call) or called_name(test.func) not in {"isinstance", "issubclass"}:
        return False
    kinds = test.args[1].elts if isinstance(test.args[1], ast.Tuple) else test.args[1:]
    return not any(called_name(kind) in _FUNCTIONS for kind in kinds)
