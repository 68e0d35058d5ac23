"""Attributes and methods of the facade that code uses, and whose objects are asynchronous in the target."""

from dataclasses import dataclass

from tools.ferry.plan import Analysis
from tools.ferry.project.carriers import used_name
from tools.ferry.uses.parts import Part, part_of


@dataclass(frozen=True, slots=True)
class AsyncPart:
    """A member of the facade with what it gives, and the places that read it, `file:line`, in order."""

    name: str
    part: Part
    places: tuple[str, ...]

    def __str__(self) -> str:
        more = f" and {len(self.places) - 1} more" if len(self.places) > 1 else ""
        given, in_target = (", ".join(names) or "what is not known" for names in (self.part.given, self.part.in_target))
        return (
            f"part {self.name}: gives {given}, in the target {in_target}, which has to be awaited (used at "
            f"{self.places[0]}{more}): give both classes a method that does the whole"
        )


def async_parts(analysis: Analysis) -> tuple[AsyncPart, ...]:
    """Return the members that code reads of the facade, by name."""
    found: dict[str, set[tuple[str, int]]] = {}
    for component in analysis.components:
        for node, place in component.uses.items():
            found.setdefault(used_name(node), set()).add((place.module.file, node.lineno))
        for node, (name, place) in component.specials.items():
            found.setdefault(name, set()).add((place.module.file, node.lineno))
    parts = ((name, part_of(analysis.project, name)) for name in sorted(found))
    return tuple(
        AsyncPart(name, part, tuple(f"{file}:{line}" for file, line in sorted(found[name])))
        for name, part in parts
        if part is not None
    )
