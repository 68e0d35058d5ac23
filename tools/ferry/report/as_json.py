"""The JSON contract of `inventory` and `plan`, version 1."""

from dataclasses import asdict
from typing import Any

from tools.ferry.model import Inventory, Mention, Plan


def inventory_json(inventory: Inventory) -> dict[str, Any]:
    """Return the inventory as documented in docs/FERRY.md: mentions are sites of a kind of their own."""
    sites = [*(asdict(site) for site in inventory.sites), *(_mention(mention) for mention in inventory.mentions)]
    return {
        "version": 1,
        "facade": inventory.facade,
        "sites": sorted(sites, key=lambda s: (s["file"], s["line"], s["column"], s["method"], s["kind"])),
        "unknown": [asdict(unknown) for unknown in inventory.unknown],
        "elsewhere": [
            {"file": e.file, "line": e.line, "method": e.method, "class": e.cls} for e in inventory.elsewhere
        ],
        "annotations": [asdict(annotation) for annotation in inventory.annotations],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "file": mention.file,
        "line": mention.line,
        "column": mention.column,
        "method": mention.name,
        "kind": "mention",
        "receiver": "",
        "function": mention.function,
        "category": mention.category,
        "evidence": "name",
        "text": mention.text,
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return the plan as documented in docs/FERRY.md."""
    return {
        "version": 1,
        "functions": [asdict(function) for function in plan.functions],
        "blockers": [asdict(blocker) for blocker in plan.blockers],
        "gaps": list(plan.gaps),
        "choices": [asdict(choice) for choice in plan.choices],
        "holds": [asdict(hold) for hold in plan.holds],
        "uncovered": list(plan.uncovered),
        "steps": [
            {**asdict(step), "needs": list(step.needs), "files": list(step.files), "functions": list(step.functions)}
            for step in plan.steps
        ],
    }
