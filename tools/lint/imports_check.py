"""That declared dependencies are exactly the imports: `tools/imports`, as a program of its own."""

from pathlib import Path

from tools.lint.check import Check
from tools.lint.program import own_program


def imports_check(root: Path) -> Check:
    """Return the check of the checkout's whole build graph."""
    command, env = own_program("tools.imports", root)
    return Check("imports", command, root, fix=(*command, "--fix"), env=env)
