"""Whether a function takes the arguments of a call, and whether they mean the same to the facade's and the target's."""

import ast
from dataclasses import dataclass, field

from tools.ferry.project.parameters import moved, positional, required
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function
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
    found = project.parameters(name)
    if found is None:
        return Carried()
    before, after, replaced = found.before, found.after, found.replaced
    if found.awaited and not found.awaited.isdisjoint(_given(call, after, replaced)):
        return None
    is_spread = spreads(call)
    keywords = [keyword.arg for keyword in call.keywords if keyword.arg is not None]
    renamed = {k: replaced[k] for k in keywords if k in replaced and not found.any_name}
    starred = is_spread and any(isinstance(argument, ast.Starred) for argument in call.args)
    positions = before if starred else before[: len(call.args)]
    named = {} if is_spread else moved(positions, after, found.accepted)
    kept = (len(before) if starred else len(call.args)) - len(named)
    if any(b != a and b not in replaced for b, a in zip(before[:kept], after, strict=False)):
        return None
    if kept > len(after) and not found.any_place:
        return None
    if len(keywords) < len(call.keywords) and not (found.any_name or found.known <= found.accepted):
        return None
    given = [*after[:kept], *named.values(), *(renamed.get(k, k) for k in keywords)]
    if not (found.any_name or found.accepted.issuperset(given)):
        return None
    whole = is_spread or (len(set(given)) == len(given) and found.required <= set(given))
    return Carried(renamed, named) if whole else None


def refused(project: Project, name: str, call: ast.Call) -> str:
    """Return what is wrong with the arguments of a call that does not fit, as a sentence; nothing if that has no name.

    The target's counterpart does not take some of them, or needs others.
    """
    found = project.parameters(name)
    if found is None:
        return ""
    places, keywords = found.before[: len(call.args)], [k.arg for k in call.keywords if k.arg is not None]
    taken = found.accepted | found.replaced.keys()
    open_places = len(places) if found.any_place else len(found.after)
    refused = [n for place, n in enumerate(places) if n not in taken and place >= open_places]
    refused += [n for n in keywords if n not in taken and not found.any_name]
    given = {found.replaced.get(n, n) for n in (*places, *keywords)}
    needed = sorted(found.required - given) if not spreads(call) else []
    said = [f"takes no argument {_quoted(refused)}"] if refused else []
    said += [f"needs {_quoted(needed)}, which the call does not give"] if needed else []
    return f"the target's method {' and '.join(said)}" if said else ""


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _given(call: ast.Call, after: list[str], replaced: dict[str, str]) -> set[str]:
    """Return the target's names of the parameters for which the call may give something else than `None`."""
    if spreads(call):
        return {*after, *(replaced.get(keyword.arg or "", keyword.arg or "") for keyword in call.keywords)}
    pairs = [*zip(after, call.args, strict=False)]
    pairs += [(replaced.get(k.arg, k.arg), k.value) for k in call.keywords if k.arg is not None]
    return {name for name, value in pairs if not (isinstance(value, ast.Constant) and value.value is None)}


def renamed_parameters(project: Project, name: str) -> dict[str, str]:
    """Return the parameters of the facade's method that the target's counterpart has under another name."""
    found = project.parameters(name)
    return found.replaced if found is not None else {}


def moved_parameters(project: Project, name: str) -> dict[int, str]:
    """Return the parameters of the facade's method, by place, that the target's has elsewhere, or by keyword alone."""
    found = project.parameters(name)
    return found.moved if found is not None else {}


def builds_twin(project: Project, cls: Class, twin: str, call: ast.Call) -> bool:
    """Tell whether the constructor of the class's twin takes the arguments with which the call builds the class."""
    async_class = class_of(project.program, twin)
    return async_class is None or _builds(project, async_class, call) or not _builds(project, cls, call)


def _builds(project: Project, cls: Class, call: ast.Call) -> bool:
    made = find_method(project.program, cls, "__init__")
    if made is None or spreads(call) or made.decorators:
        return True
    given = {*positional(made)[: len(call.args)], *(keyword.arg for keyword in call.keywords)}
    return takes(made, call) and required(made) <= given


def reads_otherwise(project: Project, name: str) -> bool:
    """Tell whether the facade's method is a property and its counterpart a method to call, or the other way round."""
    old, new = project.facade_method(name), project.counterpart(name)
    return old is not None and new is not None and is_property(old) != is_property(new)


def takes(method: Function, call: ast.Call) -> bool:
    """Tell whether the function can be called with the arguments; of those that are required, their number counts."""
    arguments = method.node.args
    names = positional(method)
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
