"""The program: exit codes, the report, and mending."""

import json
import subprocess
from pathlib import Path

import pytest

from tools.buildtools import Buildtools
from tools.imports import main as program

BAZEL = """#!/bin/sh
cat graph.json
"""
# Stands in for buildozer: after it, the graph has the dependency that it was told to add.
BUILDOZER = """#!/bin/sh
grep -q 'add deps :rules|//server/game:fight' && cp mended.json graph.json
"""


def rule(name: str, source: str, *deps: str) -> str:
    attributes = [{"name": "srcs", "stringListValue": [source]}, {"name": "deps", "stringListValue": list(deps)}]
    return json.dumps(
        {"rule": {"name": name, "ruleClass": "py_library", "attribute": attributes, "ruleInput": [source]}}
    )


def executable(path: Path, script: str) -> Path:
    path.write_text(script)
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in which `fight` imports `rules` and does not say so."""
    game = tmp_path / "server" / "game"
    game.mkdir(parents=True)
    (game / "rules.py").touch()
    (game / "fight.py").write_text("from server.game import rules\n")
    (game / "BUILD.bazel").write_text('py_library(name = "rules")\npy_library(name = "fight")\n')
    rules = rule("//server/game:rules", "//server/game:rules.py")
    fight = rule("//server/game:fight", "//server/game:fight.py")
    mended = rule("//server/game:fight", "//server/game:fight.py", "//server/game:rules")
    (tmp_path / "graph.json").write_text(f"{rules}\n{fight}\n")
    (tmp_path / "mended.json").write_text(f"{rules}\n{mended}\n")
    executable(tmp_path / "bazelw", BAZEL)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    monkeypatch.setenv("BUILD_WORKSPACE_DIRECTORY", str(tmp_path))
    return tmp_path


def test_findings_are_reported_and_end_with_1(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert "  buildozer 'add deps :rules' //server/game:fight" in lines
    assert lines[-1] == "imports: 1 findings in 2 targets"


def test_a_checkout_without_findings_ends_with_0(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "mended.json").replace(checkout / "graph.json")

    assert program.main([]) == 0
    assert capsys.readouterr().out == "imports: no findings in 2 targets\n"


def test_fix_lets_buildozer_mend_and_checks_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    buildozer = executable(checkout / "buildozer", BUILDOZER)
    monkeypatch.setattr(program, "installed_buildtools", lambda: Buildtools(buildozer, buildozer))

    assert program.main(["--fix"]) == 0


def test_a_broken_build_file_ends_with_3_and_the_words_of_bazel(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    executable(checkout / "bazelw", "#!/bin/sh\necho 'ERROR: syntax error' >&2\nexit 7\n")

    assert program.main([]) == 3
    assert capsys.readouterr().err == "imports: ERROR: syntax error\n"
