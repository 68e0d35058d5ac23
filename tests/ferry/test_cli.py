"""The command line: results, formats and exit codes."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.cli.main import main

CASE = """\
from app.persistence import PersistenceLayer


def size(persistence: PersistenceLayer) -> int:
    return persistence.count_players()
"""
BLOCKED = """\
from app.persistence import get_persistence

SIZE = get_persistence().count_players()
"""

Ferry = Callable[..., int]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one module that can be migrated."""
    root = tmp_path / "tree"
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "cases" / "size.py").write_text(CASE, encoding="utf-8")
    return root


@pytest.fixture
def ferry(tree: Path) -> Ferry:
    """The command line on that tree."""

    def run(*arguments: str) -> int:
        return main(["--quiet", "--root", str(tree), *arguments])

    return run


def facts(path: Path) -> dict[str, Any]:
    """Return the JSON of a command."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_inventory_lists_each_use_with_place_and_evidence(ferry: Ferry, tmp_path: Path) -> None:
    assert ferry("inventory", "--json", str(tmp_path / "out.json")) == 0

    found = facts(tmp_path / "out.json")
    assert found["version"] == 1
    assert found["facade"] == "app.persistence.layer.PersistenceLayer"
    assert {
        "file": "cases/size.py",
        "line": 5,
        "column": 24,
        "method": "count_players",
        "kind": "call",
        "receiver": "persistence",
        "function": "cases.size.size",
        "category": "cases",
        "evidence": "type",
    } in found["sites"]


def test_an_unknown_receiver_is_a_finding_with_its_cause(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "untyped.py").write_text("def f(thing):\n    return thing.count_players()\n", encoding="utf-8")

    assert ferry("inventory", "--json", str(tmp_path / "out.json")) == 1

    assert facts(tmp_path / "out.json")["unknown"] == [
        {
            "file": "cases/untyped.py",
            "line": 2,
            "method": "count_players",
            "receiver": "thing",
            "cause": "the parameter `thing` of `f` has no annotation that says more",
        }
    ]


def test_plan_gives_the_reason_of_each_function(ferry: Ferry, tmp_path: Path) -> None:
    ferry("plan", "--json", str(tmp_path / "out.json"))

    found = facts(tmp_path / "out.json")
    [function] = [f for f in found["functions"] if f["file"] == "cases/size.py"]
    assert function["reason"] == "cases.size.size -> persistence.count_players (cases/size.py:5)"
    assert found["gaps"] == ["export_all"]
    assert [step["id"] for step in found["steps"]] == ["update_container", "migrate_cases", "migrate_later"]


def test_a_blocker_has_kind_place_reason_and_recipe(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "blocked.py").write_text(BLOCKED, encoding="utf-8")

    assert ferry("plan", "--json", str(tmp_path / "out.json")) == 1

    [blocker] = facts(tmp_path / "out.json")["blockers"]
    assert (blocker["file"], blocker["line"], blocker["kind"]) == ("cases/blocked.py", 3, "import_time")
    assert blocker["reason"]
    assert blocker["recipe"]


def test_apply_writes_and_reports_the_files(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    assert ferry("apply", "migrate_cases", "--json", str(tmp_path / "out.json")) == 0

    assert facts(tmp_path / "out.json")["files"] == ["cases/size.py"]
    assert "await persistence.count_players()" in (tree / "cases" / "size.py").read_text(encoding="utf-8")


def test_a_diff_writes_nothing(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ferry("apply", "migrate_cases", "--diff") == 0

    assert "+    return await persistence.count_players()" in capsys.readouterr().out
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == CASE


def test_an_unknown_step_is_wrong_use_and_names_those_that_exist(
    ferry: Ferry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ferry("apply", "migrate_moon") == 2

    assert "migrate_cases" in capsys.readouterr().err


def test_a_tree_with_uncommitted_changes_is_left_alone(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", str(tree)], check=True)

    assert ferry("apply", "migrate_cases") == 2

    assert "uncommitted changes" in capsys.readouterr().err
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == CASE
    assert ferry("apply", "migrate_cases", "--allow-dirty") == 0


def test_a_file_that_does_not_parse_is_named_and_the_tree_stays(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "cases" / "broken.py").write_text("x = 1\ndef f(:\n", encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 2

    assert "cases/broken.py:2: does not parse" in capsys.readouterr().err
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == CASE


def test_a_file_in_another_encoding_than_it_says_is_named(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "cases" / "latin.py").write_bytes(b"x = 1\nname = '\xe9'\n")

    assert ferry("inventory") == 2

    assert "cases/latin.py:2: not utf-8 text" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("async_layer.AsyncPersistenceLayer", "async_layer.Nothing", "the tree has no class"),
        ('get_player = "get_player_by_id"', 'get_player = "nothing"', "has no method for get_player -> nothing"),
        ('get_player = "get_player_by_id"', 'nobody = "get_player_by_id"', "has no method nobody"),
    ],
)
def test_a_configuration_that_does_not_fit_the_tree_is_wrong_use(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, complaint: str
) -> None:
    path = tree / "ferry.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert ferry("plan") == 2

    assert complaint in capsys.readouterr().err


def test_verify_names_what_is_wrong_and_ends_with_one(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    ferry("apply", "migrate_cases")
    path = tree / "cases" / "size.py"
    path.write_text(path.read_text(encoding="utf-8").replace("await ", ""), encoding="utf-8")

    assert ferry("verify", "--json", str(tmp_path / "out.json"), "--sarif", str(tmp_path / "out.sarif")) == 1

    [finding] = facts(tmp_path / "out.json")["findings"]
    assert (finding["file"], finding["line"], finding["rule"]) == ("cases/size.py", 5, "unawaited")
    assert facts(tmp_path / "out.sarif")["runs"][0]["results"][0]["ruleId"] == "unawaited"


def test_the_ratchet_accepts_what_was_there_and_nothing_new(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    (tree / "cases" / "slow.py").write_text("import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n")
    assert ferry("verify", "--no-mypy", "--ratchet", ratchet) == 0
    assert ferry("verify", "--no-mypy", "--ratchet", ratchet) == 0

    with (tree / "cases" / "slow.py").open("a") as file:
        file.write("    time.sleep(2)\n")

    assert ferry("verify", "--no-mypy", "--ratchet", ratchet) == 1
    assert "cases/slow.py blocking: 2, was 1" in capsys.readouterr().err


def test_status_counts_down_to_nothing(ferry: Ferry, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ferry("status", "--json", str(out))
    before = {step["id"]: step for step in facts(out)["steps"]}

    ferry("apply", "migrate_cases")
    ferry("status", "--json", str(out), "--html", str(tmp_path / "out.html"))

    after = {step["id"]: step for step in facts(out)["steps"]}
    assert (before["migrate_cases"]["left"], before["migrate_cases"]["percent"]) == (1, 0)
    assert (after["migrate_cases"]["left"], after["migrate_cases"]["percent"]) == (0, 100)
    assert after["migrate_later"]["percent"] < 100


def test_a_page_needs_nothing_but_itself(ferry: Ferry, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    for command in (["inventory"], ["plan"], ["status"], ["apply", "migrate_cases"], ["verify", "--no-mypy"]):
        ferry(*command, "--html", str(page))

        text = page.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        assert "http" not in text
        assert "<script" not in text


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("cases.size.size", "-> persistence.count_players (cases/size.py:5)"),
        ("size", "must become async"),
        ("lambda", "a lambda cannot contain await"),
        ("unawaited", "a coroutine is made and not awaited"),
        ("app.later.catalogue.title_of", "reaches no facade call"),
    ],
)
def test_explain_answers(ferry: Ferry, capsys: pytest.CaptureFixture[str], name: str, answer: str) -> None:
    assert ferry("explain", name) == 0

    assert answer in capsys.readouterr().out


def test_explain_of_nothing_is_wrong_use(ferry: Ferry) -> None:
    assert ferry("explain", "nothing_of_this_name") == 2


def test_two_runs_print_the_same(ferry: Ferry, capsys: pytest.CaptureFixture[str]) -> None:
    ferry("plan")
    first = capsys.readouterr().out

    ferry("plan")

    assert capsys.readouterr().out == first
