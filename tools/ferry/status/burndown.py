"""Counting what is left, on the tree as it is now: nothing is kept by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tools.ferry.config import Step
from tools.ferry.inventory import take_inventory
from tools.ferry.plan import Analysis
from tools.ferry.plan.closure import select


@dataclass(frozen=True, slots=True)
class StepStatus:
    """A `package` step: functions that are async already, and those that must become it."""

    id: str
    done: int
    left: int
    sites: int

    @property
    def percent(self) -> int:
        """How much is done, rounded down: 100 means that nothing is left."""
        total = self.done + self.left + self.sites
        return 100 if total == 0 or self.left + self.sites == 0 else 100 * self.done // total


@dataclass(frozen=True, slots=True)
class Status:
    """The burn-down: uses of the facade by category, functions by step, blockers."""

    sites: Mapping[str, int]
    steps: tuple[StepStatus, ...]
    blockers: int
    unknown: int

    @property
    def left(self) -> int:
        """All uses of the facade that are left."""
        return sum(self.sites.values())


def take_status(analysis: Analysis) -> Status:
    """Return the status of the tree."""
    inventory = take_inventory(analysis)
    steps = [s for s in analysis.project.config.steps if s.kind == "package"]
    return Status(
        sites=dict(sorted(Counter(site.category for site in inventory.sites).items())),
        steps=tuple(_step(analysis, step) for step in steps),
        blockers=len(analysis.colour.blockers),
        unknown=len(inventory.unknown),
    )


def _step(analysis: Analysis, step: Step) -> StepStatus:
    project = analysis.project
    functions = [f for f in project.program.functions.values() if not project.is_retired(f.module)]
    own = [f for f in functions if project.category(f.module) in step.categories]
    selection = select(analysis.graph, analysis.colour, step.categories)
    left = [f for f in selection.functions if not f.is_async and project.category(f.module) in step.categories]
    sites = [c for c in analysis.graph.facade_calls if project.category(c.module) in step.categories]
    return StepStatus(step.id, sum(f.is_async for f in own), len(left), len(sites))
