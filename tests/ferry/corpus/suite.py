"""The package's own tests, before and after: what passed has to pass."""

import os
import subprocess
import venv
from pathlib import Path

from tests.ferry.corpus.fetch import FetchError, install
from tests.ferry.corpus.packages import Package

TIME_LIMIT_S = 900
_RUNNER = ("pytest==9.2.0", "pytest-asyncio==1.5.0")


def passed(package: Package, tree: Path, folder: Path) -> set[str]:
    """Return the names of the tests of `package.suite` that pass in `tree`.

    Raises:
        FetchError: when what the package needs cannot be installed.
    """
    python = environment(package, folder)
    options = ["-p", "no:cacheprovider", "-o", "asyncio_mode=auto", "-o", "addopts=", "-q", "-rp", "--color=no"]
    command = [str(python), "-m", "pytest", *options, *package.suite]
    roots = os.pathsep.join(str(tree / root) for root in package.roots)
    variables = {**os.environ, "PYTHONPATH": roots, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        answer = subprocess.run(
            command, cwd=tree, env=variables, capture_output=True, text=True, check=False, timeout=TIME_LIMIT_S
        )
    except subprocess.TimeoutExpired:
        return set()
    return {line.removeprefix("PASSED ") for line in answer.stdout.splitlines() if line.startswith("PASSED ")}


def environment(package: Package, folder: Path) -> Path:
    """Return the interpreter of an environment with what the package's tests need."""
    home = folder / "environments" / package.name
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        problem = install(python, *_RUNNER, *package.needs)
        if problem:
            raise FetchError(f"{package.name}: {problem}")
        (home / "ready").touch()
    return python
