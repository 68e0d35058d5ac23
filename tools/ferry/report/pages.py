"""The facts of each command as a page."""

from tools.ferry.model import Blocker, Finding, Inventory, Plan
from tools.ferry.report.html import Table, page


def inventory_page(inventory: Inventory) -> str:
    """Return the page of `ferry inventory`."""
    sites = [
        (f"{s.file}:{s.line}", f"{s.receiver}.{s.method}".lstrip("."), s.kind, s.category, s.evidence)
        for s in inventory.sites
    ]
    unknown = [(f"{u.file}:{u.line}", f"{u.receiver}.{u.method}", u.cause) for u in inventory.unknown]
    return page(
        f"Uses of {inventory.facade}",
        f"{len(inventory.sites)} uses, {len(unknown)} unknown, {len(inventory.elsewhere)} of the same name elsewhere.",
        [
            Table("Uses", "every use of the facade", ("place", "what", "kind", "category", "known by"), sites),
            Table("Unknown", "same name, receiver not known", ("place", "what", "cause"), unknown),
        ],
    )


def plan_page(plan: Plan) -> str:
    """Return the page of `ferry plan`."""
    steps = [(s.id, s.kind, ", ".join(s.needs), len(s.files), len(s.functions), s.sites) for s in plan.steps]
    functions = [(f.name, f"{f.file}:{f.line}", f.reason) for f in plan.functions]
    return page(
        "Plan of the migration",
        f"{len(plan.functions)} functions become async; {len(plan.blockers)} blockers need a person.",
        [
            Table(
                "Steps", "in the order of the plan", ("step", "kind", "needs", "files", "functions", "sites"), steps,
                numbers=frozenset({3, 4, 5}),
            ),
            blockers_table(plan.blockers),
            Table("Functions", "what becomes async, and why", ("function", "place", "because"), functions),
        ],
    )  # fmt: skip


def blockers_table(blockers: tuple[Blocker, ...] | list[Blocker]) -> Table:
    """Return the table of blockers."""
    rows = [(f"{b.file}:{b.line}", b.kind, b.reason, b.recipe) for b in blockers]
    return Table("Blockers", "what a person has to change", ("place", "kind", "why", "recipe"), rows)


def apply_page(step: str, files: list[str], blockers: list[Blocker], notes: list[str]) -> str:
    """Return the page of `ferry apply`."""
    return page(
        f"Step {step}",
        f"{len(files)} files changed, {len(blockers)} blockers left.",
        [
            Table("Files", "changed, created or deleted", ("file",), [(file,) for file in files]),
            blockers_table(blockers),
            Table("Notes", "for a person to read", ("note",), [(note,) for note in notes]),
        ],
    )


def findings_page(findings: list[Finding]) -> str:
    """Return the page of `ferry verify`."""
    rows = [(f"{f.file}:{f.line}", f.rule, f.message) for f in findings]
    return page(
        "Verification",
        f"{len(rows)} findings.",
        [Table("Findings", "what is wrong", ("place", "rule", "what"), rows, empty="Nothing was found.")],
    )
