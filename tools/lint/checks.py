"""The checks: what each runs, where, and how its findings are mended."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.buildtools import installed_buildtools
from tools.lint.ruff_program import ruff_program
from tools.workspace import own_files

# A tree with packages of its own named `server` and `tests`: for mypy it is another root.
LEGACY = Path("migration/legacy")
STARLARK = ("*.bzl", "*.bazel", "WORKSPACE")


@dataclass(frozen=True)
class Check:
    """One program over the sources.

    `fix` is the same program told to mend what it finds; `None` when only a person can.
    """

    name: str
    command: tuple[str, ...]
    cwd: Path
    fix: tuple[str, ...] | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def all_checks(root: Path) -> list[Check]:
    """Return the checks of the checkout at `root`, quick ones first."""
    return [*ruff_checks(root), buildifier_check(root), imports_check(root), *mypy_checks(root)]


def ruff_checks(root: Path) -> list[Check]:
    """Return the lint rules and the format."""
    ruff = str(ruff_program())
    return [
        Check("ruff check", (ruff, "check", "--quiet", "."), root, fix=(ruff, "check", "--quiet", "--fix", ".")),
        Check("ruff format", (ruff, "format", "--check", "--quiet", "."), root, fix=(ruff, "format", "--quiet", ".")),
    ]


def buildifier_check(root: Path) -> Check:
    """Return the format and the lint rules of all Starlark."""
    buildifier = str(installed_buildtools().buildifier)
    files = own_files(root, *STARLARK)
    return Check(
        "buildifier",
        (buildifier, "-mode=check", "-lint=warn", *files),
        root,
        fix=(buildifier, "-mode=fix", "-lint=fix", *files),
    )


def imports_check(root: Path) -> Check:
    """Return the check that dependencies are exactly the imports."""
    command = (sys.executable, "-m", "tools.imports.main")
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "BUILD_WORKSPACE_DIRECTORY": str(root)}
    return Check("imports", command, root, fix=(*command, "--fix"), env=env)


def mypy_checks(root: Path) -> list[Check]:
    """Return the type check of the repository, and that of the legacy tree as a root of its own."""
    settings = root / "pyproject.toml"
    mypy = (sys.executable, "-m", "mypy", f"--config-file={settings}")
    # Bazel gives each package of PyPI a folder of its own on sys.path; mypy takes installed packages from PYTHONPATH.
    packages = [entry for entry in sys.path if Path(entry).name == "site-packages"]
    env = {"PYTHONPATH": os.pathsep.join(packages)}
    files = [path for path in own_files(root, "*/*.py") if not Path(path).is_relative_to(LEGACY)]
    folders = sorted({path.partition("/")[0] for path in files})
    checks = [Check("mypy", (*mypy, f"--cache-dir={root / '.mypy_cache'}", *folders), root, env=env)]
    if (root / LEGACY).is_dir():
        command = (*mypy, f"--cache-dir={root / '.mypy_cache' / 'legacy'}", ".")
        checks.append(Check("mypy legacy", command, root / LEGACY, env=env))
    return checks
