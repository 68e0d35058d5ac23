"""Whether a function takes the arguments of a call, and whether they mean the same to the facade's and the target's."""

import ast
from dataclasses import dataclass, field

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, called_name
from tools.ferry.types.annotations import annotation_names, names_within
from tools.ferry.types.members import is_property
from tools.ferry.types.names import class_of, find_method


@dataclass(frozen=True, slots=True)
class Carried:
    """How a call's arguments reach the target's counterpart.

    Keywords may get another name there (`renamed`), and what was given by position (`named`) a name.
    """

    renamed: dict[str, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)


def fits(project: Project, name: str, call: ast.Call) -> bool:
    """Tell whether the target's counterpart of the facade's method `name` takes the call's arguments."""
    return carried(project, name, call) is not None


def carried(project: Project, name: str, call: ast.Call) -> Carried | None:
    """Return how the target's counterpart of the facade's method `name` takes the call's arguments; None if it cannot.

    What has the same name in both is the same. Else the parameter in the same place is, unless it has a name that the
    other one has too. What a call spreads (`*rest`) fits where all that it may give has the same place, or name. A
    function that the target awaits, and the facade called, fits nowhere.
    """
    old, new = project.facade_method(name), project.counterpart(name)
    if old is None or new is None or _binds_itself(old) or _binds_itself(new):
        return Carried()
    before, after = _positional(old), _positional(new)
    known, accepted = {*before, *_by_keyword(old)}, {*after, *_by_keyword(new)}
    replaced = _replaced(before, after, known, accepted)
    awaited = _awaited(project, new) - _awaited(project, old)
    if awaited and not awaited.isdisjoint(_given(call, after, replaced)):
        return None
    any_name, any_place = new.node.args.kwarg is not None, new.node.args.vararg is not None
    keywords = [keyword.arg for keyword in call.keywords if keyword.arg is not None]
    renamed = {k: replaced[k] for k in keywords if k in replaced and not any_name}
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    positional = before if starred else before[: len(call.args)]
    named = {} if spreads(call) else _named(positional, after, accepted)
    kept = (len(before) if starred else len(call.args)) - len(named)
    if any(b != a and b not in replaced for b, a in zip(before[:kept], after, strict=False)):
        return None
    if kept > len(after) and not any_place:
        return None
    if len(keywords) < len(call.keywords) and not (any_name or known <= accepted):
        return None
    given = [*after[:kept], *named.values(), *(renamed.get(k, k) for k in keywords)]
    if not (any_name or accepted.issuperset(given)):
        return None
    whole = spreads(call) or (len(set(given)) == len(given) and _required(new) <= set(given))
    return Carried(renamed, named) if whole else None


def _awaited(project: Project, method: Function) -> frozenset[str]:
    """Return the parameters that take an async function: as annotated, or because the method awaits what they give."""
    if method not in project.awaited_parameters:
        calls = (node.value for node in ast.walk(method.node) if isinstance(node, ast.Await))
        called = {called_name(call) for call in calls if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
        found = (param.arg for param in method.params if param.arg in called or _promises(param.annotation))
        project.awaited_parameters[method] = frozenset(found)
    return project.awaited_parameters[method]


def _promises(annotation: ast.expr | None) -> bool:
    """Tell whether the annotation has something to await in it: `Callable[[Item], Awaitable[None]]`."""
    parts = (part for name in annotation_names(annotation) for part in names_within(name))
    return any(called_name(part) in {"Awaitable", "Coroutine"} for part in parts)


def _given(call: ast.Call, after: list[str], replaced: dict[str, str]) -> set[str]:
    """Return the target's names of the parameters for which the call may give something else than `None`."""
    if spreads(call):
        return {*after, *(replaced.get(keyword.arg or "", keyword.arg or "") for keyword in call.keywords)}
    pairs = [*zip(after, call.args, strict=False)]
    pairs += [(replaced.get(k.arg, k.arg), k.value) for k in call.keywords if k.arg is not None]
    return {name for name, value in pairs if not (isinstance(value, ast.Constant) and value.value is None)}


def renamed_parameters(project: Project, name: str) -> dict[str, str]:
    """Return the parameters of the facade's method that the target's counterpart has under another name."""
    old, new = project.facade_method(name), project.counterpart(name)
    if old is None or new is None or _binds_itself(old) or _binds_itself(new):
        return {}
    before, after = _positional(old), _positional(new)
    return _replaced(before, after, {*before, *_by_keyword(old)}, {*after, *_by_keyword(new)})


def moved_parameters(project: Project, name: str) -> dict[int, str]:
    """Return the parameters of the facade's method, by place, that the target's has elsewhere, or by keyword alone."""
    old, new = project.facade_method(name), project.counterpart(name)
    if old is None or new is None or _binds_itself(old) or _binds_itself(new):
        return {}
    after = _positional(new)
    return _named(_positional(old), after, {*after, *_by_keyword(new)})


def _replaced(before: list[str], after: list[str], known: set[str], accepted: set[str]) -> dict[str, str]:
    """Return which names stand in the same place, where neither method knows the other's."""
    return {b: a for b, a in zip(before, after, strict=False) if b not in accepted and a not in known}


def _named(given: list[str], after: list[str], accepted: set[str]) -> dict[int, str]:
    """Return the arguments given by position that the target has elsewhere, or only by keyword; and all after them."""
    first = next((i for i, name in enumerate(given) if after[i : i + 1] != [name] and name in accepted), len(given))
    return dict(list(enumerate(given))[first:])


def _by_keyword(method: Function) -> set[str]:
    return {param.arg for param in method.node.args.kwonlyargs}


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
