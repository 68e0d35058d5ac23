"""What a module shows without its syntax tree: enough to tell whether its syntax has to be looked at.

An outline follows from the module's name, its file's name and its text alone, so that it can be kept between runs.
"""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple


class Definition(NamedTuple):
    """A class, function or lambda. `name` is dotted, without the module's.

    `cls` and `outer` are the positions, among the module's definitions, of the class whose method it is and of the
    function around it. `bases` are the last names of a class's bases.
    """

    kind: str
    name: str
    line: int
    cls: int | None = None
    outer: int | None = None
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The facts of one module.

    Attributes:
        imports: Local name -> the dotted name it stands for.
        alternatives: Local name -> the dotted names of which branches of the code import one each, where these are
            several; or one, beside a definition by that name.
        stars: The dotted names of the modules of which all names are imported at the top, by `*`.
        rebound: The names of definitions and imports that a branch at the top gives another value.
        reaches: The dotted names through which imports lead to other modules: to each, and to what lies below it.
        definitions: In the order of the file.
        loads: The names that are read, and after a dot also those that are set.
        stores: The attributes that are set, those of `self` aside.
        variables: The names that are assigned at the top.
        attributes: The names that classes assign in their bodies or through `self`, and the keywords of mocks.
        called_names: The plain names that are called.
        called_attributes: The last names of the attributes that are called.
        calls_variables: Whether something else than a definition or an import is called by its name.
        spreads: Whether a call gives what a list or a table has, `f(*parts)` or `f(**named)`.
        visible: A digest of what other modules can see of this one.
    """

    imports: dict[str, str]
    alternatives: dict[str, tuple[str, ...]]
    stars: tuple[str, ...]
    rebound: frozenset[str]
    reaches: frozenset[str]
    definitions: tuple[Definition, ...]
    loads: frozenset[str]
    stores: tuple[str, ...]
    variables: frozenset[str]
    attributes: frozenset[str]
    called_names: frozenset[str]
    called_attributes: frozenset[str]
    calls_variables: bool
    spreads: bool
    visible: str

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        found: dict[str, Any] = {}
        for spec in fields(self):
            value = getattr(self, spec.name)
            found[spec.name] = sorted(value) if isinstance(value, frozenset) else value
        return found

    @classmethod
    def from_json(cls, kept: Any) -> "Outline":
        """Return the outline.

        Raises:
            TypeError, KeyError, ValueError: when it is none.
        """
        return cls(
            imports=dict(kept["imports"]),
            alternatives={local: tuple(names) for local, names in kept["alternatives"].items()},
            stars=tuple(kept["stars"]),
            rebound=frozenset(kept["rebound"]),
            reaches=frozenset(kept["reaches"]),
            definitions=tuple(
                Definition(kind, name, line, owner, outer, tuple(bases))
                for kind, name, line, owner, outer, bases in kept["definitions"]
            ),
            loads=frozenset(kept["loads"]),
            stores=tuple(kept["stores"]),
            variables=frozenset(kept["variables"]),
            attributes=frozenset(kept["attributes"]),
            called_names=frozenset(kept["called_names"]),
            called_attributes=frozenset(kept["called_attributes"]),
            calls_variables=bool(kept["calls_variables"]),
            spreads=bool(kept["spreads"]),
            visible=str(kept["visible"]),
        )
