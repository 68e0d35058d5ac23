"""`ferry explain`: why a function must become async or cannot, what a place is, what a blocker or a rule means."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.ferry.cli.output import CLEAN, say, write_json
from tools.ferry.cli.request import Request
from tools.ferry.colour.kinds import BLOCKER_KINDS, KIND
from tools.ferry.model import WrongUse
from tools.ferry.plan import Analysis
from tools.ferry.report.blockers import blockers_markdown
from tools.ferry.report.rewrites import rewrites_markdown
from tools.ferry.rewrite.rules import RULES as REWRITES
from tools.ferry.source import Function
from tools.ferry.verify.rules import RULES


def run(request: Request) -> int:
    """Print the explanation of a function, a place, a kind of blocker, or a rule of `verify`."""
    name = request.options.name
    facts = _word(name)
    if facts is None:
        with request.analysis() as analysis:
            name = _from_root(analysis, name)
            facts = _place(analysis, name) or _function(analysis, _find(analysis, name))
    write_json(request.options.json, lambda: {"version": 1, **facts})
    say(facts["text"], request.options)
    return CLEAN


def _word(name: str) -> dict[str, Any] | None:
    """Explain a word of ours, which needs no tree."""
    if name == "blockers":
        return {"name": name, "kind": "page", "text": blockers_markdown(BLOCKER_KINDS)}
    if name == "rewrites":
        return {"name": name, "kind": "page", "text": rewrites_markdown(REWRITES)}
    if name in KIND:
        kind = KIND[name]
        before, after = (_indented(text) for text in (kind.before, kind.after))
        text = f"{name}: {kind.reason}.\nRecipe: {kind.recipe}.\n\nBefore:\n\n{before}\n\nAfter:\n\n{after}"
        return {"name": name, "kind": "blocker", "text": text, "reason": kind.reason, "recipe": kind.recipe}
    if name in RULES:
        return {"name": name, "kind": "rule", "text": f"{name}: {RULES[name]}."}
    return None


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _from_root(analysis: Analysis, name: str) -> str:
    """Return FILE or FILE:LINE with the path as the tree's root sees it, if it is written as the user's folder does."""
    program = analysis.project.program
    file, colon, digits = name.rpartition(":") if name.rpartition(":")[2].isdecimal() else (name, "", "")
    path = Path(file).resolve()
    if file in program.files or not path.is_file() or not path.is_relative_to(program.root.resolve()):
        return name
    return f"{path.relative_to(program.root.resolve()).as_posix()}{colon}{digits}"


def _place(analysis: Analysis, name: str) -> dict[str, Any] | None:
    """Explain FILE:LINE, as other commands print it: its blockers, else the function around it; None for no place."""
    file, _, digits = name.rpartition(":")
    if file not in analysis.project.program.files or not digits.isdecimal():
        return None
    line, lines = int(digits), len(analysis.project.program.files[file].lines)
    if not 0 < line <= lines:
        raise WrongUse(f"{file}: has the lines 1 to {lines}, no {line}")
    blockers = [b for b in analysis.colour.blockers if (b.file, b.line) == (file, line)]
    around = [f for f in analysis.project.program.functions.values() if f.module.file == file and _holds(f, line)]
    function = _function(analysis, max(around, key=lambda f: f.node.lineno)) if around else None
    texts = [f"{name}: {b.kind}: {b.reason}\n  {b.recipe}" for b in blockers]
    texts += [function["text"]] if function and not blockers else []
    facts = {"name": name, "kind": "place", "file": file, "line": line, "function": function and function["name"]}
    return {**facts, "text": "\n".join(texts) or f"{name}: no function is here, and no blocker"}


def _find(analysis: Analysis, name: str) -> Function:
    """Return the function of this name, or the only one whose name ends so.

    Raises:
        WrongUse: when there is none or several, with those that could be meant.
    """
    functions = analysis.project.program.functions
    if name in functions:
        return functions[name]
    inside = [f.name for f in functions.values() if f.module.file == name or f.name.rpartition(".")[0] == name]
    if inside:
        raise WrongUse(f"{name}: which function of it?\n{_listed(inside)}")
    found = [f for f in functions.values() if f.name.endswith(f".{name}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUse(f"{name}: there are several; which one?\n{_listed(f.name for f in found)}")
    words = [*KIND, *RULES, "blockers", "rewrites"]
    last = {f.short: f.name for f in functions.values()}
    near = [*difflib.get_close_matches(name, [*words, *functions], 3), *(
        last[short] for short in difflib.get_close_matches(name.rpartition(".")[2], last, 3)
    )]  # fmt: skip
    hint = f"; do you mean\n{_listed(dict.fromkeys(near))}" if near else ""
    raise WrongUse(f"{name}: neither a function of the tree nor a kind of blocker or a rule{hint}")


def _listed(names: Iterable[str]) -> str:
    return "\n".join(f"  {name}" for name in names)


def _function(analysis: Analysis, function: Function) -> dict[str, Any]:
    facts = {
        "name": function.name, "kind": "function", "file": function.module.file, "line": function.node.lineno,
    }  # fmt: skip
    place = f"{function.name} ({function.module.file}:{function.node.lineno})"
    if function in analysis.colour.reason:
        chain = analysis.colour.chain(function).split(" -> ")
        step = analysis.project.config.step_of_category(analysis.project.category(function.module))
        when = f"\nStep: {step.id}" if step else ""
        text = f"{place} must become async:\n{_listed([chain[0], *(f'-> {link}' for link in chain[1:])])}{when}"
        return {**facts, "colour": "becomes_async", "chain": chain, "text": text}
    own = [b for b in analysis.colour.blockers if b.file == function.module.file and _holds(function, b.line)]
    if own or function in analysis.colour.frozen:
        lines = [f"  line {b.line}: {b.kind}: {b.reason}\n    {b.recipe}" for b in own]
        if not own:
            file, line = analysis.colour.frozen[function]
            kinds = [b.kind for b in analysis.colour.blockers if (b.file, b.line) == (file, line)]
            lines = [f"  what calls it cannot await, or shares its facade: {file}:{line} ({', '.join(kinds)})"]
        text = "\n".join([f"{place} stays synchronous:", *lines])
        return {**facts, "colour": "held_back", "text": text}
    if function.is_async:
        return {**facts, "colour": "async", "text": f"{place} is async already"}
    return {**facts, "colour": "stays", "text": f"{place} stays as it is: it reaches no facade call"}


def _holds(function: Function, line: int) -> bool:
    return function.node.lineno <= line <= (function.node.end_lineno or line)
