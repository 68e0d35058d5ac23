"""How a check starts a program of this repository."""

import os
import sys
from pathlib import Path


def own_program(module: str, root: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the command that runs a module of this program's import path on the checkout, and its environment."""
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "BUILD_WORKSPACE_DIRECTORY": str(root)}
    return (sys.executable, "-m", module), env
