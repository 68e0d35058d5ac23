"""Functions that code finds by a name it puts together: `globals()[f"cmd_{name}"]`, `getattr(self, name)(key)`.

Where our inference knows the names, such a call is one like any other. The rest is here: nobody would await what can be
meant there.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name, dotted
from tools.ferry.types.names import ancestry, descendants, lookup
from tools.ferry.types.values import ClassRef, External, Instance
from tools.ferry.uses.signatures import takes

_Scope = Module | Class | str
"""A string stands for all modules whose names begin with it."""

_IMPORTERS = frozenset({"import_module", "__import__"})


@dataclass(frozen=True, slots=True)
class _Choice:
    """`node` gives a function of the scope whose name begins with `prefix`, or (`is_whole`) is that.

    `call` is its call on an object.
    """

    module: Module
    node: ast.expr
    scope: _Scope
    prefix: str
    call: ast.Call | None = None
    is_whole: bool = False


class ChosenByName:
    """The places of one project that choose a function by a name which is known in part, or not at all."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def fitting(self, function: Function) -> list[tuple[Module, ast.expr]]:
        """Return the places that can mean the function."""
        if function.outer is not None or isinstance(function.node, ast.Lambda) or function.short.startswith("__"):
            return []
        return [(choice.module, choice.node) for choice in self._choices if self._can_mean(choice, function)]

    def _can_mean(self, choice: _Choice, function: Function) -> bool:
        if not (function.short == choice.prefix if choice.is_whole else function.short.startswith(choice.prefix)):
            return False
        if isinstance(choice.scope, str):
            return function.cls is None and function.module.name.startswith(choice.scope)
        if isinstance(choice.scope, Module):
            return function.cls is None and function.module is choice.scope
        program = self._project.program
        family = (*ancestry(program, choice.scope), *descendants(program, choice.scope))
        return function.cls in family and (choice.call is None or takes(function, choice.call))

    @cached_property
    def _choices(self) -> list[_Choice]:
        loads = self._project.program.loads
        places = [
            (module, node)
            for name in ("getattr", "globals", "vars", "getmembers", "__dict__", *sorted(_IMPORTERS))
            for module, node in loads.get(name, [])
        ]
        return [
            choice
            for module, node in places
            if not self._project.is_retired(module) and node not in self._project.layer
            for choice in self._at(module, node)
        ]

    def _at(self, module: Module, node: ast.Name | ast.Attribute) -> Iterator[_Choice]:
        call = module.parents[node]
        if isinstance(node, ast.Attribute):
            if node.attr == "__dict__":
                yield from self._entries(module, node, self._scopes(module, node.value))
        elif isinstance(call, ast.Call) and call.func is node:
            if node.id == "getattr" and len(call.args) > 1:
                yield from self._attributes(module, call)
            elif node.id == "globals":
                yield from self._entries(module, call, [module])
            elif node.id == "vars" and call.args:
                yield from self._entries(module, call, self._scopes(module, call.args[0]))
        if isinstance(call, ast.Call) and call.func is node and call.args:
            if called_name(node) in _IMPORTERS:
                yield from self._members(module, call)
            elif called_name(node) == "getmembers":
                yield from self._entries(module, call, self._scopes(module, call.args[0]))

    def _members(self, module: Module, load: ast.Call) -> Iterator[_Choice]:
        """Yield what is called of a module that is loaded by a name which is put together."""
        if isinstance(load.args[0], ast.Constant):
            return
        modules = _prefix(self._project, module, load.args[0])
        modules = "" if modules.startswith(".") else modules
        above = module.parents[load]
        kept = [t.id for t in above.targets if isinstance(t, ast.Name)] if isinstance(above, ast.Assign) else []
        loaded = [load, *(name for short in kept for name in self._project.program.loads.within(module, short))]
        for node in loaded:
            member = module.parents[node]
            if isinstance(member, ast.Attribute) and member.value is node:
                yield _Choice(module, member, modules, member.attr, is_whole=True)
            elif isinstance(member, ast.Call) and called_name(member.func) == "getattr" and member.args[:1] == [node]:
                asked = member.args[1] if len(member.args) > 1 else None
                name = _prefix(self._project, module, asked) if asked is not None else ""
                whole = isinstance(asked, ast.Constant)
                yield from [_Choice(module, member, modules, name, is_whole=whole)] if name else []

    def _attributes(self, module: Module, call: ast.Call) -> Iterator[_Choice]:
        """Yield what `getattr` can give: with a prefix, whatever becomes of it; without, where it is called."""
        if isinstance(call.args[1], ast.Constant) or self._project.references.inference.of(module, call):
            return
        above = module.parents[call]
        made = above if isinstance(above, ast.Call) and above.func is call else None
        prefix = _prefix(self._project, module, call.args[1])
        for scope in self._scopes(module, call.args[0]) if prefix or made is not None else ():
            yield _Choice(module, call, scope, prefix, None if isinstance(scope, Module) else made)

    def _entries(self, module: Module, table: ast.expr, scopes: Iterable[_Scope]) -> Iterator[_Choice]:
        """Yield what is taken out of a table of names: an item, or all that a loop does not pass over."""
        place = table
        above = module.parents[table]
        method = module.parents[above] if isinstance(above, ast.Attribute) else None
        if isinstance(above, ast.Subscript) and above.value is table and isinstance(above.ctx, ast.Load):
            place, prefix = above, _prefix(self._project, module, above.slice)
        elif isinstance(method, ast.Call) and called_name(method.func) == "get" and method.args:
            place, prefix = method, _prefix(self._project, module, method.args[0])
        else:
            place, prefix = table, _begins_with(self._project, module, table, "")
        above = module.parents[place]
        is_called = place is not table and isinstance(above, ast.Call) and above.func is place
        for scope in scopes if prefix or is_called else ():
            yield _Choice(module, place, scope, prefix)

    def _scopes(self, module: Module, node: ast.expr) -> Iterator[_Scope]:
        """Yield the modules and classes of the tree that the object is, or is of."""
        for value in (node, *_assigned(self._project, module, node)):
            if isinstance(value, ast.Subscript) and dotted(value.value) == "sys.modules":
                if isinstance(value.slice, ast.Name) and value.slice.id == "__name__":
                    yield module
                continue
            is_type = isinstance(value, ast.Call) and called_name(value.func) == "type" and len(value.args) == 1
            known = value.args[0] if is_type and isinstance(value, ast.Call) else value
            known = known.value if isinstance(known, ast.Attribute) and known.attr == "__class__" else known
            for meaning in self._project.references.inference.of(module, known):
                if isinstance(meaning, Instance | ClassRef):
                    yield meaning.cls
                elif isinstance(meaning, External):
                    found = lookup(self._project.program, meaning.name)
                    yield from [found] if isinstance(found, Module) else []


