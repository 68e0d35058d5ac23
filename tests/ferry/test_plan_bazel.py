"""What `ferry plan --bazel` prints, built and tested by Bazel in a workspace of its own, for the worked example.

Minutes, and the network: `./bazelw test //tests/ferry:test_plan_bazel`.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.ferry.cli.main import main

REPOSITORY = Path(__file__).resolve().parents[2]
"""The repository itself, not its copy among this test's files: it is a module of the other workspace."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A code base with a `ferry.toml`, beside it what a person completed."""
    root = tmp_path / "workspace"
    shutil.copytree(REPOSITORY / "migration" / "legacy", root, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    shutil.copytree(REPOSITORY / "migration" / "completed", root / "completed")
    settings = root / "ferry.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"../completed/', '"completed/'))
    shutil.copy(REPOSITORY / "tools" / "python" / "requirements_lock.txt", root)
    return root


@pytest.fixture
def bazel(workspace: Path, tmp_path: Path) -> Iterator[list[str]]:
    """The command of a Bazel that keeps everything in the test's folder, and is gone with it."""
    command = [str(REPOSITORY / "bazelw"), f"--output_user_root={tmp_path / 'bazel'}"]
    yield command
    subprocess.run([*command, "shutdown"], cwd=workspace, check=False)
    subprocess.run(["chmod", "-R", "u+w", str(tmp_path / "bazel")], check=False)


def test_every_step_builds_and_passes_its_tests(workspace: Path, bazel: list[str]) -> None:
    build = workspace / "BUILD.bazel"
    assert main(["--quiet", "--root", str(workspace), "plan", "--bazel", str(build)]) == 0
    text = build.read_text(encoding="utf-8")
    head = text.split('"""')[1]
    [rc] = re.findall(r"line `(.+)`", head)
    (workspace / ".bazelrc").write_text(f"{rc}\n")
    module = "".join(f"{line.strip()}\n" for line in head.splitlines() if line.startswith("    "))
    (workspace / "MODULE.bazel").write_text(module.replace("…", str(REPOSITORY)))
    # What is loaded by name only, as the file asks for.
    build.write_text(text.replace("PACKAGES = [\n", 'PACKAGES = [\n    "@pip//asyncpg",\n    "@pip//httpx",\n', 1))

    done = subprocess.run([*bazel, "test", "//..."], cwd=workspace, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    steps = re.findall(r'^    "(\w+)": \[', text.partition("NEEDS = {")[2].partition("}")[0], re.M)
    assert len(steps) == 13
    for step in ["legacy", *steps]:
        assert re.search(rf"^//:{step}_test\s+PASSED", done.stdout, re.M), step
