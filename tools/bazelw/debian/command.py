"""Running the programs that the recipe needs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.bazelw.errors import Unavailable

# How apt and pip mark what went wrong; what follows the first such line follows from it.
_ERROR_MARKS = ("E:", "ERROR:")


def require(program: str, remedy: str) -> None:
    """Raises Unavailable with `remedy` when `program` is not on PATH."""
    if shutil.which(program) is None:
        raise Unavailable(f"{program} is not on this machine ({remedy})")


def run(arguments: Sequence[str | Path], purpose: str, folder: Path | None = None) -> str:
    """Returns what the program writes to its output. Raises Unavailable, with its reason, when it fails."""
    result = subprocess.run(
        list(map(str, arguments)),
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Unavailable(f"{purpose} failed: {failure_reason(result.stderr or result.stdout)}")
    return result.stdout


def failure_reason(text: str) -> str:
    """Returns the line of `text` that says why a program failed."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(_ERROR_MARKS)]
    return errors[0] if errors else lines[-1] if lines else "it says nothing"
