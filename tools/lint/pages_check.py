"""That what the Markdown pages name is there: `tools/lint/pages.py`, as a program of its own."""

from pathlib import Path

from tools.lint.check import Check
from tools.lint.program import own_program


def pages_check(root: Path) -> Check:
    """Return the check of all pages of the checkout."""
    command, env = own_program("tools.lint.pages", root)
    return Check("pages", command, root, env=env)
