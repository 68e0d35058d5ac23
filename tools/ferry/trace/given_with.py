"""Code of the tree that a call outside it gets together with a value, and may run with that.

`map(show, layers)`, `View.as_view("page", layer)`, `Application([("/", Handler, dict(layer=layer))])`.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import called_functions, holds_facade
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.let_go import ASKING, outermost
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import ClassRef, FunctionRef, flattened

_MAKING = frozenset({"dict", "frozenset", "list", "set", "tuple"})


def run_with(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the parameters that may get the value: of functions given to the same call, or of a class that is."""
    call = _call_around(module, node)
    if call is None or called_name(call) in ASKING or not holds_facade(project, module, node):
        return
    if called_functions(project, module, call):
        return
    inference = project.references.inference
    itself = inference.of(module, node)
    owner = inference.of(module, call.func.value) if isinstance(call.func, ast.Attribute) else ()
    for cls in sorted((value for value in owner if isinstance(value, ClassRef)), key=repr):
        yield from _of_class(project, cls)
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        for value in sorted(set(flattened(inference.of(module, given))) - itself, key=repr):
            if isinstance(value, FunctionRef):
                further = call.args[call.args.index(given) + 1 :] if given in call.args else []
                yield from _of_function(value.function, further.index(node) if node in further else None)
            elif isinstance(value, ClassRef):
                yield from _of_class(project, value)


def _of_function(function: Function, position: int | None) -> list[Carrier]:
    """Return the parameter of the position, as a call with what stands behind the function has them, else all."""
    own = function.params[function.cls is not None :]
    return [Carrier("local", function, p.arg) for p in (own if position is None else own[position : position + 1])]


def _of_class(project: Project, value: ClassRef) -> Iterator[Carrier]:
    if value.cls not in project.facade_classes | project.target_family:
        for cls in ancestry(project.program, value.cls):
            for method in cls.methods.values():
                yield from _of_function(method, None)


def _call_around(module: Module, node: ast.expr) -> ast.Call | None:
    """Return the call that gets the value, alone or in something else."""
    while True:
        whole = outermost(module, node)
        parent = module.parents[whole]
        call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
        if not isinstance(call, ast.Call) or call.func is whole:
            return None
        if not isinstance(call.func, ast.Name) or call.func.id not in _MAKING:
            return call
        node = call
