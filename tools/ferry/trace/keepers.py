"""Where the value of an expression goes that no carrier gets: what keeps it, and under which name.

`queue.put(layer)`, `local.layer = layer`, `seen[layer] = 1`, `show(*layers)`, `counter += layer`.
"""

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator

from tools.ferry.carriers.application_state import is_kept_in_state
from tools.ferry.carriers.places import attribute_carriers, called_functions, read_carriers
from tools.ferry.functions.standard import CALLING
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name, dotted
from tools.ferry.trace.given_with import run_with
from tools.ferry.trace.records import fields_made
from tools.ferry.trace.special_calls import handed_to
from tools.ferry.types.arguments import parameter_of
from tools.ferry.types.by_text import text_of
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.of_tests import told_to
from tools.ferry.types.values import External, Mock, Value

MAKERS = frozenset({"attrgetter", "methodcaller"})
"""What gives a function that reads, or calls, what it is told of an object that comes later."""

ANY = ""
"""The name under which a call keeps what may go to any parameter."""

_ANY_ITEM, _SOME_ITEM = "[]", "[?]"
"""The names under which every item is kept, and one by a key of which nothing is known."""

GIVEN_AWAY = "?()"
"""The name under which an unknown object's method keeps what it is given: `container.register(layer)`."""

HANDED_ON = "()"
"""The name under which Python keeps what it hands to special methods."""


