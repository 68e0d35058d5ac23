"""Which method of the target takes over from which of the facade: by name, then by signature, each with its reason."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Program
from tools.ferry.types.members import is_property
from tools.ferry.types.names import ancestry, descendants, find_method, second_names
from tools.ferry.uses.consumption import stays_synchronous

_FILLERS = frozenset({"async", "by", "the", "from", "in", "of", "for", "to", "all"})
_SYNONYMS = {"fetch": "get", "load": "get", "find": "get", "read": "get", "remove": "delete", "drop": "delete",
             "store": "save", "write": "save", "put": "save", "add": "create", "new": "create", "insert": "create",
             "number": "count", "size": "count"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A facade method and what takes over; `new` is empty when a person has to decide, the reason says why."""

    old: str
    new: str
    reason: str


def guess_methods(program: Program, facade: Class, target: Class) -> list[Guess]:
    """Return a guess for each public facade method that the target does not have under the same name."""
    old = public_methods(program, facade)
    new = public_methods(program, target)
    free = {name: method for name, method in new.items() if name not in old}
    own = {cls.module for cls in (*ancestry(program, facade), *ancestry(program, target))}
    found = []
    for name, method in sorted(old.items()):
        if name in new:
            continue
        guess = _guess(name, method, free)
        if not guess.new and not any(module not in own for module, _ in program.loads.get(name, [])):
            guess = replace(guess, reason=f"{guess.reason}; no code outside the class uses it")
        found.append(guess)
    return found


def public_methods(program: Program, cls: Class) -> dict[str, Function]:
    """Return the public methods of a class, inherited ones included."""
    found: dict[str, Function] = {}
    for owner in reversed(ancestry(program, cls)):
        named = owner.methods | second_names(owner)
        found |= {name: method for name, method in named.items() if not name.startswith("_")}
    return found


def differing_methods(program: Program, facade: Class, target: Class) -> list[tuple[str, str, str]]:
    """Return (name, parameters, parameters in the target) of the methods of one name that cannot be called alike."""
    old = public_methods(program, facade)
    new = public_methods(program, target)
    return [
        (name, ", ".join(params(method)), ", ".join(params(new[name])))
        for name, method in sorted(old.items())
        if name in new and params(method) != params(new[name]) and not _takes_anything(new[name])
    ]


def synchronous_methods(project: Project) -> set[str]:
    """Return the names in the target of the facade's methods that give nothing to await there, nor in its heirs."""
    found = set()
    for name in project.facade_methods:
        new = project.config.renamed(name)
        classes = (project.target, *descendants(project.program, project.target))
        methods = [method for cls in classes if (method := find_method(project.program, cls, new)) is not None]
        plain = not any(method.is_async or is_property(method) for method in methods)
        if find_method(project.program, project.target, new) in methods and plain and stays_synchronous(project, name):
            found.add(new)
    return found


def _takes_anything(method: Function) -> bool:
    """Tell whether the method hands on whatever it is given: `*args` and `**kwargs`."""
    return method.node.args.vararg is not None and method.node.args.kwarg is not None


def _guess(name: str, method: Function, free: Mapping[str, Function]) -> Guess:
    if is_property(method):
        return Guess(name, "", "is a property, which cannot be awaited: give the target a method, or keep it there")
    same = [n for n, m in sorted(free.items()) if params(m) == params(method)]
    longer = [n for n in same if _bare(n) == _bare(name) or _says_what_it_is_of(n, name, method)]
    if len(longer) == 1:
        return Guess(name, longer[0], "the same parameters, and a name that begins the same")
    alike = [n for n in same if _words(n) == _words(name)]
    if len(alike) == 1:
        return Guess(name, alike[0], "the same parameters, and a name that means the same")
    if same:
        return Guess(name, "", f"has the parameters of {', '.join(same)}: choose one")
    near = [n for n in sorted(free) if _words(n) & _words(name) and _words(n) <= _words(name) | {"id", "name", "key"}]
    if near:
        return Guess(
            name, "", f"looks like {', '.join(near)}, with other parameters: choose one, or add it to the target"
        )
    return Guess(name, "", "nothing looks like it: add it to the target")


def params(method: Function) -> list[str]:
    """Return the names of the parameters after `self`."""
    return [param.arg for param in method.params[1:]]


def _says_what_it_is_of(longer: str, name: str, method: Function) -> bool:
    """Tell whether the longer name only adds what the parameters or the result say already: `get`, `get_player_by_id`.

    Any other word makes it another method: `remove`, `remove_children`.
    """
    if not longer.startswith(f"{name}_"):
        return False
    said = {word for text in (*params(method), _result(method)) for word in _split(text)}
    return _split(longer.removeprefix(name)) <= said | _FILLERS | {"id", "key"}


def _split(text: str) -> frozenset[str]:
    """Return the words of a name or an annotation, without the `s` of many: of `GuildMembers`, guild and member."""
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", text)
    return frozenset(word.lower().removesuffix("s") for word in words)


def _bare(name: str) -> str:
    return name.removeprefix("async_").removeprefix("a_").removesuffix("_async")


def _words(name: str) -> frozenset[str]:
    words = {word.removesuffix("s") for word in name.split("_") if word and word not in _FILLERS}
    return frozenset(_SYNONYMS.get(word, word) for word in words)


def _result(method: Function) -> str:
    returns = method.node.returns if not isinstance(method.node, ast.Lambda) else None
    return ast.unparse(returns) if returns is not None else ""
