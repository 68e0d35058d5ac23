"""The facts of inventory, plan and verification. The JSON of each command is these classes, field by field."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["call", "construct", "accessor", "reference", "mock", "annotation"]
"""What a site does: calls a method, builds the facade, calls an accessor, names a method, class or accessor without
calling it, replaces it in a test, or stands in an annotation."""

Evidence = Literal["type", "annotation", "name"]
"""How we know: a type checker's definition, our own inference over annotations and assignments, the name alone."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """One use of the facade. `file` is relative to the tree; `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    method: str
    kind: Kind
    receiver: str
    function: str
    category: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """A use of a facade method's name whose receiver nothing explains; `cause` says where knowledge ends."""

    file: str
    line: int
    method: str
    receiver: str
    cause: str


@dataclass(frozen=True, slots=True, order=True)
class Elsewhere:
    """A use of a facade method's name that belongs to another class."""

    file: str
    line: int
    method: str
    cls: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A comment, string or line of a document that names the facade; no code depends on it.

    `text` is the line, `function` the code around it (the module at its top, nothing in a document).
    """

    file: str
    line: int
    column: int
    name: str
    function: str
    category: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class MissingAnnotation:
    """A declaration without an annotation that says more; one there would explain `resolves` unknown uses."""

    file: str
    line: int
    what: str
    resolves: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every textual candidate, accounted for: facade, elsewhere, or unknown with a cause."""

    facade: str
    sites: tuple[Site, ...]
    unknown: tuple[Unknown, ...]
    elsewhere: tuple[Elsewhere, ...]
    mentions: tuple[Mention, ...] = ()
    annotations: tuple[MissingAnnotation, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class FunctionFact:
    """A function that must become async. `reason` is the shortest chain from it to a site."""

    name: str
    file: str
    line: int
    category: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Blocker:
    """A place where the colour cannot pass without a person; the code there stays as it is."""

    file: str
    line: int
    kind: str
    reason: str
    recipe: str


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step: the files it touches, the functions it makes async, and how many sites it switches."""

    id: str
    package: str
    kind: str
    needs: tuple[str, ...]
    files: tuple[str, ...]
    functions: tuple[str, ...]
    sites: int


@dataclass(frozen=True, slots=True)
class GapChoice:
    """How many functions become async in all if the target gets the missing method, async or synchronous."""

    method: str
    as_async: int
    stay_sync: int


@dataclass(frozen=True, slots=True, order=True)
class Hold:
    """What follows from the blocker at a place: calls that are held back, and calls that go over `from_facade`."""

    file: str
    line: int
    held: int
    bridged: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What must change, what stands in the way, in which order.

    `gaps` are methods that the target lacks, `uncovered` the functions that no step makes async.
    """

    functions: tuple[FunctionFact, ...]
    blockers: tuple[Blocker, ...]
    steps: tuple[StepPlan, ...]
    gaps: tuple[str, ...]
    choices: tuple[GapChoice, ...] = ()
    holds: tuple[Hold, ...] = ()
    uncovered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that `verify` says is wrong. `rule` is a stable name, `message` a sentence for a person."""

    file: str
    line: int
    column: int
    rule: str
    message: str
