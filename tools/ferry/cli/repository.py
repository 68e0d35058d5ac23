"""Where a tree lies in its repository: code review tools name files from the repository's top."""

import subprocess
from pathlib import Path


def folders_above(root: Path) -> str:
    """Return the folders between the repository's top and the tree, each with a `/`; empty without git."""
    try:
        done = subprocess.run(["git", "-C", str(root), "rev-parse", "--show-prefix"], capture_output=True, check=False)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")
