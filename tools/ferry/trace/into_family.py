"""Facade objects that are put into another one of the family: its own code uses them, so both change together.

`Shelf([Book(name)])`, `shelf.add(book)`, `shelf.books.append(book)`, `shelf.first = book`, `shelf + book`.
"""

import ast
import builtins
from collections.abc import Iterator

from tools.ferry.carriers.places import built_classes, called_functions, facade_owns, holds_facade, is_facade
from tools.ferry.functions.variables import values_of
from tools.ferry.project.carriers import Carrier, Component
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.annotated import is_wanted
from tools.ferry.trace.given_instead import doubled
from tools.ferry.trace.let_go import outermost
from tools.ferry.types.annotations import annotation_names
from tools.ferry.types.arguments import parameter_of

Given = tuple[ast.expr, Module, ast.expr, bool]
"""An object of the family, and what it gets, in which module; and whether an annotation wants the facade there."""

_GIVING = ast.Call | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.BinOp | ast.Compare | ast.Subscript


def takers(project: Project, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the objects of the family that get the facade of the expression, alone or in something else."""
    yield from ((module, taker) for taker in _takers(project, module, node))
    call = module.parents[outermost(module, node)]
    if isinstance(call, ast.Call) and node is not call.func and holds_facade(project, module, node):
        for owner, method in values_of(project, module, call.func):  # a method in a variable: `put = shelf.add`
            if method is not call.func and isinstance(method, ast.Attribute) and facade_owns(project, owner, method):
                yield owner, method.value


def given_to(project: Project, component: Component) -> Iterator[Given]:
    """Yield what objects of the component get by calls and assignments: the facade, as far as that is known.

    What fills a parameter of the family is followed by no variable: that is the layer's own.
    """
    for source in component.sources.values():
        if source.kind == "construct" and isinstance(source.node, ast.Call):
            yield from _arguments(project, source.module, source.node, source.node)
    for use, place in component.uses.items():
        whole = place.module.parents[use]
        if not isinstance(use, ast.Attribute):
            continue
        if isinstance(whole, ast.Call) and whole.func is use:
            yield from _arguments(project, place.module, whole, use.value)
        elif isinstance(whole, ast.Assign) and use in whole.targets:
            for part in _parts(whole.value):
                if _may_be_facade(project, place.module, part):
                    yield use.value, place.module, part, False


def _arguments(project: Project, module: Module, call: ast.Call, taker: ast.expr) -> Iterator[Given]:
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        if _wants_another(project, module, call, argument):
            continue
        received = [(f, parameter_of(call, argument, f)) for f in called_functions(project, module, call)]
        wanted = any(name is not None and is_wanted(project, Carrier("local", f, name)) for f, name in received)
        is_built = call is taker  # what is built around an object that answers as the facade does asks that one
        for part in _parts(argument):
            may_be = _may_be_facade(project, module, part) if is_built else holds_facade(project, module, part)
            if wanted or may_be:
                yield taker, module, part, wanted


def _may_be_facade(project: Project, module: Module, value: ast.expr) -> bool:
    return holds_facade(project, module, value) or bool(doubled(project, module, value))


def _parts(value: ast.expr) -> list[ast.expr]:
    """Return what is in a collection that is written there, else the expression; nothing of constants."""
    match value:
        case ast.Constant() | ast.JoinedStr():
            return []
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
            return [inner for part in parts for inner in _parts(part)]
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.GeneratorExp(elt=part) | ast.DictComp(value=part):
            return _parts(part)
    return [value]


def _takers(project: Project, module: Module, node: ast.expr) -> Iterator[ast.expr]:
    whole = outermost(module, node)
    parent = module.parents[whole]
    around = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    if not isinstance(around, _GIVING) or not holds_facade(project, module, node):
        return
    match around:
        case ast.Call(func=func) as call if func is not whole and not _wants_another(project, module, call, whole):
            yield from [call] if built_classes(project, module, call) else _called(project, module, call)
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _owner(project, module, target)
        case ast.AnnAssign(target=target):
            yield from _owner(project, module, target)
        case ast.AugAssign(target=target) if target is not whole:
            yield from [target] if is_facade(project, module, target) else _owner(project, module, target)
        case ast.Subscript(value=operand) | ast.BinOp(left=operand) if operand is not whole:
            yield from [operand] if is_facade(project, module, operand) else ()
        case ast.Compare(left=left, comparators=others):
            operands = (operand for operand in (left, *others) if operand is not whole)
            yield from (operand for operand in operands if is_facade(project, module, operand))


def _called(project: Project, module: Module, call: ast.Call) -> Iterator[ast.expr]:
    """Yield the facade object that is called, or whose method is, there or by what gets it: `map(shelf.add, books)`."""
    if is_facade(project, module, call.func):
        yield call.func
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(argument, ast.Attribute) and facade_owns(project, module, argument):
            yield argument.value
    yield from _owner(project, module, call.func)


def _owner(project: Project, module: Module, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the facade object of which the expression is an attribute, an item, or what a method gives."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        inner = node.func if isinstance(node, ast.Call) else node.value
        is_method = isinstance(node, ast.Attribute) and facade_owns(project, module, node)
        if is_method or is_facade(project, module, inner):
            yield inner
            return
        node = inner


def _wants_another(project: Project, module: Module, call: ast.Call, argument: ast.expr) -> bool:
    """Tell whether the annotation of what receives the argument lets it be text, a number or another plain value."""
    received = [(f, parameter_of(call, argument, f)) for f in called_functions(project, module, call)]
    annotations = [param.annotation for f, name in received for param in f.params if param.arg == name]
    return bool(annotations) and all(annotation is not None and _is_plain(annotation) for annotation in annotations)


def _is_plain(annotation: ast.expr) -> bool:
    names = [part.id if isinstance(part, ast.Name) else "" for part in annotation_names(annotation)]
    return bool(names) and "object" not in names and all(hasattr(builtins, name) for name in names)
