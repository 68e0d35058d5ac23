"""The ratchet of `ferry verify`: counts may only fall, and it says who raised one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ferry.conftest import git
from tools.ferry.cli.main import main
from tools.ferry.model import Finding, WrongUse
from tools.ferry.ratchet import turn

SLOW = "import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n"
USE = "from lib import work\n\n\nasync def one() -> int:\n    return work() + 1\n"
FINDING = Finding("slow.py", 3, 5, "blocking", "`time.sleep` blocks")

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
    """`ferry verify` on that tree, without mypy."""

    def run(*arguments: str) -> int:
        return main(["--root", str(tree), "verify", "--no-mypy", *arguments])

    return run


def commit_first(tree: Path) -> None:
    """Put the tree under git, as Ada."""
    git(tree, "init", "-q")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "first")


def always(file: str, rule: str) -> bool:
    """Say that everything was looked for."""
    return True


def counts(path: Path) -> dict[str, int]:
    """Return the counts of the file."""
    found: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["counts"]
    return found


def test_the_ratchet_says_who_raised_a_count(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    commit_first(tree)
    assert ferry("--ratchet", ratchet) == 0
    (tree / "slow.py").write_text(f"import time\n\n\nasync def g() -> None:\n    time.sleep(2)\n\n\n{SLOW}")
    git(tree, "commit", "-q", "-a", "-m", "wait for the mail", day="2026-03-04", name="Grace")

    assert ferry("--ratchet", ratchet) == 1

    err = capsys.readouterr().err
    assert "ratchet: slow.py blocking: 2, was 1" in err
    assert re.search(r"slow\.py:5: .*\n.*Grace, 2026-03-04, [0-9a-f]{12}: wait for the mail", err)
    assert "Ada" not in err


def test_the_ratchet_names_what_is_not_committed(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    commit_first(tree)
    ferry("--ratchet", ratchet)
    (tree / "slow.py").write_text(SLOW + "    time.sleep(2)\n")

    assert ferry("--ratchet", ratchet) == 1

    assert re.search(r"slow\.py:6: .*\n.*not committed yet", capsys.readouterr().err)

    assert ferry("--ratchet", ratchet, "--json") == 1

    [new] = json.loads(capsys.readouterr().out)["risen"][0]["new"]
    assert new["author"] == {"commit": "0" * 40, "name": "", "time": None, "subject": ""}


def test_the_ratchet_works_without_git(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    ferry("--ratchet", ratchet)
    (tree / "slow.py").write_text(SLOW + "    time.sleep(2)\n")

    assert ferry("--ratchet", ratchet) == 1

    assert "no git repository" in capsys.readouterr().err


def test_the_ratchet_falls_and_stays_down(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    (tree / "slow.py").write_text(SLOW + "    time.sleep(2)\n")
    ferry("--ratchet", ratchet)
    (tree / "slow.py").write_text(SLOW)
    assert ferry("--ratchet", ratchet) == 0

    (tree / "slow.py").write_text(SLOW + "    time.sleep(2)\n")

    assert ferry("--ratchet", ratchet) == 1


def test_moving_a_file_is_no_rise(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    ferry("--ratchet", ratchet)
    (tree / "slow.py").rename(tree / "moved.py")

    assert ferry("--ratchet", ratchet) == 0

    (tree / "another.py").write_text(SLOW)
    assert ferry("--ratchet", ratchet) == 1


def test_a_file_that_moved_keeps_its_count_and_another_does_not_get_it(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "quick.py").write_text("def g() -> None:\n    pass\n", encoding="utf-8")
    ferry("--ratchet", str(tree / "counts.json"))
    commit_first(tree)
    git(tree, "mv", "slow.py", "tardy.py")
    (tree / "quick.py").write_text(SLOW, encoding="utf-8")
    git(tree, "commit", "-q", "-a", "-m", "wait for the mail", day="2026-03-04", name="Grace")
    capsys.readouterr()

    assert ferry("--ratchet", str(tree / "counts.json")) == 1

    said = capsys.readouterr().err
    assert "quick.py blocking: 1, was 0" in said
    assert "tardy.py" not in said


def test_the_ratchet_names_who_changed_what_an_old_line_uses(
    ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = tree / "ratchet.json"
    (tree / "lib.py").write_text("def work() -> int:\n    return 1\n", encoding="utf-8")
    (tree / "use.py").write_text(USE, encoding="utf-8")
    git(tree, "init", "-q")
    ferry("--ratchet", str(ratchet))
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "first")
    (tree / "lib.py").write_text("async def work() -> int:\n    return 1\n", encoding="utf-8")
    git(tree, "commit", "-q", "-a", "-m", "work may wait", day="2026-03-04", name="Grace")

    assert ferry("--ratchet", str(ratchet)) == 1

    err = capsys.readouterr().err
    assert "ratchet: use.py unawaited: 1, was 0" in err
    assert re.search(
        r"what it uses was changed since then, by one of\n.*Grace, 2026-03-04, [0-9a-f]{12}: work may", err
    )
    assert "Ada" not in err


def test_a_file_that_git_does_not_know_yet_is_not_committed(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    commit_first(tree)
    ferry("--ratchet", ratchet)
    (tree / "new.py").write_text(SLOW, encoding="utf-8")

    assert ferry("--ratchet", ratchet) == 1

    assert re.search(r"new\.py:5: .*\n.*not committed yet", capsys.readouterr().err)


def test_a_count_of_what_was_not_looked_for_stays(tmp_path: Path) -> None:
    path = tmp_path / "ratchet.json"
    left = Finding("slow.py", 1, 1, "facade", "a migrated package refers to the facade")
    turn(path, [FINDING, left], tmp_path, always)

    assert turn(path, [], tmp_path, lambda file, rule: rule != "facade") == []

    assert counts(path) == {"slow.py facade": 1}


def test_a_run_that_asks_for_less_keeps_the_counts_of_a_run_that_asked_for_more(
    ferry: Ferry, tree: Path, tmp_path: Path
) -> None:
    ratchet = tmp_path / "ratchet.json"
    (tree / "store.py").write_text("class Store:\n    def get(self) -> int:\n        return 1\n", encoding="utf-8")
    (tree / "target.py").write_text("class AsyncStore:\n    async def get(self) -> int:\n        return 1\n")
    (tree / "use.py").write_text(
        "from store import Store\n\n\ndef show(store: Store) -> int:\n    return store.get()\n"
    )
    (tree / "ferry.toml").write_text(
        'version = 1\n[facade]\nclass = "store.Store"\n[target]\nclass = "target.AsyncStore"\n', encoding="utf-8"
    )
    ferry("--strict", "--ratchet", str(ratchet))
    strict = counts(ratchet)
    assert any(key.endswith(" facade") for key in strict)

    assert ferry("--ratchet", str(ratchet)) == 0

    assert counts(ratchet) == strict


def test_what_rose_is_in_the_json(ferry: Ferry, tree: Path, tmp_path: Path) -> None:
    ratchet, out = str(tmp_path / "ratchet.json"), tmp_path / "out.json"
    ferry("--ratchet", ratchet)
    (tree / "slow.py").write_text(SLOW + "    time.sleep(2)\n", encoding="utf-8")

    ferry("--ratchet", ratchet, "--json", str(out))

    [rise] = json.loads(out.read_text(encoding="utf-8"))["risen"]
    assert (rise["file"], rise["rule"], rise["count"], rise["before"]) == ("slow.py", "blocking", 2, 1)


def test_a_file_that_moved_and_grew_shows_what_is_new_alone(
    ferry: Ferry, tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratchet = str(tmp_path / "ratchet.json")
    ferry("--ratchet", ratchet)
    (tree / "slow.py").unlink()
    (tree / "moved.py").write_text(SLOW + "    time.sleep(2)\n", encoding="utf-8")

    assert ferry("--ratchet", ratchet) == 1

    assert "ratchet: moved.py blocking: 2, was 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{"nonsense": 9}', "'nonsense' is not a file, a space and a rule"),
        ('{"a.py unawaited": -2}', "'a.py unawaited': -2 is not a count"),
        ('{"a.py unawaited": true}', "true is not a count"),
    ],
)
def test_a_damaged_count_is_named(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "ratchet.json"
    path.write_text(f'{{"version": 1, "counts": {written}}}', encoding="utf-8")

    with pytest.raises(WrongUse, match=re.escape(said)):
        turn(path, [FINDING], tmp_path, always)


def test_a_merge_conflict_is_named_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ratchet.json"
    conflict = '<<<<<<< HEAD\n  "a.py blocking": 2\n=======\n  "a.py blocking": 1\n>>>>>>> other'
    path.write_text(f'{{"version": 1, "counts": {{\n{conflict}\n}}}}\n', encoding="utf-8")

    with pytest.raises(WrongUse, match=re.escape(f"{path}:2: a merge conflict; keep the smaller one of two counts")):
        turn(path, [FINDING], tmp_path, always)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "counts": {}}', '{"version": 1, "counts": []}'])
def test_a_file_that_is_no_ratchet_is_wrong_use_and_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ratchet.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(WrongUse, match=re.escape(str(path))):
        turn(path, [FINDING], tmp_path, always)

    assert path.read_text(encoding="utf-8") == text
