"""Runs the runner in a process of its own, as Bazel does."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tools.pytest.main

# What Bazel tells the test that these tests run in is not for the runner under test.
BAZELS = (
    "COVERAGE",
    "TEST_SHARD",
    "TEST_TMPDIR",
    "TEST_TOTAL_SHARDS",
    "TESTBRIDGE_",
    "XML_OUTPUT_FILE",
)


@dataclass
class Outcome:
    """What a run of the runner left.

    Attributes:
        code: the exit code.
        output: standard output and standard error.
        cases: the names of the test cases in the XML report, in order.
    """

    code: int
    output: str
    cases: list[str]


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the runner on the texts of test files, with more environment as Bazel would set it."""

    def run_file(text: str, *more: str, **environment: str) -> Outcome:
        folder = tmp_path / "workspace"
        folder.mkdir(exist_ok=True)
        files = {f"test_sample{number or ''}.py": text for number, text in enumerate((text, *more))}
        for name, content in files.items():
            (folder / name).write_text(content)
        (tmp_path / "tmp").mkdir(exist_ok=True)
        report = tmp_path / "test.xml"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(BAZELS)}
        bazels = {"XML_OUTPUT_FILE": str(report), "TEST_TMPDIR": str(tmp_path / "tmp")}
        finished = subprocess.run(
            [sys.executable, tools.pytest.main.__file__, *files],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=inherited | {"PYTHONPATH": os.pathsep.join(sys.path)} | bazels | environment,
            check=False,
        )
        return Outcome(finished.returncode, finished.stdout, cases(report) if report.exists() else [])

    return run_file


def cases(report: Path) -> list[str]:
    tree = ElementTree.parse(report)  # noqa: S314 (the runner under test wrote it)
    return [case.get("name", "") for case in tree.iter("testcase")]
