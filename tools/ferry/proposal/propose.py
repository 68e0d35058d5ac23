"""Reading the two classes and writing down what follows from them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tools.ferry.colour.unserved import unserved
from tools.ferry.config import Config, Step
from tools.ferry.model import WrongUse
from tools.ferry.plan import Analysis, analyse, propose_steps
from tools.ferry.project.project import Project
from tools.ferry.proposal.facts import Proposal
from tools.ferry.proposal.folders import categories, folders_of_siblings, import_root
from tools.ferry.proposal.functions import accessors, companions, hidden, yielding
from tools.ferry.proposal.holders import hindered_states, holders, possible_holders
from tools.ferry.proposal.methods import differing_methods, guess_methods, public_methods, synchronous_methods
from tools.ferry.proposal.parts import async_parts
from tools.ferry.proposal.removal import deletion
from tools.ferry.proposal.special_methods import lacking
from tools.ferry.source import Class, Program, find_files, read_program
from tools.ferry.types import Inference, References
from tools.ferry.types.names import class_of, near_names


class ProposalError(WrongUse):
    """The tree does not have the classes that were named."""


def propose(
    root: Path, facade_name: str, target_name: str, progress: Callable[[str], None] = lambda _: None
) -> Proposal:
    """Return what `ferry.toml` could be for the tree.

    Raises:
        ProposalError: when one of the classes is not in the tree, or both are the same.
    """
    progress(f"reading {root}")
    roots = _roots(root, facade_name, target_name)
    program = read_program(root, roots, progress=progress)
    if folders := folders_of_siblings(program, roots):
        roots = (*roots, *folders)
        program = read_program(root, roots, progress=progress)
    excluded = tuple(problem.partition(":")[0] for problem in program.problems)
    facade, target = _class(program, facade_name), _class(program, target_name)
    progress("comparing the two classes")
    giving = accessors(program, facade, target)
    own = {guess.name.rpartition(".")[2] for guess in giving if guess.name.startswith(f"{facade.name}.")}
    guesses = [guess for guess in guess_methods(program, facade, target) if guess.old not in own]
    if facade is target:
        raise ProposalError(f"{facade.name} is named as the facade and as the target; the target is the async class")
    found = Proposal(
        facade=facade.name,
        target=target.name,
        roots=roots,
        unreadable=tuple(program.problems),
        accessors=tuple(giving),
        companions=tuple(companions(program, facade, target)),
        methods=tuple(guesses),
        kept=len(public_methods(program, facade).keys() - own) - len(guesses),
        differing=tuple(one for one in differing_methods(program, facade, target) if one[0] not in own),
        yielding=tuple(yielding(program, facade)),
        hidden=tuple(hidden(program, facade, giving)),
        holders=tuple(possible_holders(program, facade)),
        categories=categories(program, facade, target),
    )
    unchecked = Project(_config(found, excluded), program, References(program, Inference(program), None))
    states = tuple(hindered_states(unchecked, found.holders))
    found = replace(found, states=states, holders=holders(unchecked, found.holders))
    found = replace(found, steps=tuple(_first_steps(found, program)))
    with analyse(root, _config(found, excluded), progress=progress) as analysis:
        progress("ordering the packages")
        parts = async_parts(analysis)
        stay = synchronous_methods(analysis.project) - {part.name for part in parts}
        found = replace(found, specials=lacking(analysis), parts=parts, synchronous=tuple(sorted(stay)))
        found = replace(found, unserved=unserved(analysis.colour.blockers))
        return _with_steps(found, analysis)


def _roots(root: Path, *classes: str) -> tuple[str, ...]:
    files = set(find_files(root, unreadable=lambda _: None))  # reading the tree will say what is wrong
    found = {folder for name in classes if (folder := import_root(files, name)) is not None}
    return (".", *sorted(found - {"."}))


def _class(program: Program, name: str) -> Class:
    found = class_of(program, name)
    if found is None:
        unread = "".join(f"\n{problem}" for problem in program.problems)
        raise ProposalError(f"the tree has no class {name}{near_names(name, program.classes)}{unread}")
    return found


def _config(found: Proposal, excluded: tuple[str, ...]) -> Config:
    return Config(
        facade=found.facade,
        target=found.target,
        accessors=tuple(guess.name for guess in found.accessors),
        companions=tuple(guess.name for guess in found.companions),
        target_accessors={guess.name: guess.twin for guess in found.functions if guess.twin},
        methods={guess.old: guess.new for guess in found.methods if guess.new},
        travel={holder.attribute: f"async_{holder.attribute}" for holder in found.holders},
        categories=found.categories,
        roots=found.roots,
        exclude=excluded,
        steps=found.steps,
    )


def _with_steps(found: Proposal, analysis: Analysis) -> Proposal:
    """Add the steps, and leave out the categories that have nothing to do with the facade."""
    program = analysis.project.program
    needs = tuple(step.id for step in found.steps)
    layer = frozenset({"persistence"})
    packages = propose_steps(analysis, besides=layer)
    packages = [step if step.needs else replace(step, needs=needs) for step in packages]
    files, reason = deletion(program, analysis.project)
    last: list[Step] = []
    needed = {need for step in packages for need in step.needs}
    ids = tuple(step.id for step in packages if step.id not in needed) or needs
    if files:
        last.append(Step("delete_facade", "delete", ids, {"files": files}))
    last.append(Step("verify_migration", "verify", tuple(step.id for step in last) or ids))
    used = layer | {"tests"} | {category for step in packages for category in step.categories}
    kept = {name: paths for name, paths in found.categories.items() if name in used}
    return replace(found, categories=kept, steps=(*found.steps, *packages, *last), deletion=reason)


def _first_steps(found: Proposal, program: Program) -> list[Step]:
    """Return the steps that give the holders the target beside the facade."""
    owners = sorted({holder.owner for holder in found.holders})
    classes = [owner for owner in owners if owner in program.classes]
    functions = [owner for owner in owners if owner not in program.classes]
    if found.holders:  # what starts and ends an application opens and closes what the holders have
        started = (f.name for f in program.functions.values() if f.short == "lifespan" and f.is_async)
        functions = sorted({*functions, *sorted(started)[:1]})
    ids = _ids([*classes, *functions])
    needs = tuple(ids[owner] for owner in classes)
    return [
        *(Step(ids[owner], "container", (), {"class": owner}) for owner in classes),
        *(Step(ids[owner], "lifespan", needs, {"function": owner}) for owner in functions),
    ]


def _ids(owners: list[str]) -> dict[str, str]:
    """Return the id of each owner's step: of its last name, or of its whole name where two have that."""
    last = Counter(owner.rpartition(".")[2] for owner in owners)
    names = {owner: owner.rpartition(".")[2] for owner in owners}
    return {o: f"update_{_snake(name if last[name] == 1 else o.replace('.', '_'))}" for o, name in names.items()}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
