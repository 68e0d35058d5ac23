"""The JSON contract of `inventory` and `plan`, version 1."""

from dataclasses import asdict
from typing import Any

from tools.ferry.model import Inventory, Plan


def inventory_json(inventory: Inventory) -> dict[str, Any]:
    """Return the inventory as documented in docs/FERRY.md."""
    return {
        "version": 1,
        "facade": inventory.facade,
        "sites": [asdict(site) for site in inventory.sites],
        "unknown": [asdict(unknown) for unknown in inventory.unknown],
        "elsewhere": [
            {"file": e.file, "line": e.line, "method": e.method, "class": e.cls} for e in inventory.elsewhere
        ],
        "mentions": [asdict(mention) for mention in inventory.mentions],
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return the plan as documented in docs/FERRY.md."""
    return {
        "version": 1,
        "functions": [asdict(function) for function in plan.functions],
        "blockers": [asdict(blocker) for blocker in plan.blockers],
        "gaps": list(plan.gaps),
        "steps": [
            {**asdict(step), "needs": list(step.needs), "files": list(step.files), "functions": list(step.functions)}
            for step in plan.steps
        ],
    }
