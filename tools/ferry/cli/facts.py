"""What `inventory` and `plan` show of a tree; kept until it changes, so that the second of them need not analyse."""

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tools.ferry.cache import checker_version, open_cache
from tools.ferry.cli.request import Request
from tools.ferry.model import (
    Blocker,
    Elsewhere,
    FunctionFact,
    GapChoice,
    Hold,
    Inventory,
    Mention,
    MissingAnnotation,
    Plan,
    Site,
    StepPlan,
    Unknown,
)
from tools.ferry.source import TEMPLATES, find_files, find_texts, linked_folders

if TYPE_CHECKING:
    from tools.ferry.plan import Analysis

_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Facts:
    """The inventory and the plan of a tree, packages that it imports and does not have, by import name, and notes."""

    inventory: Inventory
    plan: Plan | None
    packages: tuple[str, ...]
    notes: tuple[str, ...]


def inventory_of(request: Request) -> Inventory:
    """Return the inventory of the tree as it is now.

    Raises:
        TreeError: when the tree does not fit the configuration.
    """
    return _facts_of(request, planned=False).inventory


def plan_of(request: Request) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan of the tree as it is now, and the packages that it imports and does not have, by import name.

    Raises:
        TreeError: when the tree does not fit the configuration.
    """
    facts = _facts_of(request, planned=True)
    return cast("Plan", facts.plan), facts.packages


def _facts_of(request: Request, *, planned: bool) -> Facts:
    cache, checked_by = open_cache(), checker_version()
    if cache is None or checked_by is None:
        with request.analysis() as analysis:
            return _found(analysis, planned)
    before = _stamps(request)
    state = _state(request)
    kept = _from_json(cache.read("facts", checked_by, state)) if state is not None else None
    if kept is not None and (kept.plan is not None or not planned):
        with request.progress() as progress:
            for note in kept.notes:
                progress(note)
        return kept
    with request.analysis() as analysis:
        found = _found(analysis, planned)
    if state is not None and _stamps(request) == before:  # else files changed meanwhile
        cache.write(_as_json(found), "facts", checked_by, state)
        cache.close()
    return found


def _state(request: Request) -> str | None:
    """Return a digest of the configuration and of all files that facts come from; None when one cannot be read.

    Raises:
        ConfigError: when the configuration cannot be used.
    """
    try:
        digest = hashlib.sha256(request.config_path.read_bytes())
        for file in _files(request):
            with open(f"{request.root}/{file}", "rb") as stream:  # noqa: PTH123 - hundreds of them
                content = hashlib.sha256(stream.read()).hexdigest()
            digest.update(f"\0{file}\0{content}".encode("utf-8", "surrogateescape"))
        links = linked_folders(request.root, request.config.exclude)
        digest.update("\0".join(links).encode("utf-8", "surrogateescape"))
    except OSError:
        return None  # reading the tree will say what is wrong
    return digest.hexdigest()


def _files(request: Request) -> list[str]:
    """Return the files of the tree from which facts come."""
    exclude = request.config.exclude
    read = find_files(request.root, exclude, (".py", "pyproject.toml", "setup.cfg", *TEMPLATES))
    return [*read, *find_texts(request.root, exclude)]


def _stamps(request: Request) -> list[tuple[str, int, int, int]] | None:
    """Return when each of the files was changed, with its size and number; None when one cannot be asked."""
    stamps = []
    try:
        for file in (str(request.config_path), *(f"{request.root}/{file}" for file in _files(request))):
            about = os.stat(file)  # noqa: PTH116 - hundreds of them
            stamps.append((file, about.st_mtime_ns, about.st_size, about.st_ino))
        stamps += [(link, 0, 0, 0) for link in linked_folders(request.root, request.config.exclude)]
    except OSError:
        return None
    return stamps


def _found(analysis: "Analysis", planned: bool) -> Facts:
    """Make the inventory, and with it the plan; one that nobody asked for only if no gap has to be weighed for it."""
    from tools.ferry.inventory import take_inventory  # noqa: PLC0415 - what is kept is shown without them
    from tools.ferry.plan import add_steps, gaps_of, make_plan  # noqa: PLC0415

    inventory = take_inventory(analysis)  # before steps are proposed: they would bring their own categories
    notes = tuple(analysis.project.program.notes)
    if not planned and gaps_of(analysis):
        return Facts(inventory, None, (), notes)
    add_steps(analysis)
    return Facts(inventory, make_plan(analysis), _packages(analysis), notes)


def _packages(analysis: "Analysis") -> tuple[str, ...]:
    program = analysis.project.program
    own = {name.partition(".")[0] for name in program.modules}
    imported = {dotted.partition(".")[0] for module in program.files.values() for dotted in module.imports.values()}
    return tuple(sorted(name for name in imported - own - sys.stdlib_module_names if name))


def _as_json(facts: Facts) -> dict[str, Any]:
    inventory, plan = facts.inventory, facts.plan
    return {
        "inventory": {
            "facade": inventory.facade,
            "sites": _rows(inventory.sites),
            "unknown": _rows(inventory.unknown),
            "elsewhere": _rows(inventory.elsewhere),
            "mentions": _rows(inventory.mentions),
            "annotations": _rows(inventory.annotations),
        },
        "plan": plan
        and {
            "functions": _rows(plan.functions),
            "blockers": _rows(plan.blockers),
            "steps": _rows(plan.steps),
            "gaps": plan.gaps,
            "choices": _rows(plan.choices),
            "holds": _rows(plan.holds),
            "uncovered": plan.uncovered,
        },
        "packages": facts.packages,
        "notes": facts.notes,
    }


def _rows(facts: Sequence[object]) -> list[list[Any]]:
    """Return the fields of each of the facts, which are all of one kind."""
    one = next(iter(facts), None)
    fields = attrgetter(*one.__slots__) if one is not None else None  # type: ignore[attr-defined]
    return [list(fields(fact)) for fact in facts] if fields is not None else []


def _from_json(kept: Any) -> Facts | None:
    """Return what `_as_json` made; None when it is something else."""
    try:
        plan = kept["plan"] and _plan(kept["plan"])
        return Facts(_inventory(kept["inventory"]), plan, tuple(kept["packages"]), tuple(kept["notes"]))
    except (TypeError, KeyError):
        return None


def _inventory(kept: Any) -> Inventory:
    return Inventory(
        facade=kept["facade"],
        sites=_facts(Site, kept["sites"]),
        unknown=_facts(Unknown, kept["unknown"]),
        elsewhere=_facts(Elsewhere, kept["elsewhere"]),
        mentions=_facts(Mention, kept["mentions"]),
        annotations=_facts(MissingAnnotation, kept["annotations"]),
    )


def _plan(kept: Any) -> Plan:
    return Plan(
        functions=_facts(FunctionFact, kept["functions"]),
        blockers=_facts(Blocker, kept["blockers"]),
        steps=_facts(StepPlan, kept["steps"]),
        gaps=tuple(kept["gaps"]),
        choices=_facts(GapChoice, kept["choices"]),
        holds=_facts(Hold, kept["holds"]),
        uncovered=tuple(kept["uncovered"]),
    )


def _facts(kind: type[_Fact], rows: list[list[Any]]) -> tuple[_Fact, ...]:
    return tuple(kind(*(tuple(value) if isinstance(value, list) else value for value in row)) for row in rows)
