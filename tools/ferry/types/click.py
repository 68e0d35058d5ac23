"""click, and typer on it: which functions are commands, and the one object that a program hands to all of them.

A program puts it into its context, `ctx.obj = store` or `invoke(command, obj=store)`; click passes it to each command
that asks by `@pass_obj`. Which program a command belongs to is not looked for: where a tree puts objects of several
classes into contexts, nothing is said of any of them. A decorator of `make_pass_decorator(Cache)` passes a `Cache`.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from tools.ferry.source import Function, Module
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

PACKAGES = frozenset({"click", "typer", "rich_click", "cloup"})
_PASSING = frozenset({"click.pass_context", "click.pass_obj"})
_CONTEXT_MAKERS = frozenset({"click.get_current_context", "click.Context", "typer.Context"})


class Click:
    """The commands of one tree."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The modules that import something of click's."""
        modules = self._inference.program.files.values()
        return tuple(m for m in modules if any(_root(origin) in PACKAGES for origin in m.imports.values()))

    @cached_property
    def commands(self) -> frozenset[Function]:
        """The functions that click calls, with `@command`, an option, or anything else of its decorators."""
        found: set[Function] = set()
        decorated = [f for m in self.modules for f in m.definitions if isinstance(f, Function) and f.decorators]
        while new := {f for f in decorated if f not in found and any(self._makes(f, d, found) for d in f.decorators)}:
            found |= new
        return frozenset(found)

    def _makes(self, function: Function, decorator: ast.expr, commands: set[Function]) -> bool:
        """Tell whether the decorator is click's own, or a command's: `@cli.command()` of a group `cli`."""
        base = decorator
        while isinstance(base, ast.Attribute | ast.Call):
            base = base.func if isinstance(base, ast.Call) else base.value
        origin = resolve_expression(self._inference.program, function.module, base)
        if isinstance(origin, tuple):
            owner, name = origin
            makers = [value.func for _, value in owner.assigned[name] if isinstance(value, ast.Call)]
            origin = next((o for m in makers if isinstance(o := self._meaning(owner, m), str) and o), "")
        return origin in commands if isinstance(origin, Function) else _root(origin) in PACKAGES

    def _meaning(self, module: Module, node: ast.expr) -> object:
        return resolve_expression(self._inference.program, module, node)

    @cached_property
    def receivers(self) -> tuple[tuple[Function, str], ...]:
        """The commands with `@pass_obj`, each with the parameter that receives the object."""
        found = ((f, n) for f in self.commands for n, given in self._passed(f).items() if given == "click.pass_obj")
        return tuple(sorted(found, key=lambda pair: pair[0].name))

    def _passed(self, function: Function) -> dict[str, object]:
        """Return what passes each parameter that decorators of click's pass: the lowest of them passes the first."""
        meanings = [self._meaning(function.module, decorator) for decorator in reversed(function.decorators)]
        passing = [one for one in meanings if one in _PASSING or self._passed_class(one) is not None]
        return dict(zip((param.arg for param in function.params), passing, strict=False))

    def _passed_class(self, decorator: object) -> tuple[Module, ast.expr] | None:
        """Return the class of what `@pass_cache` passes, by `pass_cache = make_pass_decorator(Cache)`; else None."""
        owner, name = decorator if isinstance(decorator, tuple) else (None, "")
        for _, value in owner.assigned[name] if owner is not None else ():
            if isinstance(value, ast.Call) and self._meaning(owner, value.func) == "click.make_pass_decorator":
                return owner, value.args[0]
        return None

    def passed(self, function: Function, name: str) -> Values:
        """Return what click passes to a command for the parameter."""
        given = self._passed(function).get(name)
        cls = self._passed_class(given)
        if cls is not None:
            values = self._inference.of(*cls)
            return frozenset(Instance(value.cls) for value in values if isinstance(value, ClassRef))
        return self.values() if given == "click.pass_obj" and function in self.commands else NOTHING

    @cached_property
    def puts(self) -> tuple[tuple[Module, ast.expr], ...]:
        """What code puts into a context: `ctx.obj = store`, `runner.invoke(command, obj=store)`."""
        if not self.commands:
            return ()
        program = self._inference.program
        found = []
        for module, target in program.stores.get("obj", []):
            parent = module.parents[target]
            if isinstance(parent, ast.Assign) and self.is_object(module, target):
                found.append((module, parent.value))
        for name in sorted({"invoke", "main", "Context", *(f.short for f in self.commands)}):
            for module, node in program.loads.get(name, []):
                call = module.parents[node]
                if isinstance(call, ast.Call) and call.func is node:
                    found += [(module, k.value) for k in call.keywords if k.arg == "obj"]
        return tuple(found)

    def values(self) -> Values:
        """Return what the object can be, if all that is put there is of one class; else unknown."""
        found = [values for module, node in self.puts if (values := self._inference.of(module, node))]
        return found[0] if len(set(found)) == 1 else NOTHING

    def is_object(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is the object of a context: `ctx.obj`."""
        return isinstance(node, ast.Attribute) and node.attr == "obj" and self._is_context(module, node.value)

    def _is_context(self, module: Module, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return self._meaning(module, node.func) in _CONTEXT_MAKERS
        function = self._inference.program.binder(module, node) if isinstance(node, ast.Name) else None
        if function is None or not isinstance(node, ast.Name):
            return False
        if self._passed(function).get(node.id) == "click.pass_context":
            return True
        annotations = [p.annotation for p in function.params if p.arg == node.id and p.annotation is not None]
        assigned = [value.func for _, value, _ in function.assigned.get(node.id, []) if isinstance(value, ast.Call)]
        return any(self._meaning(module, name) in _CONTEXT_MAKERS for name in (*annotations, *assigned))

    def receives(self, function: Function, name: str) -> bool:
        """Tell whether click passes the object for the parameter."""
        return (function, name) in self.receivers


def _root(name: object) -> str:
    return name.partition(".")[0] if isinstance(name, str) else ""
