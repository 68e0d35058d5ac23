"""What the facade's method and the target's counterpart take, side by side."""

import ast
from dataclasses import dataclass

from tools.ferry.source import Function, called_name
from tools.ferry.types.annotations import annotation_names, names_within


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of two methods that have one place in the code.

    `before` and `after` can be given by position, `known` and `accepted` at all. `replaced` have another name in the
    same place: old -> new. `moved` have, by place, another place there, or are given by keyword alone. `awaited` are
    those of the target that take an async function where the facade's take none. `required` have to be given to the
    target, which takes `any_place` or `any_name` besides.
    """

    before: list[str]
    after: list[str]
    known: set[str]
    accepted: set[str]
    replaced: dict[str, str]
    moved: dict[int, str]
    awaited: frozenset[str]
    required: set[str]
    any_place: bool
    any_name: bool


def parameters_of(old: Function, new: Function) -> Parameters | None:
    """Compare two methods; None where a decorator decides what one of them takes."""
    if _binds_itself(old) or _binds_itself(new):
        return None
    before, after = positional(old), positional(new)
    known, accepted = {*before, *_by_keyword(old)}, {*after, *_by_keyword(new)}
    return Parameters(
        before=before,
        after=after,
        known=known,
        accepted=accepted,
        replaced={b: a for b, a in zip(before, after, strict=False) if b not in accepted and a not in known},
        moved=moved(before, after, accepted),
        awaited=_awaited(new) - _awaited(old),
        required=required(new),
        any_place=new.node.args.vararg is not None,
        any_name=new.node.args.kwarg is not None,
    )


def moved(given: list[str], after: list[str], accepted: set[str]) -> dict[int, str]:
    """Return the arguments given by position that the target has elsewhere, or only by keyword; and all after them."""
    first = next((i for i, name in enumerate(given) if after[i : i + 1] != [name] and name in accepted), len(given))
    return dict(list(enumerate(given))[first:])


def positional(method: Function) -> list[str]:
    """Return the parameters that can be given by position, `self` aside."""
    arguments = method.node.args
    return [param.arg for param in (*arguments.posonlyargs, *arguments.args)][method.cls is not None :]


def required(method: Function) -> set[str]:
    """Return the parameters without a default, `self` aside."""
    arguments = method.node.args
    places = positional(method)
    free = places[: max(0, len(places) - len(arguments.defaults))]
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {*free, *(param.arg for param, default in keywords if default is None)}


def _by_keyword(method: Function) -> set[str]:
    return {param.arg for param in method.node.args.kwonlyargs}


def _binds_itself(method: Function) -> bool:
    """Tell whether a decorator decides what the first parameter is, or what the method takes."""
    return bool({ast.unparse(d).rpartition(".")[2] for d in method.decorators} - {"abstractmethod", "override"})


def _awaited(method: Function) -> frozenset[str]:
    """Return the parameters that take an async function: as annotated, or because the method awaits what they give."""
    calls = (node.value for node in ast.walk(method.node) if isinstance(node, ast.Await))
    called = {called_name(call) for call in calls if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
    found = (param.arg for param in method.params if param.arg in called or _promises(param.annotation))
    return frozenset(found)


def _promises(annotation: ast.expr | None) -> bool:
    """Tell whether the annotation has something to await in it: `Callable[[Item], Awaitable[None]]`."""
    parts = (part for name in annotation_names(annotation) for part in names_within(name))
    return any(called_name(part) in {"Awaitable", "Coroutine"} for part in parts)
