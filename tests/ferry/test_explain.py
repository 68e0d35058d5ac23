"""`ferry explain`: functions, kinds of blocker, rules."""

from pathlib import Path

import pytest

from tests.ferry.conftest import BLOCKED, Ferry, facts

Text = pytest.CaptureFixture[str]

CENSUS = """\
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int: return self.layer.count_players()

    def total(self) -> int:
        return self.layer.count_players()

    def text(self) -> str:
        return f"{self.count()} players"

    def count(self) -> int:
        return self.layer.count_players()

    def __str__(self) -> str: return self.text()
"""


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("cases.size.size", "-> persistence.count_players (cases/size.py:5)"),
        ("size", "must become async"),
        ("size", "Step: migrate_cases"),
        ("app.later.catalogue.title_of", "reaches no facade call"),
        ("count_players", "is async already"),
    ],
)
def test_a_function_is_explained_by_its_chain_to_the_facade(ferry: Ferry, capsys: Text, name: str, answer: str) -> None:
    name = "AsyncPersistenceLayer.count_players" if name == "count_players" else name

    assert ferry("explain", name) == 0

    assert answer in capsys.readouterr().out


def test_a_function_that_is_held_back_says_so(ferry: Ferry, tree: Path, capsys: Text) -> None:
    held = "def size():\n    return get_persistence().count_players()\n\n\nSIZE = size()\n"
    module = BLOCKED.replace("SIZE = get_persistence().count_players()", held)
    (tree / "cases" / "held.py").write_text(module, encoding="utf-8")

    assert ferry("explain", "cases.held.size") == 0

    text = capsys.readouterr().out
    assert "cases.held.size (cases/held.py:3) stays synchronous" in text
    assert "or is called from one: cases/held.py:7\n" in text


def test_what_is_held_back_names_the_place_that_holds_it(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "census.py").write_text(CENSUS, encoding="utf-8")

    assert ferry("explain", "cases/census.py:12") == 0

    text = capsys.readouterr().out
    assert "cases/census.py:12: held_back: `self.layer.count_players()`" in text
    assert "or is called from one: cases/census.py:9\n" in text


def test_a_function_without_a_facade_call_names_the_place_that_holds_it(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "census.py").write_text(CENSUS, encoding="utf-8")

    assert ferry("explain", "Census.text") == 0

    text = capsys.readouterr().out
    assert "cases.census.Census.text (cases/census.py:14) stays synchronous:" in text
    assert "what calls it cannot await, or shares its facade: cases/census.py:20 (special_method)" in text


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("cases/size.py:5", "cases.size.size (cases/size.py:4) must become async"),
        ("cases/size.py:1", "cases/size.py:1: no function is here, and no blocker"),
    ],
)
def test_a_place_is_explained_by_the_function_around_it(ferry: Ferry, capsys: Text, place: str, answer: str) -> None:
    assert ferry("explain", place) == 0

    assert answer in capsys.readouterr().out


@pytest.mark.parametrize("place", ["size.py:5", "{tree}/cases/size.py:5", "../cases/size.py:5"])
def test_a_path_may_be_written_as_it_is_from_here(
    ferry: Ferry, tree: Path, capsys: Text, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tree / "cases")

    assert ferry("explain", place.format(tree=tree)) == 0

    assert "cases.size.size (cases/size.py:4) must become async" in capsys.readouterr().out


def test_a_function_that_holds_a_blocker_names_it_with_its_recipe(ferry: Ferry, tree: Path, capsys: Text) -> None:
    module = (
        "from app.persistence import get_persistence\n\n\n"
        "class Census:\n    @property\n    def size(self):\n        return get_persistence().count_players()\n"
    )
    (tree / "cases" / "census.py").write_text(module, encoding="utf-8")

    assert ferry("explain", "Census.size") == 0

    text = capsys.readouterr().out
    assert "line 7: property: `get_persistence().count_players()`: reading an attribute cannot be awaited" in text
    assert "turn the property into an async method" in text


def test_a_name_that_several_functions_have_lists_them(ferry: Ferry, capsys: Text) -> None:
    assert ferry("explain", "count_players") == 2

    error = capsys.readouterr().err
    assert "there are several; which one?" in error
    assert "app.persistence.layer.PersistenceLayer.count_players" in error


@pytest.mark.parametrize("name", ["cases/size.py", "cases.size"])
def test_a_file_or_module_is_answered_with_its_functions(ferry: Ferry, capsys: Text, name: str) -> None:
    assert ferry("explain", name) == 2

    error = capsys.readouterr().err
    assert f"{name}: which function of it?" in error
    assert "  cases.size.size\n" in error


def test_a_line_that_the_file_does_not_have_is_wrong_use(ferry: Ferry, capsys: Text) -> None:
    assert ferry("explain", "cases/size.py:999") == 2

    assert "cases/size.py: has the lines 1 to 5, no 999" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "near"), [("sizes", "cases.size.size"), ("lamda", "lambda"), ("unawaitd", "unawaited")]
)
def test_a_name_that_is_almost_right_is_answered_with_what_could_be_meant(
    ferry: Ferry, capsys: Text, name: str, near: str
) -> None:
    assert ferry("explain", name) == 2

    assert f"  {near}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("lambda", "a lambda cannot contain await"),
        ("lambda", "Recipe: write an async function with a name"),
        ("lambda", "After:"),
        ("unawaited", "a coroutine is made and not awaited"),
        ("blockers", "# Blockers"),
    ],
)
def test_our_own_words_are_explained_without_a_configuration(
    ferry: Ferry, tree: Path, capsys: Text, name: str, answer: str
) -> None:
    (tree / "ferry.toml").unlink()

    assert ferry("explain", name) == 0

    assert answer in capsys.readouterr().out


def test_the_explanation_as_data_has_the_chain(ferry: Ferry, tmp_path: Path) -> None:
    ferry("explain", "size", "--json", str(tmp_path / "out.json"))

    found = facts(tmp_path / "out.json")
    assert (found["version"], found["kind"], found["colour"]) == (1, "function", "becomes_async")
    assert found["chain"] == ["cases.size.size", "persistence.count_players (cases/size.py:5)"]
