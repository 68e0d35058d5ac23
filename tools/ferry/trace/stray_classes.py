"""The facade's classes as values that nothing follows: what is made of one somewhere else is an object of it.

`CLASSES = defaultdict(lambda: Layer)`, `Settings(store=Layer)`, `container.get(Layer)`.
"""

import ast
import builtins
from functools import cached_property

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.alternatives import alternatives
from tools.ferry.trace.guessed import guessed, inside
from tools.ferry.trace.let_go import ASKING
from tools.ferry.trace.loaded import is_module
from tools.ferry.trace.made_of import made_of
from tools.ferry.trace.settling import passes_by
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.names import member, resolve_expression
from tools.ferry.types.values import Instance
from tools.ferry.uses.class_checks import asked_of

_STEPS = 128
"""How many expressions are looked at for the origin of one object."""

_GIVING = ast.Attribute | ast.Call | ast.Subscript
_TESTING = MOCKS | {"create_autospec", "object", "patch", "setattr"}


class StrayClasses:
    """Where one project speaks of the facade's classes as of values."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def made(self, module: Module, value: ast.expr) -> list[ast.expr]:
        """Return the expressions that the value can be, of nothing that is known, that may be an object of a class."""
        parts = (part for part in alternatives(value) if isinstance(part, _GIVING) and not _is_looked_at(part))
        return [part for part in parts if self._is_unknown(module, part) and self._leads_to_class(module, part)]

    def found_by(self, module: Module, node: ast.expr) -> ast.expr | None:
        """Return the class of the object at the node if that goes where one that the tree names may meet it: a key."""
        asking = module.parents[node]
        is_asked = isinstance(asking, ast.Call) and called_name(asking) == "type" and asking.args == [node]
        if not is_asked and not (isinstance(asking, ast.Attribute) and asking.attr == "__class__"):
            return None
        whole = module.parents[asking]
        if isinstance(whole, ast.Call) and (whole.func is asking or called_name(whole) in ASKING):
            return None
        is_plain = isinstance(whole, ast.Attribute | ast.Compare | ast.FormattedValue | ast.Expr)
        return asking if isinstance(asking, ast.expr) and not is_plain and self._places else None

    @cached_property
    def _places(self) -> frozenset[ast.expr]:
        named = (place for cls in self._project.facade_classes for place in self._project.references.to(cls))
        return frozenset(node for module, node in named if self._is_value(module, node))

    def _is_value(self, module: Module, node: ast.expr) -> bool:
        parent = module.parents[node]
        call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
        if isinstance(parent, ast.Attribute):
            return parent.attr == "__subclasses__"
        if isinstance(call, ast.Call) and called_name(call) in _TESTING:
            return False
        is_called = isinstance(parent, ast.Call) and parent.func is node
        return not is_called and asked_of(module, node) is None and not passes_by(self._project, module, node)

    def _is_unknown(self, module: Module, node: ast.expr) -> bool:
        if makes_builtin(node):
            return False  # `dict(…)` is a table, whatever is in it
        values = self._project.references.inference.of(module, node)
        return not any(isinstance(v, Instance) and v.cls not in self._project.facade_classes for v in values)

    def _leads_to_class(self, module: Module, node: ast.expr) -> bool:
        """Tell whether a class of the facade is among what the value may be made of."""
        queue, seen = [(module, node)], {node}
        for owner, current in queue:
            if current in self._places or self._is_looked_up(owner, current):
                return True
            for step in (made_of, guessed, inside) if len(seen) < _STEPS else ():
                new = [place for place in step(self._project, owner, current) if place[1] not in seen]
                seen.update(part for _, part in new)
                queue += new
        return False

    def _is_looked_up(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the value is found by a text in a module that knows the class: `globals()[name]`."""
        match node:
            case ast.Call(func=ast.Name("eval"), args=[ast.Constant(str(text)), *_]):
                return any(cls.name.rpartition(".")[2] in text for cls in self._project.facade_classes)
            case ast.Call(func=ast.Name("globals" | "locals" | "vars"), args=[]):
                return self._has_class(module)
            case ast.Call(func=ast.Name("getattr" | "vars"), args=[owner, *_]) | ast.Attribute(owner, "__dict__") if (
                isinstance(owner, ast.Name | ast.Attribute)
            ):
                found = resolve_expression(self._project.program, module, owner)
                return isinstance(found, Module) and self._has_class(found)
            case ast.Call(func=ast.Name("getattr"), args=[owner, ast.Constant(), *_]):  # others are loaded by name
                return is_module(self._project, module, owner)
        return False

    def _has_class(self, module: Module) -> bool:
        found = (member(self._project.program, module, name) for name in (*module.classes, *module.imports))
        return any(isinstance(cls, Class) and cls in self._project.facade_classes for cls in found)


def makes_builtin(node: ast.expr) -> bool:
    """Tell whether the expression makes an object of one of Python's own classes: `dict(…)`, `str(path)`."""
    callee = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    return isinstance(getattr(builtins, callee, None), type)


def _is_looked_at(node: ast.expr) -> bool:
    """Tell whether the value is what a module, or its table, has under a name: a class there, no object of it."""
    found = node.value if isinstance(node, ast.Subscript) else node
    is_table = isinstance(found, ast.Attribute) and found.attr == "__dict__"
    callee = found.func if isinstance(found, ast.Call) else None
    return is_table or (isinstance(callee, ast.Name) and callee.id in {"getattr", "globals", "locals", "vars"})