class Keepers:
    """What keeps values out of sight in one project; `mocks_keep` tells whether a mock was met that does."""

    def __init__(self, project: Project) -> None:
        self.mocks_keep = False
        self._project = project

    def of(self, module: Module, node: ast.expr) -> Iterator[Carrier | str]:
        """Yield the object that keeps the value for itself, and the name under which an unknown one does."""
        parent = module.parents[node]
        match parent:
            case ast.Assign():
                for target in parent.targets:
                    yield from self._mocks_attribute(module, target)
                    yield from () if self._is_followed(module, target) else self._kept_under(module, target)
            case ast.Dict():
                yield from texts([key for key, value in zip(parent.keys, parent.values, strict=True) if value is node])
                yield from self.of(module, parent)
            case ast.List() | ast.Tuple() | ast.Set():
                yield from self.of(module, parent)
            case ast.Subscript() if parent.slice is node:  # a key, which comes out when the table is gone through
                yield from self._kept_under(module, parent.value)
                yield from read_carriers(self._project, module, parent.value)
            case ast.keyword(arg=str(name)):
                yield name
        for method in handed_to(self._project, module, node):
            yield from (f"{method}()", HANDED_ON, ANY)
        yield from run_with(self._project, module, node)
        call = module.parents[parent] if isinstance(parent, ast.keyword | ast.Starred) else parent
        if isinstance(call, ast.Call) and call.func is not node:
            yield from [ANY] if self._can_go_anywhere(module, call, node, parent) else []
            yield from texts(call.args[1:2] if called_name(call) in {"setattr", "__setattr__"} else [])
            if isinstance(call.func, ast.Attribute):
                yield from read_carriers(self._project, module, call.func.value)
            yield from self.told(module, call)
            yield from [GIVEN_AWAY] if self._is_of_unknown(module, call) else []
            yield from fields_made(self._project, module, call.func)
            yield from self.library(module, call.func)

    def _kept_under(self, module: Module, target: ast.expr) -> Iterator[str]:
        """Yield the name of an attribute or of an item that is set, `app.layer`, `app["layer"]`, `app[LAYER]`.

        Of an object of which nothing is known any item may be read again, and this one by any key.
        """
        if isinstance(target, ast.Attribute):
            yield target.attr
        elif isinstance(target, ast.Subscript):
            key, is_unknown = _key(self._project, module, target.slice), self.is_unknown(module, target.value)
            yield from [key] if key else []
            yield from [_ANY_ITEM] if is_unknown else []
            yield from [_SOME_ITEM] if is_unknown and not key else []

    def _is_followed(self, module: Module, target: ast.expr) -> bool:
        """Tell whether the attribute is a carrier, or one of a shared holder or a mock: that of a function is none."""
        if is_kept_in_state(self._project, module, target):
            return True
        if not isinstance(target, ast.Attribute) or self.is_unknown(module, target.value):
            return False
        others = target.attr in self._project.config.travel or self.is_mock(module, target.value)
        return others or any(True for _ in attribute_carriers(self._project, module, target))

    def library(self, module: Module, callee: ast.expr) -> Iterator[str]:
        """Yield the module outside the tree whose function is called: what it is given another one may give back."""
        for value in self._project.references.inference.of(module, callee):
            owner = value.name.rpartition(".")[0] if isinstance(value, External) and not value.called else ""
            if owner and owner.partition(".")[0] not in sys.stdlib_module_names:
                yield f"{owner}:"

    def told(self, module: Module, call: ast.Call) -> Iterator[str]:
        """Yield the texts by which an unknown object is told, or asked, what is meant: `container.get("layer")`."""
        if self._is_of_unknown(module, call):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            yield from filter(None, (_key(self._project, module, one) for one in given if not _is_number(one)))

    def _is_of_unknown(self, module: Module, call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute) or not self.is_unknown(module, call.func.value):
            return False
        return not dotted(call.func).startswith("pytest.")  # whose marks name parameters

    def _can_go_anywhere(self, module: Module, call: ast.Call, node: ast.expr, parent: ast.AST) -> bool:
        """Tell whether nothing says which parameter receives the argument: `f(layer)`, `show(*parts)`."""
        if isinstance(parent, ast.Starred) or (isinstance(parent, ast.keyword) and parent.arg is None):
            return True
        functions = called_functions(self._project, module, call)
        if functions:
            return any(parameter_of(call, node, function) is None for function in functions)
        if called_name(call) in CALLING or any(keyword.arg == "key" for keyword in call.keywords):
            return True
        known = [v for v in self._project.references.inference.of(module, call.func) if not _is_made_reader(v)]
        return isinstance(call.func, ast.Name | ast.Call | ast.Subscript) and not known and not is_builtin(call.func)

    def _mocks_attribute(self, module: Module, target: ast.expr) -> Iterator[str]:
        """Yield the name under which a mock keeps the value: it comes out where that is read of anything."""
        if not isinstance(target, ast.Attribute) or any(
            True for _ in attribute_carriers(self._project, module, target)
        ):
            return
        if self.is_mock(module, target.value):
            self.mocks_keep = True
            yield f"mock:{target.attr}"

    def is_mock(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the object is a mock, as far as more than tests say so."""
        values = told_to(module, self._project.references.inference.of(module, node))
        return bool(values) and all(isinstance(value, Mock) for value in values)

    def is_unknown(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the object is of no class that we know."""
        values = told_to(module, self._project.references.inference.of(module, node))
        return all(isinstance(value, External) for value in values)


def _is_made_reader(value: Value) -> bool:
    return isinstance(value, External) and value.called and value.name.rpartition(".")[2] in MAKERS


def is_builtin(node: ast.expr) -> bool:
    """Tell whether the expression is the name of something that Python has built in."""
    return isinstance(node, ast.Name) and hasattr(builtins, node.id)


def read_under(project: Project, module: Module, node: ast.expr) -> Iterator[str]:
    """Yield the names under which what the expression reads may have been set: of an attribute, or an item."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Subscript):
        key = _key(project, module, node.slice)
        if not _is_type(project, module, node.slice):
            yield from (key, _SOME_ITEM) if key else [_ANY_ITEM]


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not isinstance(node.value, str)


def _is_type(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether what stands in the brackets is no key: a class, `Optional[Layer]`, or several, or a slice."""
    if isinstance(node, ast.Tuple | ast.Slice) or is_builtin(node):
        return True
    return isinstance(resolve_expression(project.program, module, node), Class)


def _key(project: Project, module: Module, node: ast.expr) -> str:
    """Return the text of a key, or the name of the module's variable that it is: `STORE = web.AppKey("store")`."""
    if isinstance(node, ast.Constant) and not isinstance(node.value, str):
        return f"[{node.value!r}]"
    text = text_of(project.program, module, node)
    if text is not None or not isinstance(node, ast.Name | ast.Attribute):
        return text or ""
    if isinstance(node, ast.Name) and project.program.binder(module, node) is not None:
        return ""
    found = resolve_expression(project.program, module, node)
    return f"{found[0].name}.{found[1]}" if isinstance(found, tuple) else ""


def texts(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    """Yield the texts among the expressions."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
