"""What one call can run: every function of the tree that is possible there, and whether something else is.

Methods that one call can be of become async together. What a variable holds beside them need not: a lambda, a method
of a collection, a function of a library. Such a call has to ask what it got before it awaits that.
"""

import ast
from collections.abc import Collection, Iterator

from tools.ferry.functions.variables import is_mixed
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.names import bases_outside, find_method
from tools.ferry.types.plain_values import plain_kinds
from tools.ferry.types.values import External, FunctionRef, Instance, Value, Values

_PLAIN = frozenset(name for kind in (bytes, dict, list, set, str, tuple) for name in vars(kind)) - vars(object).keys()
"""The methods of what is written in the code: tables, lists, texts."""


_TABLES = frozenset({"Counter", "OrderedDict", "UserDict", "UserList", "defaultdict", "deque", "dict", "list", "set"})
"""Classes of Python's own whose heirs are tables or lists."""


class Callees:
    """The functions that the calls of one project can run; answers are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[ast.expr, frozenset[Function]] = {}
        self._others: dict[ast.Call, bool] = {}

    def of(self, module: Module, callee: ast.expr) -> frozenset[Function]:
        """Return the functions of the tree, lambdas among them, that the callee can be."""
        if callee not in self._known:
            self._known[callee] = frozenset(self._find(module, callee))
        return self._known[callee]

    def _find(self, module: Module, callee: ast.expr) -> Iterator[Function]:
        references = self._project.references
        resolution = None
        if isinstance(callee, ast.Name | ast.Attribute):
            resolution = references.resolve(module, callee)
        if resolution is not None and resolution.outside:
            values: Values = frozenset()  # the checker sees which value the variable has here
        else:
            values = references.inference.of(module, callee)
        objects = [value.cls for value in values if isinstance(value, Instance)]
        calls = (find_method(self._project.program, cls, "__call__") for cls in objects)
        yield from (call for call in calls if call is not None)
        yield from (value.function for value in values if isinstance(value, FunctionRef))
        if resolution is not None and not objects:  # which a decorator puts in the place of the function
            yield from (d for d in resolution.definitions if isinstance(d, Function))

    def runs_others(self, module: Module, call: ast.Call) -> bool:
        """Tell whether a call through a variable can run a lambda, or something outside the tree."""
        if call not in self._others:
            plain = any(isinstance(function.node, ast.Lambda) for function in self.of(module, call.func))
            self._others[call] = plain or self.runs_foreign(module, call.func)
        return self._others[call]

    def runs_besides(
        self, module: Module, call: ast.Call, awaitable: Collection[Function], *, leaves_facade: bool = True
    ) -> bool:
        """Tell whether the call can run something that cannot be awaited: not async, and not in `awaitable`.

        Methods of the facade can be awaited where the call `leaves_facade`: the target's take their place.
        """
        left = self._project.facade_classes if leaves_facade else frozenset[Class]()
        functions = self.of(module, call.func)
        if any(not f.is_async and f not in awaitable and f.cls not in left for f in functions):
            return True
        return self.runs_foreign(module, call.func) or self._feeds_itself(module, call.func)

    def enters_besides(self, module: Module, node: ast.expr, name: str, awaitable: Collection[Function]) -> bool:
        """Tell whether a statement that calls the special method of an object can find one that cannot be awaited."""
        receivers = self._project.references.inference.of(module, node)
        methods = (find_method(self._project.program, v.cls, name) for v in receivers if isinstance(v, Instance))
        return any(method is not None and not method.is_async and method not in awaitable for method in methods)

    def runs_foreign(self, module: Module, callee: ast.expr) -> bool:
        """Tell whether the callee can also be something outside the tree."""
        if not isinstance(callee, ast.Attribute) or not self._is_method(module, callee):
            return is_mixed(self._project, module, callee)
        receivers = self._project.references.inference.of(module, callee.value)
        if any(isinstance(value, External) and (value.called or value.name == "os.environ") for value in receivers):
            return True
        if callee.attr in _PLAIN and self._is_plain(module, callee):
            return True
        if any(self._inherits(value, callee.attr) for value in receivers):
            return True
        return is_mixed(self._project, module, callee, by_itself=False)

    def _inherits(self, value: Value, name: str) -> bool:
        """Tell whether the method of an object can be that of a base outside the tree, a `UserDict` for example."""
        if not isinstance(value, Instance) or find_method(self._project.program, value.cls, name) is not None:
            return False
        return any(base.rpartition(".")[2] in _TABLES for base in bases_outside(self._project.program, value.cls))

    def _is_plain(self, module: Module, callee: ast.Attribute) -> bool:
        """Tell whether the object can also be one of Python's own that has a method of the name: `{}.items`."""
        kinds = plain_kinds(self._project.references.inference, module, callee.value)
        return any(callee.attr in vars(kind) for kind in kinds)

    def _feeds_itself(self, module: Module, callee: ast.expr) -> bool:
        """Tell whether a variable gets what it gives when it is called: `state = state()`; inference ends there."""
        values: list[ast.expr | None] = []
        if isinstance(callee, ast.Name):
            function = self._project.program.binder(module, callee)
            values = [value for _, value, _ in function.assigned.get(callee.id, [])] if function is not None else []
        elif isinstance(callee, ast.Attribute) and not self._is_method(module, callee):
            owners = [
                v.cls for v in self._project.references.inference.of(module, callee.value) if isinstance(v, Instance)
            ]
            values = [value for owner in owners for _, value, _ in owner.assigned.get(callee.attr, [])]
        calls = (value.value if isinstance(value, ast.Await) else value for value in values)
        return any(isinstance(call, ast.Call) and called_name(call.func) == called_name(callee) for call in calls)

    def _is_method(self, module: Module, callee: ast.Attribute) -> bool:
        functions = self.of(module, callee)
        return bool(functions) and all(f.short == callee.attr and f.cls is not None for f in functions)


def can_be_asked(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the function around a call can ask whether there is something to await, and await that.

    The question names the result (`:=`), which is allowed neither in a lambda nor in what a comprehension loops over.
    """
    child: ast.AST = node
    for part in project.program.ancestors(module, node):
        if isinstance(part, ast.Lambda) or (isinstance(part, ast.comprehension) and part.iter is child):
            return False
        if isinstance(part, ast.ClassDef):
            return False
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            break
        child = part
    return isinstance(node, ast.Call) and project.owner(module, node) is not None
