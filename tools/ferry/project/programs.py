"""The programs that a tree installs: `[project.scripts]`, Poetry's, and the `console_scripts` of setuptools."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.ferry.source import Function, Program
from tools.ferry.types.names import lookup

_FILES = ("setup.cfg", "setup.py")
_ENTRY = re.compile(r"=\s*([\w.]+)\s*:\s*(\w+)")


def installed_programs(program: Program) -> frozenset[Function]:
    """Return the functions that are installed as programs, which take what they return for an exit code."""
    names = [*_in_project(program.root / "pyproject.toml"), *_in_setup(program.root)]
    found = (lookup(program, name) for name in names)
    return frozenset(f for f in found if isinstance(f, Function))


def _in_project(file: Path) -> Iterator[str]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError):
        return
    project, poetry = _table(told, "project"), _table(_table(told, "tool"), "poetry")
    for table in (_table(project, "scripts"), _table(project, "gui-scripts"), _table(poetry, "scripts")):
        for entry in table.values():
            reference = entry.get("reference", "") if isinstance(entry, dict) else entry
            yield str(reference).partition("[")[0].strip().replace(":", ".")


def _table(told: dict[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _in_setup(root: Path) -> Iterator[str]:
    """Yield every entry point of setuptools, where there are programs among them: `shop = app.main:run`."""
    for name in _FILES:
        try:
            text = (root / name).read_text(encoding="utf-8") if (root / name).is_file() else ""
        except (OSError, ValueError):
            continue
        if "console_scripts" in text or "gui_scripts" in text:
            yield from (f"{module}.{function}" for module, function in _ENTRY.findall(text))
