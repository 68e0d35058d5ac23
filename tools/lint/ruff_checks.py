"""Ruff: the lint rules and the format of Python."""

from pathlib import Path

from tools.lint.check import Check
from tools.lint.ruff_program import ruff_program


def ruff_checks(root: Path) -> list[Check]:
    """Return the checks of all Python below `root`; the settings are those of its `pyproject.toml`."""
    ruff = str(ruff_program())
    return [
        Check("ruff check", (ruff, "check", "--quiet", "."), root, fix=(ruff, "check", "--quiet", "--fix", ".")),
        Check("ruff format", (ruff, "format", "--check", "--quiet", "."), root, fix=(ruff, "format", "--quiet", ".")),
    ]
