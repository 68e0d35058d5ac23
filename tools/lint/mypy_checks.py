"""Mypy: the types of all first-party Python."""

import os
import sys
from pathlib import Path

from tools.lint.check import Check
from tools.workspace import own_files

# Trees with packages of their own named `server` and `tests`: for mypy they are no part of the repository. The first is
# checked as it is; what is added to it later is checked in the migrated trees, by `ferry verify`.
TREES = Path("migration")
LEGACY = TREES / "legacy"


def mypy_checks(root: Path) -> list[Check]:
    """Return the check of the repository and, where it is there, that of the legacy tree."""
    mypy = (sys.executable, "-m", "mypy", f"--config-file={root / 'pyproject.toml'}")
    cache = root / ".mypy_cache"
    # Bazel gives each package of PyPI a folder of its own on sys.path; mypy takes installed packages from PYTHONPATH.
    packages = [entry for entry in sys.path if Path(entry).name == "site-packages"]
    env = {"PYTHONPATH": os.pathsep.join(packages)}
    files = [path for path in own_files(root, "*/*.py") if not Path(path).is_relative_to(TREES)]
    folders = sorted({path.partition("/")[0] for path in files})
    checks = [Check("mypy", (*mypy, f"--cache-dir={cache}", *folders), root, env=env)]
    if (root / LEGACY).is_dir():
        checks.append(Check("mypy legacy", (*mypy, f"--cache-dir={cache / 'legacy'}", "."), root / LEGACY, env=env))
    return checks
