"""The script `bazelw` itself, in a workspace of its own with a Bazel that stands in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw import main

_PACKAGE = Path(main.__file__).parent
_SCRIPT = Path(main.__file__).parents[2] / "bazelw"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout with the launcher and nothing else."""
    folder = tmp_path / "a workspace"
    shutil.copytree(_PACKAGE, folder / "tools" / "bazelw", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(_SCRIPT, folder / "bazelw")
    (folder / ".bazelversion").write_text("7.7.1\n")
    return folder


_PYTHON = os.environ.get("FERRY_PYTHON", sys.executable)


def _start(workspace: Path, programs: Path, *arguments: str, python: str | None = _PYTHON) -> subprocess.Popen[str]:
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(workspace)}
    if python:
        environment["FERRY_PYTHON"] = python
    return subprocess.Popen(
        [workspace / "bazelw", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_bazel_gets_the_arguments_as_they_are(workspace: Path, programs: Path, install: Install) -> None:
    install("bazel", '[ "$1" = --version ] && echo bazel 7.7.1 || printf "<%s>" "$@"')

    output, errors = _start(workspace, programs, "run", "//a:b", "--", "two words", "").communicate()

    assert (output, errors) == ("<run><//a:b><--><two words><>", "")


def test_the_exit_code_is_that_of_bazel(workspace: Path, programs: Path, install: Install) -> None:
    install("bazel", '[ "$1" = --version ] && echo bazel 7.7.1 || exit 3')

    bazelw = _start(workspace, programs, "test", "//...")
    bazelw.communicate()

    assert bazelw.returncode == 3


def test_the_launcher_becomes_bazel_so_that_signals_reach_it(workspace: Path, programs: Path, install: Install) -> None:
    install("bazel", '[ "$1" = --version ] && echo bazel 7.7.1 || echo $$')

    bazelw = _start(workspace, programs, "run", "//server/app:main")
    output, _ = bazelw.communicate()

    assert int(output) == bazelw.pid


def test_a_python_that_does_not_run_is_passed_over(workspace: Path, programs: Path, install: Install) -> None:
    install("python3.11", "exit 127")
    install("bazel", '[ "$1" = --version ] && echo bazel 7.7.1 || echo started')
    (programs / "python3.12").symlink_to(sys.executable)

    output, errors = _start(workspace, programs, "version", python=None).communicate()

    assert (output, errors) == ("started\n", "")


def test_without_a_python_it_says_what_it_needs_and_what_it_passed_over(
    workspace: Path, programs: Path, install: Install
) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        install(name, "exit 127")

    bazelw = _start(workspace, programs, "version", python=None)
    _, errors = bazelw.communicate()

    assert bazelw.returncode == 1
    assert errors.startswith("bazelw: Python 3.11 is needed, and there is none on PATH (python3.11 is older")


def test_a_python_that_is_named_is_taken_or_else_none(workspace: Path, programs: Path, install: Install) -> None:
    install("old-python", "exit 1")
    (programs / "python3.11").symlink_to(sys.executable)

    for named, reason in (("/nowhere/python", "which is not there"), ("old-python", "is older or does not run")):
        bazelw = _start(workspace, programs, "version", python=named)
        _, errors = bazelw.communicate()

        assert bazelw.returncode == 1
        assert named in errors
        assert reason in errors


def test_what_is_wrong_is_one_line_without_a_traceback(workspace: Path, programs: Path) -> None:
    (workspace / ".bazelversion").write_text("latest\n")

    bazelw = _start(workspace, programs, "version")
    _, errors = bazelw.communicate()

    assert bazelw.returncode == 1
    assert errors == (
        f"bazelw: {workspace}/.bazelversion says 'latest'; it has to hold one released version, such as 7.7.1\n"
    )
