"""The facts of each command as a document."""

from collections import Counter
from collections.abc import Sequence

from tools.ferry.model import Blocker, Finding, GapChoice, Inventory, Plan, Site, counted
from tools.ferry.report.document import Document, Table
from tools.ferry.report.graph import plan_picture

_BEST = 10
"""How many missing annotations a person is shown; the JSON has all."""


def inventory_document(inventory: Inventory) -> Document:
    """Return what `ferry inventory` found."""
    sites = [
        (f"{s.file}:{s.line}:{s.column}", _what(s.receiver, s.method), s.kind, s.category, s.function, s.evidence)
        for s in inventory.sites
    ]
    unknown = [(f"{u.file}:{u.line}", _what(u.receiver, u.method), u.cause) for u in inventory.unknown]
    elsewhere = [(f"{e.file}:{e.line}", e.method, e.cls) for e in inventory.elsewhere]
    named = list(dict.fromkeys((f"{m.file}:{m.line}", m.text) for m in inventory.mentions))  # a line can name several
    return Document(
        f"Uses of {inventory.facade}",
        f"{counted(len(sites), 'use')}, {len(unknown)} unknown, {len(elsewhere)} of the same name elsewhere, "
        f"{counted(len(inventory.mentions), 'mention')} in prose.",
        [
            _by_category(inventory.sites),
            Table(
                "Annotations that would resolve most", "where knowledge ends", ("place", "annotate", "uses"),
                [(f"{a.file}:{a.line}", a.what, a.resolves) for a in inventory.annotations[:_BEST]], frozenset({2}),
            ),
            Table("Unknown", "same name, receiver not known", ("place", "what", "cause"), unknown),
            Table(
                "Uses", "every use of the facade", ("place", "what", "kind", "category", "in", "known by"), sites,
                empty="Nothing uses the facade.", aside=4,
            ),
            Table("Mentions", "comments, strings and documents that name the facade; no code depends on them",
                  ("place", "text"), named),
            Table(
                "Elsewhere", "the same names on other classes", ("place", "method", "class"), elsewhere, details=True
            ),
        ],
    )  # fmt: skip


def _what(receiver: str, method: str) -> str:
    return f"{receiver}.{method}" if receiver else method


def _by_category(sites: Sequence[Site]) -> Table:
    kinds = sorted({site.kind for site in sites})
    counts = Counter((site.category, site.kind) for site in sites)
    rows: list[list[str | int]] = [
        [category, *(counts[category, kind] for kind in kinds), sum(counts[category, kind] for kind in kinds)]
        for category in sorted({site.category for site in sites})
    ]
    numbers = frozenset(range(1, len(kinds) + 2))
    return Table("By category", "uses by what they do", ("category", *kinds, "all"), rows, numbers)


def plan_document(plan: Plan, *, proposed: bool) -> Document:
    """Return what `ferry plan` made; `proposed` steps are not in ferry.toml."""
    steps = [(s.id, s.kind, ", ".join(s.needs), len(s.files), len(s.functions), s.sites) for s in plan.steps]
    functions = [(f"{f.file}:{f.line}", f.reason) for f in plan.functions]
    choices = {choice.method: _costs(choice) for choice in plan.choices}
    recipe = "add it to the target, or name its counterpart under [methods]"
    gaps = [(gap, f"{recipe}{choices.get(gap, '')}") for gap in plan.gaps]
    uncovered = [(f"{f.file}:{f.line}", f.name) for f in plan.functions if f.name in set(plan.uncovered)]
    left = f" {counted(len(uncovered), 'function')} in no step." if uncovered else ""
    order = "proposed, callers first: ferry.toml has no [[steps]]" if proposed else "in the order of the plan"
    return Document(
        "Plan of the migration",
        f"{counted(len(functions), 'function')} to make async; {counted(len(plan.blockers), 'blocker')} for a person; "
        f"{counted(len(gaps), 'method')} that the target lacks.{left}",
        [
            Table(
                "Steps", order, ("step", "kind", "needs", "files", "functions", "sites"), steps,
                numbers=frozenset({3, 4, 5}),
            ),
            Table("In no step", "give their folder a category, and that a step", ("place", "function"), uncovered),
            _by_kind(plan.blockers),
            blockers_table(plan.blockers, brief=True),
            Table("Gaps", "methods of the facade that the target has not", ("method", "recipe"), gaps),
            Table(
                "What the blockers hold back", "calls that stay as they are, and calls that go over `from_facade`",
                ("because of", "held back", "bridged"), [(f"{h.file}:{h.line}", h.held, h.bridged) for h in plan.holds],
                frozenset({1, 2}),
            ),
            Table("Functions", "what becomes async, and why", ("place", "chain to a call of the facade"), functions),
        ],
        plan_picture(plan) if plan.steps else "",
    )  # fmt: skip


def _costs(choice: GapChoice) -> str:
    """Return what either choice means for the size of the migration."""
    return (
        f"; {counted(choice.as_async, 'function')} to make async if it is async there, "
        f"{choice.stay_sync} if it stays synchronous (target.stay_sync)"
    )


def blockers_table(blockers: Sequence[Blocker], *, brief: bool = False) -> Table:
    """Return the table of blockers; `brief` where the recipes stand in the table of kinds."""
    columns = 3 if brief else 4
    heads = ("place", "kind", "why", "recipe")[:columns]
    rows = [(f"{b.file}:{b.line}", b.kind, b.reason, b.recipe)[:columns] for b in blockers]
    return Table("Blockers", "what a person has to change", heads, rows)


def _by_kind(blockers: Sequence[Blocker]) -> Table:
    kinds = Counter(blocker.kind for blocker in blockers)
    recipes = {blocker.kind: blocker.recipe for blocker in blockers}
    rows = [(kind, count, recipes[kind]) for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))]
    return Table(
        "Blockers by kind", "`ferry explain KIND` tells more", ("kind", "places", "recipe"), rows, frozenset({1})
    )


def apply_document(
    step: str, files: list[str], blockers: list[Blocker], notes: list[str], *, written: bool
) -> Document:
    """Return what `ferry apply` did, or would do."""
    return Document(
        f"Step {step}",
        f"{step}: {counted(len(files), 'file')} {'changed' if written else 'would change'}, "
        f"{counted(len(blockers), 'blocker')} left.",
        [
            Table("Files", "changed, created or deleted", ("file",), [(file,) for file in files]),
            blockers_table(blockers),
            Table("Notes", "for a person to read", ("note",), [(note,) for note in notes]),
        ],
    )


def findings_document(findings: Sequence[Finding], notes: Sequence[str] = ()) -> Document:
    """Return what `ferry verify` found; `notes` say what a reader must know to judge it."""
    rows = [(f"{f.file}:{f.line}", f.rule, f.message) for f in findings]
    return Document(
        "Verification",
        " ".join([f"{counted(len(rows), 'finding')}.", *notes]),
        [Table("Findings", "what is wrong", ("place", "rule", "what"), rows, empty="Nothing was found.")],
    )
