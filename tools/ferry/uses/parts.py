"""What the facade gives that is asynchronous in the target: its repositories, tables, cursors and transactions."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from tools.ferry.project.project import Project
from tools.ferry.source import Class
from tools.ferry.types.members import of_class_attribute, returned
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import NOTHING, External, FunctionRef, Instance, Value, Values, flattened
from tools.ferry.uses.protocols import ASYNC_NAMES

_ASYNCHRONOUS = ("aio", "async")
"""What the names of libraries' asynchronous classes and modules have in them: `aiosqlite`, `AsyncSession`."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an attribute or a method of the facade gives, and what the target's counterpart gives: dotted names."""

    given: tuple[str, ...]
    in_target: tuple[str, ...]


def part_of(project: Project, name: str) -> Part | None:
    """Return what the facade's attribute or method gives, where the target's gives objects that are asynchronous.

    None where both give the same, or what the target gives has nothing that would have to be awaited.
    """
    if project.facade is None or not name:
        return None
    given = _given(project, project.facade, name)
    in_target = _given(project, project.target, ASYNC_NAMES.get(name, project.config.renamed(name))) - given
    known = {method for value in given for method in _awaited(project, value)}
    new = {_name(value) for value in in_target if _awaited(project, value) - known}
    old = {_name(value) for value in given if isinstance(value, Instance | External)}
    return Part(tuple(sorted(old)), tuple(sorted(new))) if new else None


def parts_among(project: Project, names: Iterable[str]) -> frozenset[str]:
    """Return those of the names under which the facade gives what is asynchronous in the target."""
    return frozenset(name for name in dict.fromkeys(names) if part_of(project, name) is not None)


def _given(project: Project, cls: Class, name: str) -> Values:
    """Return what reading the attribute of an object of the class gives, or calling the method, awaited."""
    inference = project.references.inference
    found = NOTHING
    for value in of_class_attribute(inference, cls, name):
        found |= returned(inference, value.function) if isinstance(value, FunctionRef) else {value}
    return frozenset(flattened(inference.awaited(found)))


def _awaited(project: Project, value: Value) -> Set[str]:
    """Return the methods of the object that have to be awaited; of a library's class the names in its own."""
    match value:
        case Instance(cls) if cls not in project.target_family:
            family = ancestry(project.program, cls)
            return {method.short for owner in family for method in owner.methods.values() if method.is_async}
        case External(dotted, called=True) if dotted.rpartition(".")[2][:1].isupper():
            return {part for part in dotted.split(".") if any(text in part.lower() for text in _ASYNCHRONOUS)}
    return frozenset()


def _name(value: Value) -> str:
    return value.cls.name if isinstance(value, Instance) else value.name if isinstance(value, External) else ""
