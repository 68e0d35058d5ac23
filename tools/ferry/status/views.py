"""The status as data."""

from dataclasses import asdict
from typing import Any

from tools.ferry.status.burndown import Part, Status


def status_json(status: Status) -> dict[str, Any]:
    """Return the status as data, version 1."""
    return {
        "version": 1,
        "facade": status.facade,
        "left": status.left,
        "sites": dict(status.sites),
        "functions": status.functions,
        "unknown": status.unknown,
        "blockers": status.blockers,
        "gaps": status.gaps,
        "steps": [{"id": part.name, **_part(part)} for part in status.steps],
        "packages": [{"package": part.name, **_part(part)} for part in status.packages],
        "days": [asdict(day) for day in status.days],
    }


def _part(part: Part) -> dict[str, int]:
    return {"async": part.done, "left": part.left, "sites": part.sites, "percent": part.percent}
