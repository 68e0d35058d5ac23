"""Running the programs that the recipe needs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.bazelw.errors import Unavailable

# The end of what a program complained about is where it says why.
_LINES = 3


def require(program: str, remedy: str) -> None:
    """Raises Unavailable with `remedy` when `program` is not on PATH."""
    if shutil.which(program) is None:
        raise Unavailable(f"{program} is not on this machine ({remedy})")


def run(arguments: Sequence[str | Path], purpose: str, folder: Path | None = None) -> str:
    """Returns what the program writes to its output. Raises Unavailable, with its last words, when it fails."""
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
        raise Unavailable(f"{purpose} failed: {last_words(result.stderr or result.stdout)}")
    return result.stdout


def last_words(text: str) -> str:
    """Returns the last lines of `text` as one."""
    return " / ".join(line.strip() for line in text.splitlines()[-_LINES:] if line.strip()) or "it says nothing"
