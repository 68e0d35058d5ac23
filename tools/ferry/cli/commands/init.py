"""`ferry init`: a first `ferry.toml`."""

from dataclasses import asdict

from tools.ferry.cli.output import CLEAN, FINDINGS, say, write_json
from tools.ferry.cli.request import Request
from tools.ferry.model import WrongUse
from tools.ferry.proposal import Proposal, as_toml, propose


def run(request: Request) -> int:
    """Write the proposal; the exit code is 1 when something in it is left to decide."""
    options = request.options
    path = request.config_path
    if path.exists() and not options.force:
        raise WrongUse(f"{path} is there already; --force writes over it")
    with request.progress() as progress:
        found = propose(request.root, options.facade, options.target, progress)
    try:
        content = as_toml(found).encode()
    except UnicodeEncodeError as error:
        line = error.object.split("\n")[error.object.count("\n", 0, error.start)]
        raise WrongUse(f"{path} is UTF-8 text, and a name in the tree is not; rename it: {line}") from error
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongUse(f"{path}: cannot be written: {error.strerror}") from error
    write_json(options.json, lambda: _facts(found, str(path)))
    say(_text(found, str(path)), options)
    return FINDINGS if found.open else CLEAN


def _text(found: Proposal, path: str) -> str:
    renamed = sum(bool(guess.new) for guess in found.methods)
    undecided = len(found.methods) - renamed
    travel = dict.fromkeys(holder.attribute for holder in found.holders)
    lines = [f"to decide: {line}" for line in found.open]
    lines += [
        f"methods: {found.kept} unchanged, {renamed} renamed, {undecided} open",
        f"accessors: {', '.join(guess.name for guess in found.accessors) or 'none'}",
        f"travels by: {', '.join(travel) or 'no shared attribute'}",
        f"steps: {', '.join(step.id for step in found.steps) or 'none'}",
        f"wrote {path}; look it over, then run `ferry inventory`",
    ]
    return "\n".join(lines)


def _facts(found: Proposal, path: str) -> dict[str, object]:
    return {
        "version": 1,
        "file": path,
        "facade": found.facade,
        "target": found.target,
        "methods": [asdict(guess) for guess in found.methods],
        "accessors": [asdict(guess) for guess in found.accessors],
        "companions": [asdict(guess) for guess in found.companions],
        "travel": [asdict(holder) for holder in found.holders],
        "steps": [step.id for step in found.steps],
        "to_decide": found.open,
    }
