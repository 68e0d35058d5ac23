"""The second pair of eyes: mypy, asked only about coroutines."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.ferry.model import Finding

_LINE = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): error: (?P<text>.*?)(?:  \[(?P<code>[\w-]+)\])?$"
)
_CODES = {"unused-coroutine", "unused-awaitable", "await-not-async"}
_COROUTINE = re.compile(r"\bCoroutine\[|\bAwaitable\[|\"await\" outside|not awaitable")


def run_checker(root: Path, files: list[str], roots: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what mypy says about coroutines in the given files of the tree.

    Installed packages are not consulted, and nothing is written into the tree.
    """
    if not files:
        return
    command = [
        sys.executable, "-m", "mypy", "--config-file=", "--no-site-packages", "--ignore-missing-imports",
        "--explicit-package-bases", "--namespace-packages", "--check-untyped-defs", "--show-column-numbers",
        "--no-error-summary", "--no-color-output", f"--cache-dir={os.devnull}", "--enable-error-code=unused-awaitable",
        "--enable-error-code=truthy-bool", *files,
    ]  # fmt: skip
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(str(root / part) for part in roots)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        said = (done.stderr or done.stdout).strip().splitlines()
        yield Finding(
            files[0], 1, 1, "type_checker", f"mypy could not finish: {said[-1] if said else 'no reason given'}"
        )
        return
    for line in done.stdout.splitlines():
        match = _LINE.match(line)
        if match and (match["code"] in _CODES or _COROUTINE.search(match["text"])):
            place = (match["file"].removeprefix("./"), int(match["line"]), int(match["column"]))
            yield Finding(*place, "type_checker", match["text"])
