"""The command line: results, formats and exit codes."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import BLOCKED, SIZE, Ferry, facts


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


def test_a_gap_shows_what_either_choice_costs(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "dump.py").write_text(
        "from app.persistence import get_persistence\n\n\n"
        "def dump():\n    return get_persistence().export_all()\n\n\n"
        "def show():\n    print(dump())\n",
        encoding="utf-8",
    )

    ferry("plan", "--json", str(tmp_path / "out.json"))

    [choice] = facts(tmp_path / "out.json")["choices"]
    assert choice["method"] == "export_all"
    assert choice["as_async"] == choice["stay_sync"] + 2


def test_a_blocker_has_kind_place_reason_and_recipe(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "blocked.py").write_text(BLOCKED, encoding="utf-8")

    assert ferry("plan", "--json", str(tmp_path / "out.json")) == 1

    [blocker] = facts(tmp_path / "out.json")["blockers"]
    assert (blocker["file"], blocker["line"], blocker["kind"]) == ("cases/blocked.py", 3, "import_time")
    assert blocker["reason"]
    assert blocker["recipe"]


def test_the_plan_knows_what_a_test_holds_back(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    mocked = """\
from unittest.mock import MagicMock
from app.persistence import PersistenceLayer

TOLD = {"get_player.return_value": 3}


def level(layer: PersistenceLayer) -> object:
    return layer.get_player(1)


def test_level() -> None:
    assert level(MagicMock(**TOLD)) == 3
"""
    (tree / "cases" / "test_level.py").write_text(mocked, encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    plan = facts(tmp_path / "out.json")
    found = {(b["line"], b["kind"]) for b in plan["blockers"] if b["file"] == "cases/test_level.py"}
    assert found == {(8, "held_back"), (12, "mock")}
    assert not [f for f in plan["functions"] if f["file"] == "cases/test_level.py"]


def test_a_verify_step_leaves_what_verify_finds(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tree / "ferry.toml").open("a", encoding="utf-8") as config:
        config.write('\n[[steps]]\nid = "prove"\nkind = "verify"\n')
    forgotten = "from app.persistence.async_layer import AsyncPersistenceLayer\n\n\n"
    forgotten += "async def size(layer: AsyncPersistenceLayer) -> None:\n    layer.count_players()\n"
    (tree / "cases" / "size.py").write_text(forgotten, encoding="utf-8")

    assert ferry("apply", "prove") == 1

    assert "cases/size.py:5" in capsys.readouterr().out
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == forgotten


def test_what_nobody_reads_to_its_end_is_no_success(tree: Path) -> None:
    program = "from tools.ferry.cli.main import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "--quiet", "--root", str(tree), "explain", "blockers"]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (141, b"")


def test_apply_writes_and_reports_the_files(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    assert ferry("apply", "migrate_cases", "--json", str(tmp_path / "out.json")) == 0

    assert facts(tmp_path / "out.json")["files"] == ["cases/size.py"]
    assert "await persistence.count_players()" in (tree / "cases" / "size.py").read_text(encoding="utf-8")


def test_a_diff_writes_nothing(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ferry("apply", "migrate_cases", "--diff") == 0

    assert "+    return await persistence.count_players()" in capsys.readouterr().out
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == SIZE


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
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == SIZE
    assert ferry("apply", "migrate_cases", "--allow-dirty") == 0


@pytest.mark.parametrize("under_git", [True, False])
@pytest.mark.parametrize("options", [(), ("--allow-dirty",)])
def test_after_an_apply_that_was_killed_no_step_goes_on(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str], under_git: bool, options: tuple[str, ...]
) -> None:
    if under_git:
        subprocess.run(["git", "init", "-q", str(tree)], check=True)
    killed = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tools.ferry.cli.main import main\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", killed, "--root", str(tree), "apply", "migrate_cases", "--allow-dirty"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == -signal.SIGKILL

    assert ferry("apply", "migrate_cases", *options) == 2

    error = capsys.readouterr().err
    assert re.search(r"cases/\.ferry-apply-\w+ is of an `apply` that was cut off", error)
    assert ("git clean -f" in error) == under_git
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == SIZE


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


def test_mentions_are_sites_of_a_kind_of_their_own(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "prose.py").write_text(
        '''"""Speaks of PersistenceLayer.

    And of get_persistence().
    """


def warn():
    name = "no PersistenceLayer"  # PersistenceLayers are another thing
    return name
''',
        encoding="utf-8",
    )
    (tree / "NOTES.md").write_text("# Notes\n\nAsk `get_persistence`.\n", encoding="utf-8")

    ferry("inventory", "--json", str(tmp_path / "out.json"))

    sites = [s for s in facts(tmp_path / "out.json")["sites"] if s["file"] in {"NOTES.md", "cases/prose.py"}]
    assert {site["kind"] for site in sites} == {"mention"}
    assert [(s["file"], s["line"], s["column"], s["method"], s["function"], s["category"]) for s in sites] == [
        ("NOTES.md", 3, 6, "get_persistence", "", "other"),
        ("cases/prose.py", 1, 14, "PersistenceLayer", "cases.prose", "cases"),
        ("cases/prose.py", 3, 12, "get_persistence", "cases.prose", "cases"),
        ("cases/prose.py", 8, 16, "PersistenceLayer", "cases.prose.warn", "cases"),
    ]


def test_code_inside_a_formatted_text_is_no_mention(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    text = """\
from app.persistence import get_persistence


