"""That declared dependencies are exactly the imports: `tools/imports`, as a program of its own."""

import os
import sys
from pathlib import Path

from tools.lint.check import Check


def imports_check(root: Path) -> Check:
    """Return the check of the checkout's whole build graph."""
    command = (sys.executable, "-m", "tools.imports.main")
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "BUILD_WORKSPACE_DIRECTORY": str(root)}
    return Check("imports", command, root, fix=(*command, "--fix"), env=env)
