"""`ferry init`: a first `ferry.toml`."""

from pathlib import Path

from tools.ferry.cli.output import CLEAN, FINDINGS, say
from tools.ferry.cli.request import WrongUse
from tools.ferry.proposal import propose


def init(root: Path, path: Path, facade: str, target: str, *, force: bool) -> int:
    """Write the proposal to `path`; the exit code is 1 when something in it is unresolved."""
    if path.exists() and not force:
        raise WrongUse(f"{path} is there already; --force writes over it")
    text = propose(root, facade, target)
    path.write_text(text, encoding="utf-8")
    open_lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    for line in open_lines:
        say(f"to decide: {line}")
    say(f"wrote {path}; look it over, then run `ferry inventory`")
    return FINDINGS if open_lines else CLEAN