def told(width):
    plain = f"{get_persistence().count_players():>{width}} of get_persistence"
    return plain + f'''
    {get_persistence().count_players()} players
    by get_persistence
    '''
"""
    (tree / "cases" / "told.py").write_text(text, encoding="utf-8")

    ferry("inventory", "--json", str(tmp_path / "out.json"))

    found = [site for site in facts(tmp_path / "out.json")["sites"] if site["file"] == "cases/told.py"]
    assert [(s["line"], s["column"]) for s in found if s["kind"] == "mention"] == [(5, 63), (8, 8)]
    assert [site["line"] for site in found if site["kind"] == "call"] == [5, 7]


def test_a_quoted_annotation_is_an_annotation_and_no_mention(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    quoted = 'from app.persistence import PersistenceLayer\n\n\ndef f(layer: "PersistenceLayer"):\n    layer.close()\n'
    (tree / "cases" / "quoted.py").write_text(quoted, encoding="utf-8")

    ferry("inventory", "--json", str(tmp_path / "out.json"))

    found = [site for site in facts(tmp_path / "out.json")["sites"] if site["file"] == "cases/quoted.py"]
    assert [(site["line"], site["kind"]) for site in found] == [(4, "annotation"), (5, "call")]


def test_people_read_mentions_apart_from_uses(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "cases" / "prose.py").write_text("# PersistenceLayer, or get_persistence()\n", encoding="utf-8")

    ferry("inventory")

    text = capsys.readouterr().out
    assert text.count("cases/prose.py:1 ") == 1
    assert text.index("Mentions") < text.index("cases/prose.py:1") < text.index("Uses")
    assert "mentions in prose" in text.splitlines()[-1]


def test_the_inventory_as_sarif_has_a_note_for_each_use(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    (tree / "cases" / "untyped.py").write_text("def f(thing):\n    return thing.count_players()\n", encoding="utf-8")

    ferry("inventory", "--sarif", str(tmp_path / "out.sarif"))

    [run] = facts(tmp_path / "out.sarif")["runs"]
    levels = {
        (r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["ruleId"]): r["level"]
        for r in run["results"]
    }
    assert levels["cases/size.py", "call"] == "note"
    assert levels["cases/untyped.py", "unknown"] == "warning"
    assert {r["ruleId"] for r in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_a_file_of_ours_that_is_not_committed_does_not_matter(ferry: Ferry, tree: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(tree), *command], check=True)
    with (tree / "ferry.toml").open("a", encoding="utf-8") as config:
        config.write("# looked over\n")

    assert ferry("apply", "migrate_cases") == 0


def test_a_tree_whose_state_git_cannot_tell_is_left_alone(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 2

    assert "git cannot tell what is committed" in capsys.readouterr().err
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == SIZE


def test_a_difference_of_a_file_in_another_encoding_can_be_applied_by_git(
    ferry: Ferry, tree: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    size = tree / "cases" / "size.py"
    size.write_bytes(b"# coding: latin-1\n# \xe9\n" + SIZE.encode())
    ferry("apply", "migrate_cases", "--diff", "--allow-dirty")
    patch = capfdbinary.readouterr().out

    subprocess.run(["git", "apply", "-"], cwd=tree, input=patch, check=True)

    assert b"# \xe9\n" in size.read_bytes()
    assert b"async def" in size.read_bytes()


def test_a_difference_can_be_applied_by_git(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ferry("apply", "migrate_cases", "--diff")
    patch = capsys.readouterr().out

    subprocess.run(["git", "apply", "-"], cwd=tree, input=patch, text=True, check=True)

    by_git = (tree / "cases" / "size.py").read_text(encoding="utf-8")
    (tree / "cases" / "size.py").write_text(SIZE, encoding="utf-8")
    ferry("apply", "migrate_cases")
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == by_git
