"""Methods that a constant names: `getattr(layer, "get_player")`, `patch.object(Layer, "get_player")`, `patch(path)`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.model import Kind
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.types.names import find_method, lookup
from tools.ferry.types.values import ClassRef, External, Instance

_ASKING = frozenset({"getattr", "hasattr"})
_BY_PATH = frozenset({"patch", "setattr", "delattr"})
_REPLACING = frozenset({"object", "setattr", "delattr"})


@dataclass(frozen=True, slots=True)
class Named:
    """A facade method's name in `text`, an argument of `call`; `receiver` is None where `text` is a whole path."""

    module: Module
    call: ast.Call
    text: ast.Constant
    receiver: ast.expr | None
    method: str
    kind: Kind


def named_methods(project: Project, module: Module) -> Iterator[Named]:
    """Yield each place of the module where a constant names a method of the facade, whatever has that method."""
    for call in module.nodes(ast.Call) if module.has_any(_BY_PATH | _REPLACING | _ASKING) else ():
        if not call.args:
            continue
        first, name = call.args[0], called_name(call)
        if name in _BY_PATH and isinstance(first, ast.Constant):
            owner, _, method = first.value.rpartition(".") if isinstance(first.value, str) else ("", "", "")
            if owner and method in project.facade_methods:
                yield Named(module, call, first, None, method, "mock")
        elif (text := _second(call)) is not None and text.value in project.facade_methods:
            if name in _REPLACING and (name != "object" or _is_patch(call)):
                yield Named(module, call, text, first, str(text.value), "mock")
            elif name in _ASKING and isinstance(call.func, ast.Name):
                yield Named(module, call, text, first, str(text.value), _asked(module, call))


def owners_of(project: Project, use: Named) -> tuple[frozenset[Class], str]:
    """Return the classes of the tree that have the named method, and what else the name can belong to."""
    if use.receiver is None:
        path = str(use.text.value).rpartition(".")[0]
        found = lookup(project.program, path)
        classes = [found] if isinstance(found, Class) else []
        other = path
    else:
        values = sorted(project.references.inference.of(use.module, use.receiver), key=repr)
        classes = [value.cls for value in values if isinstance(value, Instance | ClassRef)]
        other = next((value.name for value in values if isinstance(value, External)), "")
    methods = [find_method(project.program, cls, use.method) for cls in classes]
    owners = frozenset(method.cls for method in methods if method is not None and method.cls is not None)
    return owners, other or next((cls.name for cls in classes), "")


def _second(call: ast.Call) -> ast.Constant | None:
    found = call.args[1] if len(call.args) > 1 else None
    return found if isinstance(found, ast.Constant) and isinstance(found.value, str) else None


def _is_patch(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and called_name(call.func.value) == "patch"


def _asked(module: Module, call: ast.Call) -> Kind:
    parent = module.parents[call]
    return "call" if isinstance(parent, ast.Call) and parent.func is call else "reference"
