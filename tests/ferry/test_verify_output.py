"""How `ferry verify` tells: exit codes, notes, annotations and SARIF."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ferry.conftest import git
from tools.ferry.cli.main import main
from tools.ferry.model import Finding
from tools.ferry.report import annotation, sarif
from tools.ferry.verify import checker
from tools.ferry.verify.rules import RULES
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

SLOW = "import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n"
FINDING = Finding("a b/c.py", 3, 5, "blocking", "`time.sleep` blocks: 100%\nof it")

Ferry = Callable[..., int]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree without a `ferry.toml`, with one blocking call."""
    root = tmp_path / "tree"
    root.mkdir()
    (root / "slow.py").write_text(SLOW, encoding="utf-8")
    return root


@pytest.fixture
def ferry(tree: Path) -> Ferry:
    """`ferry verify` on that tree, without mypy unless it is asked for."""

    def run(*arguments: str, mypy: bool = False) -> int:
        return main(["--root", str(tree), "verify", *([] if mypy else ["--no-mypy"]), *arguments])

    return run


def test_findings_end_with_one_and_a_clean_tree_with_zero(ferry: Ferry, tree: Path) -> None:
    assert ferry() == 1

    (tree / "slow.py").write_text("async def f() -> None: ...\n", encoding="utf-8")

    assert ferry() == 0


def test_an_option_about_the_facade_needs_a_configuration(ferry: Ferry, capsys: pytest.CaptureFixture[str]) -> None:
    assert ferry("--strict") == 2
    assert ferry("--migrated", "api") == 2

    assert "ferry.toml" in capsys.readouterr().err


def test_progress_goes_to_standard_error(ferry: Ferry, capsys: pytest.CaptureFixture[str]) -> None:
    ferry("--json")

    out, err = capsys.readouterr()
    assert json.loads(out)["findings"][0]["rule"] == "blocking"
    assert "checking" in err


def test_a_column_counts_characters(tree: Path) -> None:
    (tree / "slow.py").write_text('import time\nasync def f(): "äöü"; time.sleep(1)\n', encoding="utf-8")

    [finding] = verify_tree(tree, None, Scope(mypy=False)).findings

    assert (finding.line, finding.column) == (2, 23)


def test_a_missing_type_checker_is_said(
    ferry: Ferry, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert ferry("--json", str(tmp_path / "out.json"), "--sarif", str(tmp_path / "out.sarif"), mypy=True) == 1

    assert "note: mypy had no full say" in capsys.readouterr().err
    [note] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["notes"]
    assert "not installed" in note
    run = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]
    [told] = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == note


def test_a_type_checker_that_gives_up_is_said(
    ferry: Ferry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "_OPTIONS", ("--no-such-option",))

    assert ferry(mypy=True) == 1

    out, err = capsys.readouterr()
    assert "mypy gave up" in err
    assert "slow.py:5:5: blocking" in out


def test_an_annotation_is_one_line_and_escapes_what_github_reads() -> None:
    assert annotation(FINDING, "") == (
        "::error file=a b/c.py,line=3,col=5,title=ferry blocking::`time.sleep` blocks: 100%25%0Aof it"
    )
    assert "file=a%3Ab%2Cc.py" in annotation(Finding("a:b,c.py", 1, 1, "blocking", "x"), "")


def test_annotations_are_printed_when_asked(ferry: Ferry, capsys: pytest.CaptureFixture[str]) -> None:
    ferry("--github")

    assert "::error file=slow.py,line=5,col=5,title=ferry blocking::" in capsys.readouterr().out


def test_with_a_ratchet_only_counts_that_rose_are_errors(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = ("--github", "--ratchet", str(tmp_path / "counts.json"))
    ferry(*ratchet)
    capsys.readouterr()
    assert ferry(*ratchet) == 0
    assert "::warning file=slow.py,line=5," in capsys.readouterr().out

    (tree / "new.py").write_text(SLOW, encoding="utf-8")

    assert ferry(*ratchet) == 1
    told = capsys.readouterr().out
    assert "::error file=new.py,line=5," in told
    assert "::warning file=slow.py,line=5," in told


def test_files_are_named_from_the_top_of_the_repository(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "-q")

    ferry("--github", "--sarif", str(tmp_path / "out.sarif"))

    assert "::error file=tree/slow.py,line=5," in capsys.readouterr().out
    [result] = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tree/slow.py"


def required(part: dict[str, Any], **types: type) -> None:
    """Check that fields are there and of the right type."""
    for name, kind in types.items():
        assert isinstance(part[name], kind), name


def test_sarif_has_what_the_standard_requires() -> None:
    """The required properties of SARIF 2.1.0, sections 3.13 to 3.30, and that results and rules fit each other."""
    twin = Finding("a b/c.py", 9, 5, "blocking", FINDING.message)

    log = sarif([FINDING, twin], RULES, ["something"])

    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    required(driver, name=str, rules=list)
    for rule in driver["rules"]:
        required(rule, id=str, shortDescription=dict)
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    required(run["invocations"][0], executionSuccessful=bool)
    for result in run["results"]:
        required(result, ruleId=str, ruleIndex=int, message=dict, locations=list, partialFingerprints=dict)
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[\w%./-]+", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    prints = [result["partialFingerprints"]["ferry/v1"] for result in run["results"]]
    assert len(set(prints)) == 2


def test_a_fingerprint_does_not_depend_on_the_line() -> None:
    moved = Finding(FINDING.file, FINDING.line + 10, FINDING.column, FINDING.rule, FINDING.message)

    first, second = (sarif([f], RULES)["runs"][0]["results"][0]["partialFingerprints"] for f in (FINDING, moved))

    assert first == second
