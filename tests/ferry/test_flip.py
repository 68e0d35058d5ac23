"""The flip test: mypy, which had no part in the inventory, is asked what it notices when only the facade is async."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.cli.main import main
from tools.ferry.config import read_config
from tools.ferry.flip import Flipped, Opinion, compare, flip
from tools.ferry.inventory import take_inventory
from tools.ferry.model import Inventory
from tools.ferry.plan import analyse

TYPED = """\
from app.persistence import PersistenceLayer


def total(persistence: PersistenceLayer) -> int:
    return persistence.count_players() + 1


def several(persistence: PersistenceLayer) -> int:
    count = persistence.count_players()
    again = count
    return again
"""
SILENT = """\
from app.persistence import PersistenceLayer


def made(persistence: PersistenceLayer) -> None:
    created = persistence.delete_player(1)
    assert created == 3
"""
UNTYPED = """\
def size(thing):
    return thing.count_players() + 1
"""


GENERATORS = """\
    def each(self) -> Iterator[Player]:
        \'\'\'All of them.

        In no order.
        \'\'\'
        yield from self.list_players()

    def one(self) -> Iterator[Player]: yield from self.list_players()

    def plain(self) -> Iterator[Player]:
        for player in self.list_players():
            yield player

    def counted(self) -> Generator[Player, None, int]:
        @staticmethod
        def kept() -> int:
            return 1

        yield from self.each()
        return self.count_players()

"""
LOOPS = """\
from app.persistence import PersistenceLayer


def each(persistence: PersistenceLayer) -> None:
    for player in persistence.each():
        print(player.name)
    print([player.name for player in persistence.one()])
    print(sorted(player.name for player in persistence.plain()))
    print(list(persistence.counted()))
    print(persistence.count_players() + 1)
"""


INSIDE = "    def has_players(self) -> bool:\n        return self.count_players() > 0\n\n"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with typed, silent and untyped callers, and a facade that calls itself."""
    root = tmp_path_factory.mktemp("tree")
    copy_tree(root)
    (root / "cases").mkdir()
    for name, text in (("typed", TYPED), ("silent", SILENT), ("untyped", UNTYPED)):
        (root / "cases" / f"{name}.py").write_text(text, encoding="utf-8")
    layer = root / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    layer.write_text(text.replace("    def room_names", f"{INSIDE}    def room_names"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def inventory(tree: Path) -> Inventory:
    """What the inventory knows about the tree."""
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        return take_inventory(analysis)


@pytest.fixture(scope="module")
def flipped(tree: Path) -> Flipped:
    """What mypy notices when the facade is async."""
    return flip(tree, read_config(tree / "ferry.toml"), lambda _: None)


def places(opinion: Opinion, who: str) -> set[tuple[str, int]]:
    return {(risk.file, risk.line) for risk in opinion.missed_by(who) if risk.file.startswith("cases/")}


def test_what_both_see_is_no_risk(flipped: Flipped, inventory: Inventory) -> None:
    opinion = compare(flipped, inventory)

    assert "count_players" in opinion.methods
    assert ("cases/typed.py", 5) not in {(risk.file, risk.line) for risk in opinion.risks}
    assert opinion.at_the_statement >= 1
    assert places(opinion, "inventory") == set()


def test_a_site_that_the_checker_does_not_notice_is_named(flipped: Flipped, inventory: Inventory) -> None:
    assert ("cases/silent.py", 5) in places(compare(flipped, inventory), "checker")


def test_a_receiver_that_nobody_knows_is_named_with_its_cause(flipped: Flipped, inventory: Inventory) -> None:
    opinion = compare(flipped, inventory)

    [risk] = [risk for risk in opinion.missed_by("both") if risk.file == "cases/untyped.py"]
    assert risk.line == 2
    assert "thing.count_players" in risk.what
    assert "no annotation" in risk.what


def test_a_blind_inventory_is_shown_what_the_checker_sees(flipped: Flipped, inventory: Inventory) -> None:
    blind = replace(inventory, sites=tuple(site for site in inventory.sites if site.file != "cases/typed.py"))

    opinion = compare(flipped, blind)

    assert ("cases/typed.py", 5) in places(opinion, "inventory")
    assert {line for file, line in places(opinion, "inventory") if file == "cases/typed.py"} >= {5, 11}


def test_a_candidate_in_no_list_of_the_inventory_is_named(flipped: Flipped, inventory: Inventory) -> None:
    blind = replace(inventory, unknown=())

    risks = [risk for risk in compare(flipped, blind).missed_by("both") if risk.file == "cases/untyped.py"]

    assert [risk.what for risk in risks] == ["thing.count_players: in no list of the inventory"]


def test_what_the_facade_itself_does_is_no_risk(flipped: Flipped, inventory: Inventory) -> None:
    opinion = compare(flipped, inventory)

    assert opinion.inside >= 1
    assert [risk for risk in opinion.risks if risk.file == "app/persistence/layer.py"] == []


def test_what_the_target_itself_does_is_no_risk(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    layer = tmp_path / "app" / "persistence" / "async_layer.py"
    text = layer.read_text(encoding="utf-8")
    method = "    async def kept(self, kept: dict) -> object:\n        return kept.get_player(1)\n\n    async def "
    layer.write_text(text.replace("    async def ", method, 1), encoding="utf-8")
    config = read_config(tmp_path / "ferry.toml")
    with analyse(tmp_path, config) as analysis:
        known = replace(take_inventory(analysis), elsewhere=(), unknown=())

    opinion = compare(flip(tmp_path, config, lambda text: None), known)

    assert [risk for risk in opinion.risks if risk.file == "app/persistence/async_layer.py"] == []


def test_generators_of_the_facade_are_flipped_whatever_they_yield(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "loops.py").write_text(LOOPS, encoding="utf-8")
    layer = tmp_path / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    text = text.replace("import Iterator", "import Generator, Iterator")
    layer.write_text(text.replace("    def room_names", f"{GENERATORS}    def room_names"), encoding="utf-8")
    config = read_config(tmp_path / "ferry.toml")

    flipped = flip(tmp_path, config, lambda text: None)

    assert flipped.problem == ""
    noticed = {diagnostic.line for diagnostic in flipped.new if diagnostic.file == "cases/loops.py"}
    assert noticed == {number for number, line in enumerate(LOOPS.splitlines(), 1) if "persistence." in line}


@pytest.mark.parametrize("option", [["--sarif", "-"], ["--ratchet", "r.json"], ["--github"], ["--strict"]])
def test_the_other_forms_of_the_findings_are_refused(
    tree: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert main(["--quiet", "--root", str(tree), "verify", "--flip", *option]) == 2
    assert f"--flip has no {option[0]}" in capsys.readouterr().err


def test_only_the_copy_is_changed(tree: Path, flipped: Flipped) -> None:
    assert flipped.methods
    assert [path for path in sorted(tree.rglob("layer.py")) if "async def" in path.read_text(encoding="utf-8")] == []


def test_the_command_line_tells_the_risk(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "flip.json"

    code = main(["--quiet", "--root", str(tree), "verify", "--flip", "--json", str(out)])

    assert code == 1
    assert "cases/untyped.py:2" in capsys.readouterr().out
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["version"] == 1
    assert {"file": "cases/silent.py", "line": 5, "who": "checker"}.items() <= next(
        risk for risk in found["risks"] if risk["file"] == "cases/silent.py"
    ).items()
