"""The plan of a tree: functions, blockers, gaps, and the steps with what each will touch."""

import ast
from collections import Counter

from tools.ferry.colour.colouring import Assumption, colour
from tools.ferry.model import FunctionFact, GapChoice, Hold, Plan, StepPlan
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import select
from tools.ferry.project.carriers import used_name
from tools.ferry.source import Function
from tools.ferry.types.names import ancestry, lookup, second_names


def make_plan(analysis: Analysis) -> Plan:
    """Return the plan for the tree as it is now."""
    project = analysis.project
    functions = sorted(
        FunctionFact(
            function.name,
            function.module.file,
            function.node.lineno,
            project.category(function.module),
            analysis.colour.chain(function),
        )
        for function in analysis.colour.reason
    )
    gaps = gaps_of(analysis)
    choices = tuple(_choice(analysis, method) for method in gaps if _is_called(analysis, method))
    blockers = tuple(analysis.colour.blockers)
    steps = _steps(analysis)
    return Plan(tuple(functions), blockers, steps, gaps, choices, _holds(analysis), _uncovered(analysis, steps))


def _uncovered(analysis: Analysis, steps: tuple[StepPlan, ...]) -> tuple[str, ...]:
    """Return the functions that become async in no step: no step is about their folder, nor takes them along."""
    config, program = analysis.project.config, analysis.project.program
    starts = [lookup(program, name) for name in config.lifespans]
    started = {analysis.project.category(start.module) for start in starts if isinstance(start, Function)}
    covered = {name for step in steps for name in step.functions}
    return tuple(
        sorted(
            function.name
            for function in analysis.colour.reason
            if function.name not in covered
            and not function.is_async
            and not isinstance(function.node, ast.Lambda)
            and analysis.project.category(function.module) not in started
        )
    )


def _holds(analysis: Analysis) -> tuple[Hold, ...]:
    """Count the calls that are not simply awaited, by the blocker first found to keep them so; the most first."""
    colour, calls = analysis.colour, analysis.graph.facade_calls
    held = Counter(colour.keeper(call) for call in calls if not colour.moves(call))
    bridged = Counter(colour.keepers[call.component] for call in calls if colour.is_bridged(call))
    holds = [Hold(*place, held[place], bridged[place]) for place in held | bridged if place is not None]
    return tuple(sorted(holds, key=lambda hold: (-hold.held - hold.bridged, hold)))


def _is_called(analysis: Analysis, method: str) -> bool:
    return any(used_name(call.use) == method for call in analysis.graph.facade_calls)


def _choice(analysis: Analysis, method: str) -> GapChoice:
    """Colour the graph as if the target had the method, once async and once synchronous."""
    as_async = colour(analysis.graph, Assumption(method, stays_sync=False))
    stay_sync = colour(analysis.graph, Assumption(method, stays_sync=True))
    return GapChoice(method, len(as_async.reason), len(stay_sync.reason))


def _steps(analysis: Analysis) -> tuple[StepPlan, ...]:
    found = []
    for step in analysis.project.config.steps:
        files: set[str] = set(step.texts("files")) | {f for f in (step.text("file"), step.text("document")) if f}
        functions: list[str] = []
        sites = 0
        if step.kind == "package":
            chosen = select(analysis.graph, analysis.colour, step.categories)
            functions = sorted(f.name for f in chosen.functions if not f.is_async)
            files |= {f.module.file for f in chosen.functions}
            files |= {module.file for component in chosen.components for module in component.modules}
            sites = sum(
                chosen.has(call.component)
                or call.call in chosen.bridged
                or (call.caller in chosen.functions and analysis.colour.is_bridged(call))
                for call in analysis.graph.facade_calls
            )
        package = ", ".join(step.categories) or step.text("class") or step.text("function")
        found.append(StepPlan(step.id, package, step.kind, step.needs, tuple(sorted(files)), tuple(functions), sites))
    return tuple(found)


def gaps_of(analysis: Analysis) -> tuple[str, ...]:
    """Return the public facade methods that have no counterpart in the target."""
    project = analysis.project
    family = ancestry(project.program, project.target)
    target = {name for cls in family for name in (*cls.methods, *second_names(cls))}
    own = project.facade_methods - project.methods_of_heirs.keys()
    return tuple(sorted(m for m in own if project.config.renamed(m) not in target))
