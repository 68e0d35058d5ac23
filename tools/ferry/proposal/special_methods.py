"""Special methods of the facade that code calls, by `len(store)` or `key in store`, and that the target lacks."""

from dataclasses import dataclass

from tools.ferry.plan import Analysis
from tools.ferry.trace.special_uses import has_async_form, lacks


@dataclass(frozen=True, slots=True)
class Lacking:
    """A special method and the places that call it, `file:line`, in order."""

    name: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        more = f" and {len(self.places) - 1} more" if len(self.places) > 1 else ""
        return f"special method {self.name}: the target has none (used at {self.places[0]}{more}): add it"


def lacking(analysis: Analysis) -> tuple[Lacking, ...]:
    """Return what a statement, an operator or a builtin calls on the facade, and would not find in the target."""
    found: dict[str, set[tuple[str, int]]] = {}
    for component in analysis.components:
        for node, (name, place) in component.specials.items():
            if has_async_form(analysis.project, name):
                continue  # it is the place that cannot use it
            if name.startswith("__") and lacks(analysis.project, place.module, node, name):
                found.setdefault(name, set()).add((place.module.file, node.lineno))
    places = {name: tuple(f"{file}:{line}" for file, line in sorted(where)) for name, where in found.items()}
    return tuple(Lacking(name, places[name]) for name in sorted(places))
