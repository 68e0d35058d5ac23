"""The plan of a tree: functions, blockers, gaps, and the steps with what each will touch."""

from tools.ferry.model import FunctionFact, Plan, StepPlan
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import select
from tools.ferry.types.names import ancestry


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
    return Plan(tuple(functions), tuple(analysis.colour.blockers), _steps(analysis), _gaps(analysis))


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
                chosen.has(call.component) or (call.caller in chosen.functions and analysis.colour.is_bridged(call))
                for call in analysis.graph.facade_calls
            )
        package = ", ".join(step.categories) or step.text("class") or step.text("function")
        found.append(StepPlan(step.id, package, step.kind, step.needs, tuple(sorted(files)), tuple(functions), sites))
    return tuple(found)


def _gaps(analysis: Analysis) -> tuple[str, ...]:
    """Return the public facade methods that have no counterpart in the target."""
    project = analysis.project
    target = {name for cls in ancestry(project.program, project.target) for name in cls.methods}
    return tuple(sorted(m for m in project.facade_methods if project.config.renamed(m) not in target))
