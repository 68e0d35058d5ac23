"""Which method of the target takes over from which of the facade: by name, then by signature, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from tools.ferry.source import Class, Function, Program
from tools.ferry.types.names import ancestry


@dataclass(frozen=True, slots=True)
class Guess:
    """A facade method and what takes over; `new` is empty when nothing does, the reason says why."""

    old: str
    new: str
    reason: str


def guess_methods(program: Program, facade: Class, target: Class) -> list[Guess]:
    """Return a guess for each public facade method that the target does not have under the same name."""
    old = _public(program, facade)
    new = _public(program, target)
    free = {name: method for name, method in new.items() if name not in old}
    return [_guess(name, method, free) for name, method in sorted(old.items()) if name not in new]


def _public(program: Program, cls: Class) -> dict[str, Function]:
    found: dict[str, Function] = {}
    for owner in reversed(ancestry(program, cls)):
        found |= {name: method for name, method in owner.methods.items() if not name.startswith("_")}
    return found


def _guess(name: str, method: Function, free: Mapping[str, Function]) -> Guess:
    params = _params(method)
    same = [n for n, m in sorted(free.items()) if _params(m) == params]
    longer = [n for n in same if n.startswith(f"{name}_") or n.removeprefix("async_") == name]
    if len(longer) == 1:
        return Guess(name, longer[0], "the same parameters, and a name that begins the same")
    if len(same) == 1 and params:
        return Guess(name, same[0], "the only one with the same parameters")
    if same:
        return Guess(name, "", f"has the parameters of {', '.join(same)}: choose one")
    return Guess(name, "", "nothing has its parameters: add it to the target")


def _params(method: Function) -> list[str]:
    return [param.arg for param in method.params[1:]]
