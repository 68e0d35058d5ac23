"""A proposal as the text of a `ferry.toml`, each guess beside its reason."""

from collections.abc import Iterable, Iterator

from tools.ferry.config import Step
from tools.ferry.model import counted
from tools.ferry.proposal.facts import Proposal

DECIDE = "# to decide: "
"""What a line begins with that is left to a person."""


def as_toml(found: Proposal) -> str:
    """Return the text; `ferry plan` accepts it as it is."""
    lines = [
        "# Proposed by `ferry init`: look it over. The reference is docs/FERRY.md.",
        f"# Left to decide: {counted(len(found.open), 'thing')}, each a line that begins with `to decide`.",
        *(f"{DECIDE}{line}" for line in found.open if not line.startswith("method ")),
        "",
        "version = 1",
    ]
    if found.roots != (".",):
        lines.append(_list("roots", found.roots))
    if found.unreadable:
        lines.append(_list("exclude", [problem.partition(":")[0] for problem in found.unreadable]))
    lines += ["", "[facade]", f'class = "{found.facade}"', *_functions(found)]
    lines += ["", "[target]", f'class = "{found.target}"']
    lines += _synchronous(found)
    twins = [f'"{guess.name}" = "{guess.twin}"' for guess in found.functions if guess.twin]
    lines += ["", "[target.accessors]", *twins] if twins else []
    lines += ["", "[methods]", f"# Not listed: {counted(found.kept, 'method')} of the same name in both."]
    lines += _methods(found)
    lines += ["", "[travel]"]
    reasons: dict[str, list[str]] = {}
    for holder in found.holders:
        reasons.setdefault(holder.attribute, []).append(holder.reason)
    lines += [f'{name} = "async_{name}"  # {"; ".join(why)}' for name, why in reasons.items()]
    lines += ["", "[categories]", *(_list(name, paths) for name, paths in found.categories.items())]
    for step in found.steps:
        lines += ["", *_step(step, found)]
    return "\n".join(lines) + "\n"


def _functions(found: Proposal) -> Iterator[str]:
    for key, guesses in (("accessors", found.accessors), ("companions", found.companions)):
        if guesses:
            yield f"{key} = ["
            for guess in guesses:
                yield f'    "{guess.name}",  # {guess.reason}'
            yield "]"
        else:
            yield f"{key} = []"


def _synchronous(found: Proposal) -> Iterator[str]:
    about = "# methods that are synchronous there too: their callers keep their colour"
    if not found.synchronous:
        yield f"stay_sync = []  {about}"
        return
    yield f"stay_sync = [  {about}"
    for name in found.synchronous:
        yield f'    "{name}",  # a `def` in the target too, and it gives nothing to await'
    yield "]"


def _methods(found: Proposal) -> Iterator[str]:
    for guess in found.methods:
        if guess.new:
            yield f'{guess.old} = "{guess.new}"  # {guess.reason}'
        else:
            yield f'{DECIDE}{guess.old} = ""  # {guess.reason}'
    for name, old, new in found.differing:
        yield f"{DECIDE}{name} takes ({old}), in the target ({new}): make them alike"


def _step(step: Step, found: Proposal) -> Iterator[str]:
    if step.kind == "delete":
        yield f"# {found.deletion}."
    yield "[[steps]]"
    yield f'id = "{step.id}"'
    yield f'kind = "{step.kind}"'
    if step.needs:
        yield _list("needs", step.needs)
    for key, value in step.options.items():
        yield f'{key} = "{value}"' if isinstance(value, str) else _list(key, value)
    if step.kind == "verify" and found.deletion and not any(other.kind == "delete" for other in found.steps):
        yield f"# {found.deletion}."


def _list(key: str, values: Iterable[str]) -> str:
    quoted = ", ".join(f'"{value}"' for value in values)
    return f"{key} = [{quoted}]"
