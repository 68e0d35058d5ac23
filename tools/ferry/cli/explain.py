"""`ferry explain`: why a function must become async, what a blocker or a rule means."""

from tools.ferry.cli.request import Request
from tools.ferry.plan import Analysis, analyse
from tools.ferry.plan.blockers import BLOCKER_KINDS, KIND
from tools.ferry.report.blockers import blockers_markdown
from tools.ferry.source import Function
from tools.ferry.verify import RULES


def explanation(request: Request) -> str | None:
    """Return the explanation of the name that was asked for, or None when there is none."""
    name = request.options.name
    if name == "blockers":
        return blockers_markdown(BLOCKER_KINDS)
    if name in KIND:
        return f"{name}: {KIND[name].reason}.\nRecipe: {KIND[name].recipe}."
    if name in RULES:
        return f"{name}: {RULES[name]}."
    with analyse(request.root, request.config, progress=request.progress) as analysis:
        return _function(analysis, name)


def _function(analysis: Analysis, name: str) -> str | None:
    functions = analysis.project.program.functions
    found = functions.get(name) or _only([f for f in functions.values() if f.name.endswith(f".{name}")])
    if found is None:
        return None
    if found in analysis.colour.reason:
        return "must become async:\n  " + analysis.colour.chain(found).replace(" -> ", "\n  -> ")
    if found in analysis.colour.frozen:
        return f"{found.name} stays synchronous: something that calls it cannot be awaited; see `ferry plan`"
    return f"{found.name} {'is async already' if found.is_async else 'stays as it is: it reaches no facade call'}"


def _only(found: list[Function]) -> Function | None:
    return found[0] if len(found) == 1 else None
