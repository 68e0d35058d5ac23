"""Whether a function takes the arguments of a call, and whether they mean the same to the facade's and the target's."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function
from tools.ferry.types.members import is_property
from tools.ferry.types.names import class_of, find_method


def fits(project: Project, name: str, call: ast.Call) -> bool:
    """Tell whether the target's counterpart of the facade's method `name` takes the call's arguments.

    What a call spreads (`*rest`) is taken to fit.
    """
    old, new = project.facade_method(name), project.counterpart(name)
    if old is None or new is None or spreads(call) or _binds_itself(old) or _binds_itself(new):
        return True
    before, after = _positional(old), _positional(new)
    swapped = ((b, a) for b, a, _ in zip(before, after, call.args, strict=False) if b != a)
    if any(b in after or a in before for b, a in swapped):
        return False
    given = {*after[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
    return takes(new, call) and _required(new) <= given


def builds_twin(project: Project, cls: Class, twin: str, call: ast.Call) -> bool:
    """Tell whether the constructor of the class's twin takes the arguments with which the call builds the class."""
    async_class = class_of(project.program, twin)
    return async_class is None or _builds(project, async_class, call) or not _builds(project, cls, call)


def _builds(project: Project, cls: Class, call: ast.Call) -> bool:
    made = find_method(project.program, cls, "__init__")
    if made is None or spreads(call) or made.decorators:
        return True
    given = {*_positional(made)[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
    return takes(made, call) and _required(made) <= given


def reads_otherwise(project: Project, name: str) -> bool:
    """Tell whether the facade's method is a property and its counterpart a method to call, or the other way round."""
    old, new = project.facade_method(name), project.counterpart(name)
    return old is not None and new is not None and is_property(old) != is_property(new)


def takes(method: Function, call: ast.Call) -> bool:
    """Tell whether the function can be called with the arguments; of those that are required, their number counts."""
    arguments = method.node.args
    names = _positional(method)
    accepted = {*names, *(param.arg for param in arguments.kwonlyargs)}
    keywords = {keyword.arg for keyword in call.keywords}
    if arguments.kwarg is None and any(name is not None and name not in accepted for name in keywords):
        return False
    if arguments.vararg is None and sum(not isinstance(a, ast.Starred) for a in call.args) > len(names):
        return False
    return spreads(call) or len(call.args) + len(keywords) >= len(names) - len(arguments.defaults)


def spreads(call: ast.Call) -> bool:
    """Tell whether the call does not say how many arguments it gives: `f(*parts)`, `f(**names)`."""
    return any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)


def _binds_itself(method: Function) -> bool:
    """Tell whether a decorator decides what the first parameter is, or what the method takes."""
    return bool({ast.unparse(d).rpartition(".")[2] for d in method.decorators} - {"abstractmethod", "override"})


def _positional(method: Function) -> list[str]:
    """Return the parameters that can be given by position, `self` aside."""
    arguments = method.node.args
    return [param.arg for param in (*arguments.posonlyargs, *arguments.args)][method.cls is not None :]


def _required(method: Function) -> set[str]:
    arguments = method.node.args
    positional = _positional(method)
    free = positional[: max(0, len(positional) - len(arguments.defaults))]
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {*free, *(param.arg for param, default in keywords if default is None)}
