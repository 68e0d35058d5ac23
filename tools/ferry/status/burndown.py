"""Counting what is left, on the tree as it is now: nothing is kept by hand."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tools.ferry.config import Step
from tools.ferry.inventory import take_inventory
from tools.ferry.model import Site
from tools.ferry.plan import Analysis, gaps_of
from tools.ferry.plan.closure import select
from tools.ferry.source import Function
from tools.ferry.status.history import Day


@dataclass(frozen=True, slots=True)
class Part:
    """A step or a package: functions that are done, those that must become async, and uses of the facade.

    Done are those that are async, and those that stay synchronous and call what is async by `to_sync`.
    """

    name: str
    done: int
    left: int
    sites: int

    @property
    def percent(self) -> int:
        """How much is done, rounded down: 100 means that nothing is left."""
        to_do = self.left + self.sites
        return 100 if to_do == 0 else 100 * self.done // (self.done + to_do)

    @property
    def is_counted(self) -> bool:
        """Whether anything is done or to do: nothing is as long as blockers hold all of it back."""
        return any((self.done, self.left, self.sites))


@dataclass(frozen=True, slots=True)
class Status:
    """The burn-down. In `steps` uses are calls of the facade, in `packages` all uses; `days` are in their order.

    `gaps` are methods of the facade that the target lacks.
    """

    facade: str
    sites: Mapping[str, int]
    steps: tuple[Part, ...]
    packages: tuple[Part, ...]
    blockers: int
    gaps: int
    unknown: int
    functions: int
    days: tuple[Day, ...] = ()

    @property
    def left(self) -> int:
        """All uses of the facade that are left."""
        return sum(self.sites.values())


def take_status(analysis: Analysis) -> Status:
    """Return the status of the tree, without days."""
    config = analysis.project.config
    inventory = take_inventory(analysis)
    steps = [s for s in config.steps if s.kind == "package"]
    done = _done(analysis)
    return Status(
        facade=config.facade,
        sites=dict(sorted(Counter(site.category for site in inventory.sites).items())),
        steps=tuple(_step(analysis, step, done) for step in steps),
        packages=_packages(analysis, inventory.sites, {c for step in steps for c in step.categories}, done),
        blockers=len(analysis.colour.blockers),
        gaps=len(gaps_of(analysis)),
        unknown=len(inventory.unknown),
        functions=len(analysis.colour.reason),
    )


def as_day(status: Status, date: str) -> Day:
    """Return what the history keeps of a status."""
    return Day(date, status.left, status.functions, status.blockers, {s.name: s.left + s.sites for s in status.steps})


def _step(analysis: Analysis, step: Step, done: Collection[Function]) -> Part:
    project = analysis.project
    own = [f for f in done if project.category(f.module) in step.categories]
    selection = select(analysis.graph, analysis.colour, step.categories)
    left = [f for f in selection.functions if not f.is_async and project.category(f.module) in step.categories]
    sites = [c for c in analysis.graph.facade_calls if project.category(c.module) in step.categories]
    return Part(step.id, len(own), len(left), len(sites))


def _packages(
    analysis: Analysis, sites: Collection[Site], categories: set[str], done: Collection[Function]
) -> tuple[Part, ...]:
    """Return the folders that a step migrates or that have something left, those with most left first."""
    uses = Counter(_folder(site.file) for site in sites)
    left = Counter(_folder(f.module.file) for f in analysis.colour.reason if not f.is_async)
    migrated = Counter(_folder(f.module.file) for f in done if analysis.project.category(f.module) in categories)
    parts = [Part(name, migrated[name], left[name], uses[name]) for name in {*uses, *left, *migrated}]
    return tuple(sorted(parts, key=lambda p: (-(p.left + p.sites), p.name)))


def _done(analysis: Analysis) -> list[Function]:
    """Return the functions that are async, or call what is by `to_sync`."""
    project, inference = analysis.project, analysis.project.references.inference
    calls = ((m, m.parents[name]) for m, name in project.program.loads.get(inference.to_sync, []))
    served = {project.owner(m, call) for m, call in calls if inference.made_synchronous(call) is not None}
    functions = (f for f in project.program.functions.values() if not project.is_retired(f.module))
    return [f for f in functions if f.is_async or f in served]


def _folder(file: str) -> str:
    return file.rpartition("/")[0] or "."
