"""Source distributions, through pip: it checks the hash and knows where packages come from."""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.ferry.corpus.packages import Package

CHECKER = "basedpyright==1.40.2"
"""The checker that judges: ferry itself asks pyrefly and mypy."""


class FetchError(Exception):
    """pip could not give what was asked for; the message is pip's."""


def fetch(package: Package, folder: Path) -> Path:
    """Return the unpacked tree of the package below `folder`; fetched only when it is not there.

    Raises:
        FetchError: when there is no such distribution, or its hash is another.
    """
    tree = folder / "source" / f"{package.name}-{package.version}"
    if tree.is_dir():
        return tree
    wanted = folder / "requirements.txt"
    folder.mkdir(parents=True, exist_ok=True)
    wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", encoding="utf-8")
    options = ["--no-binary", package.name, "--no-deps", "--require-hashes", "--dest", str(folder)]
    done = _pip(sys.executable, "download", *options, "--requirement", str(wanted))
    archive = next(iter(folder.glob(f"{package.name}-{package.version}.tar.gz")), None)
    if archive is None:
        raise FetchError(f"{package.name} {package.version}: {done}")
    shutil.unpack_archive(archive, folder / "source")
    return tree


@dataclass(frozen=True, slots=True)
class Checker:
    """The judging checker's folder of programs, and the interpreter whose packages it sees: none that PATH leads to."""

    programs: Path
    python: Path

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return the command line of one of its programs."""
        path = f"PATH={self.python.parent}{os.pathsep}{os.environ['PATH']}"
        return ["env", path, str(self.programs / program), *arguments]


def checker(folder: Path) -> Path:
    """Return the folder of programs of an environment that has the judging checker."""
    programs = folder / "checker" / "bin"
    if not (programs / "basedpyright-langserver").exists():
        shutil.rmtree(folder / "checker", ignore_errors=True)
        venv.create(folder / "checker", with_pip=True)
        done = install(programs / "python", CHECKER)
        if not (programs / "basedpyright-langserver").exists():
            raise FetchError(f"{CHECKER}: {done}")
    return programs


def install(python: Path, *requirements: str) -> str:
    """Install into the environment of `python`; returns what pip complains about, else nothing."""
    # Isolated: what Bazel gives this program by `PYTHONPATH` would count as installed there.
    command = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *requirements]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stderr.strip()[-500:] if answer.returncode else ""


def _pip(python: str, *arguments: str) -> str:
    command = [python, "-m", "pip", "--disable-pip-version-check", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stderr.strip()[-500:]
