"""Iterators of the facade that the target gives as collections: nothing can ask these for their next item."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.uses.consumption import is_awaited, promised_class

_ITERATORS = frozenset({"Generator", "Iterator"})


def is_asked_for_next(project: Project, module: Module, method: ast.expr, name: str) -> bool:
    """Tell whether `next()` reads a result that is an iterator of the facade's, and is promised to be none then.

    There, `next(layer.names())`, or in the variable that gets it.
    """
    call = module.parents[method]
    if not isinstance(call, ast.Call) or call.func is not method or not _is_iterator_no_more(project, name):
        return False
    around = module.parents[call]
    if _is_next(around, call):
        return True
    if not isinstance(around, ast.Assign) or not isinstance(around.targets[0], ast.Name):
        return False
    reads = project.program.loads.within(module, around.targets[0].id)
    function = project.program.enclosing(module, call)
    own = (read for read in reads if isinstance(read, ast.Name) and project.program.binder(module, read) is function)
    return any(_is_next(module.parents[read], read) for read in own)


def _is_next(call: ast.AST, argument: ast.expr) -> bool:
    return isinstance(call, ast.Call) and call.args[:1] == [argument] and getattr(call.func, "id", "") == "next"


def _is_iterator_no_more(project: Project, name: str) -> bool:
    facade, target = project.facade_method(name), project.counterpart(name)
    if facade is None or target is None or not is_awaited(project, name):
        return False
    promised = promised_class(target)
    return (facade.is_generator or promised_class(facade) in _ITERATORS) and promised not in {"", "Any", *_ITERATORS}
