"""`ferry init`: a first `ferry.toml`."""

from tools.ferry.cli.output import CLEAN, FINDINGS, say, write_json
from tools.ferry.cli.request import Request
from tools.ferry.model import WrongUse
from tools.ferry.proposal import propose


def run(request: Request) -> int:
    """Write the proposal; the exit code is 1 when something in it is unresolved."""
    options = request.options
    path = request.config_path
    if path.exists() and not options.force:
        raise WrongUse(f"{path} is there already; --force writes over it")
    with request.progress() as progress:
        progress(f"reading {request.root}")
        text = propose(request.root, options.facade, options.target)
    path.write_text(text, encoding="utf-8")
    open_lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    write_json(options.json, {"version": 1, "file": str(path), "to_decide": open_lines})
    for line in open_lines:
        say(f"to decide: {line}", options)
    say(f"wrote {path}; look it over, then run `ferry inventory`", options)
    return FINDINGS if open_lines else CLEAN
