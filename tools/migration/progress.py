"""How far a migration is: what each step left of the facade."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StepProgress:
    """One step and the uses of the facade in its tree, counted by category."""

    step: str
    applied: tuple[str, ...]
    sites: Mapping[str, int]

    @property
    def left(self) -> int:
        """The uses of the facade in the tree of this step."""
        return sum(self.sites.values())


def read_progress(outputs: Iterable[Path]) -> list[StepProgress]:
    """The progress of the steps whose reports (`.json`) are among the outputs, in the order given."""
    return [_progress(output) for output in outputs if output.suffix == ".json"]


def _progress(report: Path) -> StepProgress:
    facts = json.loads(report.read_text(encoding="utf-8"))
    return StepProgress(facts["applied"][-1], tuple(facts["applied"]), facts["sites"])


def categories(steps: Iterable[StepProgress]) -> list[str]:
    """The categories in which the facade was ever used, sorted."""
    return sorted({category for step in steps for category, count in step.sites.items() if count})
