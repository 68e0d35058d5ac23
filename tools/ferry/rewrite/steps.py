"""Carrying out one step of any kind: from the analysed project to the changes of the tree."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tools.ferry.colour.blockers import blocker_at
from tools.ferry.config import Config, Step
from tools.ferry.config.schema import OTHER
from tools.ferry.edits.brought_in import clashes
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_for_tests import hold_for_tests
from tools.ferry.edits.package_step import package_edits
from tools.ferry.edits.twin_steps import container_edits, lifespan_edits
from tools.ferry.model import WrongUse, counted
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import select
from tools.ferry.plan.twins import is_served
from tools.ferry.rewrite.attention import notes_of, notes_of_twins
from tools.ferry.rewrite.changes import ChangedMeanwhile, Changes
from tools.ferry.rewrite.create_tests import create_tests_step
from tools.ferry.rewrite.delete import delete_step, delete_tests_step
from tools.ferry.rewrite.docs import docs_step
from tools.ferry.rewrite.engine import RewriteError
from tools.ferry.rewrite.exports import exports_step
from tools.ferry.rewrite.identify import identify_step
from tools.ferry.rewrite.parallel import rewrite_all
from tools.ferry.rewrite.staged import followed_by, staged
from tools.ferry.source import Function, Program, SourceProblem, read_source
from tools.ferry.types.names import class_of, lookup


class UnknownStep(WrongUse):
    """`ferry.toml` has no step of this id."""

    def __init__(self, step_id: str, known: tuple[str, ...]) -> None:
        known_steps = (
            f"the steps are {', '.join(known)}" if known else "ferry.toml has no [[steps]]: `ferry plan` proposes some"
        )
        super().__init__(f"there is no step {step_id!r}; {known_steps}")


def require_step(config: Config, step_id: str) -> Step:
    """Return the step of this id.

    Raises:
        UnknownStep: when there is none.
    """
    step = config.step(step_id)
    if step is None:
        raise UnknownStep(step_id, tuple(s.id for s in config.steps))
    return step


def carry_out(analysis: Analysis, step_id: str) -> Changes:
    """Return what the step changes in the tree as it is now; nothing is written.

    Raises:
        UnknownStep: when there is none of this id.
        RewriteError: when analysis and rewriter disagree about a file.
        ChangedMeanwhile: when a file is not any more what was analysed.
    """
    program = analysis.project.program
    step = require_step(analysis.project.config, step_id)
    analysis = hold_for_tests(analysis)
    try:
        changes = _KINDS[step.kind](analysis, step)
    except RewriteError:
        _refuse_changed(program, program.files)
        raise
    _refuse_changed(program, changes.contents)
    changes.notes = [*_unfinished(analysis, step), *changes.notes]
    paths = {file: program.root / file for file in changes.contents}
    changes.made_from = {file: path.read_bytes() if path.is_file() else None for file, path in paths.items()}
    return changes


def _unfinished(analysis: Analysis, step: Step) -> Iterator[str]:
    """Yield a note for each step that this one needs, by way of others too, and that has functions left to do."""
    project, graph, colour = analysis.project, analysis.graph, analysis.colour
    moving = [call for call in graph.facade_calls if call.caller is not None and colour.moves(call)]
    calling = {call.caller for call in moving if not is_served(project, call.named_in, call.use)}
    left = Counter(project.category(one.module) for one in {*colour.reason, *calling} if one is not None)
    needed = set(step.needs)
    for other in reversed(project.config.steps):
        if other.id in needed:
            needed.update(other.needs)
            count = sum(left[category] for category in other.categories)
            if count:
                what = counted(count, "function")
                yield f"{other.id}, which this step needs, still has {what} to do: carry it out first"


def _refuse_changed(program: Program, files: Iterable[str]) -> None:
    for file in files:
        module = program.files.get(file)
        if module is not None and _text(program, file) != module.text:
            raise ChangedMeanwhile(file)


def _text(program: Program, file: str) -> str | None:
    try:
        return read_source(program.root, file)
    except SourceProblem:
        return None


def _package(analysis: Analysis, step: Step) -> Changes:
    selection = select(analysis.graph, analysis.colour, step.categories)
    edits = package_edits(analysis.graph, analysis.colour, selection)
    changes = _rewritten(analysis, edits, step.categories)
    changes.notes = [*notes_of(analysis.graph, analysis.colour, selection, edits), *clashes(analysis.project, edits)]
    return changes


def package_edit_set(analysis: Analysis, categories: tuple[str, ...]) -> EditSet:
    """Return the edits of a `package` step for the categories."""
    analysis = hold_for_tests(analysis)
    selection = select(analysis.graph, analysis.colour, categories)
    return package_edits(analysis.graph, analysis.colour, selection)


def _container(analysis: Analysis, step: Step) -> Changes:
    changes = _rewritten(analysis, container_edits(analysis, step.text("class")), ())
    cls = class_of(analysis.project.program, step.text("class"))
    return _with_notes(analysis, changes, [*cls.methods.values()] if cls is not None else [])


def _lifespan(analysis: Analysis, step: Step) -> Changes:
    edits, category = lifespan_edits(analysis, step.text("function"))
    own = analysis.project.config.step_of_category(category) is None and category != OTHER
    changes = _rewritten(analysis, edits, (category,) if own else ())
    function = lookup(analysis.project.program, step.text("function"))
    return _with_notes(analysis, changes, [function] if isinstance(function, Function) else [])


def _with_notes(analysis: Analysis, changes: Changes, serving: Sequence[Function]) -> Changes:
    """Note what tests replace of the functions that the step gives the target, too."""
    if changes.contents:
        changes.notes = notes_of_twins(analysis.graph, analysis.colour, serving)
    return changes


def _delete(analysis: Analysis, step: Step) -> Changes:
    """Delete the facade, after what the container and lifespan steps have not done yet.

    Nothing needs those steps by name, and what they bring over would be lost with the facade's own lines.
    """
    config = analysis.project.config
    if delete_tests_step(analysis, step).contents:
        for before in (s for s in config.steps if s.kind in {"container", "lifespan"}):
            first = carry_out(analysis, before.id)
            if first.contents:
                with staged(analysis, first) as later:
                    return followed_by(first, _delete(later, step))
    return delete_step(analysis, step)


def _nothing(analysis: Analysis, step: Step) -> Changes:
    return Changes()


_KINDS: Mapping[str, Callable[[Analysis, Step], Changes]] = {
    "identify": identify_step,
    "container": _container,
    "lifespan": _lifespan,
    "package": _package,
    "delete": _delete,
    "exports": exports_step,
    "delete_tests": delete_tests_step,
    "create_tests": create_tests_step,
    "verify": _nothing,
    "docs": docs_step,
}


def _rewritten(analysis: Analysis, edits: EditSet, categories: tuple[str, ...]) -> Changes:
    """Apply the edits, and report the blockers of the categories that stay."""
    project = analysis.project
    changes = rewrite_all(analysis, dict(edits))
    changes.blockers = [b for b in analysis.colour.blockers if project.config.category_of(b.file) in categories]
    changes.blockers += [blocker_at("mock", one.module, one.node) for one in edits.left]
    return changes