def _assigned(project: Project, module: Module, node: ast.expr) -> list[ast.expr]:
    """Return what is assigned to a variable."""
    if not isinstance(node, ast.Name):
        return []
    function = project.program.binder(module, node)
    if function is not None:
        return [value for _, value, how in function.assigned.get(node.id, []) if value is not None and how == "value"]
    return [value for _, value in module.assigned.get(node.id, []) if value is not None]


def _prefix(project: Project, module: Module, name: ast.expr) -> str:
    """Return how the name begins, the empty string where that is not known."""
    match name:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr([ast.Constant(str(text)), *_]) | ast.BinOp(ast.Constant(str(text)), ast.Add()):
            return text
        case ast.BinOp(ast.Constant(str(text)), ast.Mod()):
            return text.partition("%")[0]
        case ast.Call(func=ast.Attribute(ast.Constant(str(text)), "format")):
            return text.partition("{")[0]
        case ast.Name():
            values = _assigned(project, module, name)
            known = {_prefix(project, module, value) for value in values if not isinstance(value, ast.Name)}
            return known.pop() if len(known) == 1 else _begins_with(project, module, name, name.id)
    return ""


def _begins_with(project: Project, module: Module, node: ast.expr, variable: str) -> str:
    """Return the prefix for which the function around the node asks, of the variable or (empty) of any."""
    function = project.owner(module, node)
    for part in ast.walk(function.node if function is not None else module.tree):
        match part:
            case ast.Call(ast.Attribute(ast.Name(asked), "startswith"), [ast.Constant(str(text))]):
                if variable in {"", asked}:
                    return text
    return ""
