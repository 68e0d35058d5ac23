"""The cache of outlines, answers and facts: it changes how long a run takes, never what it says."""

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from benchmarks.ferry.generate import SIZES, generate
from tools.ferry import inventory as inventory_package
from tools.ferry import plan as plan_package
from tools.ferry.cache.entries import trim
from tools.ferry.cli.main import main
from tools.ferry.config import Config, read_config
from tools.ferry.edits.held_for_tests import hold_for_tests
from tools.ferry.inventory import take_inventory
from tools.ferry.model import Inventory
from tools.ferry.plan import Analysis, analyse, make_plan
from tools.ferry.source import Module, read_program
from tools.ferry.types import Pyrefly

BASE = """\
from app.persistence import PersistenceLayer


class Base:
    def size(self, key: str) -> int:
        return 1


def of_persistence(layer: PersistenceLayer) -> PersistenceLayer:
    return layer
"""
USER = """\
from app.base import Base, of_persistence
from app.persistence import PersistenceLayer


class Heir(Base):
    pass


def use(heir: Heir, layer: PersistenceLayer) -> object:
    return of_persistence(layer).count_rooms()
"""

ROOMS = """\
class Rooms:
    def count_rooms(self) -> int:
        return 1
"""
BYSTANDER = """\
from app.rooms import Rooms


def of_rooms(rooms: Rooms) -> int:
    return rooms.count_rooms()
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small generated code base, with a class in one file and its heir in another."""
    root = tmp_path / "tree"
    generate(root, SIZES["small"])
    (root / "app" / "base.py").write_text(BASE, encoding="utf-8")
    (root / "app" / "user.py").write_text(USER, encoding="utf-8")
    (root / "app" / "rooms.py").write_text(ROOMS, encoding="utf-8")
    (root / "app" / "bystander.py").write_text(BYSTANDER, encoding="utf-8")
    return root


def inventory(tree: Path, monkeypatch: pytest.MonkeyPatch, cache: Path | None) -> bytes:
    """Return the JSON of `ferry inventory` with the cache in a folder, or without."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(cache) if cache else "")
    out = tree.parent / "out.json"
    assert main(["--quiet", "--root", str(tree), "inventory", "--json", str(out)]) in {0, 1}
    return out.read_bytes()


def test_answers_are_the_same_without_a_cache_with_an_empty_one_and_with_a_full_one(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"

    without = inventory(tree, monkeypatch, None)

    assert inventory(tree, monkeypatch, cache) == without
    kept = sorted(cache.iterdir())
    assert kept
    assert inventory(tree, monkeypatch, cache) == without
    assert sorted(cache.iterdir()) == kept


def test_a_base_class_that_changes_in_one_file_changes_the_facts_of_those_that_depend_on_it(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    before = inventory(tree, monkeypatch, cache)
    changed = BASE.replace("-> PersistenceLayer", "-> 'Rooms'") + (
        "\n\nclass Rooms:\n    def count_rooms(self) -> int:\n        return 1\n"
    )
    (tree / "app" / "base.py").write_text(changed, encoding="utf-8")

    after = inventory(tree, monkeypatch, cache)

    assert b'"app.base.Rooms"' in after
    assert b'"app.base.Rooms"' not in before
    assert after == inventory(tree, monkeypatch, None)


def test_lines_that_move_in_one_file_move_nothing_wrong_in_others(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    inventory(tree, monkeypatch, cache)
    layer = tree / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    moved = text.replace(
        "        raise NotImplementedError\n", "        # later\n\n        raise NotImplementedError\n"
    )
    layer.write_text(moved, encoding="utf-8")
    kept = set(cache.iterdir())

    after = inventory(tree, monkeypatch, cache)

    assert after == inventory(tree, monkeypatch, None)
    new = sorted(path.name.partition("-")[0] for path in set(cache.iterdir()) - kept)
    assert new in (["facts", "outline"], ["answers", "facts", "outline"]), "only the edited file was read again"


def test_an_attribute_that_one_file_gains_is_asked_about_only_where_imports_lead_to_that_file(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    inventory(tree, monkeypatch, cache)
    with (tree / "app" / "base.py").open("a", encoding="utf-8") as stream:
        stream.write("\n\ndef more(layer: PersistenceLayer):\n    return layer\n")
    asked: list[str] = []
    ask = Pyrefly.definitions

    def noted(self: Pyrefly, file: str, places: Sequence[tuple[int, int]]) -> list[list[tuple[str, int]]]:
        asked.append(file)
        return ask(self, file, places)

    monkeypatch.setattr(Pyrefly, "definitions", noted)
    after = inventory(tree, monkeypatch, cache)

    assert sorted(asked) == ["app/base.py", "app/user.py"]
    assert after == inventory(tree, monkeypatch, None)


def test_the_checker_answers_the_same_from_what_a_new_file_can_see_as_from_all_files(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FERRY_CACHE_DIR", "")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program, file, place = read_program(tree), "app/user.py", (10, len("    return of_persistence(layer)."))
    other = next(name for name in program.files if name.startswith("app/services/") and name.endswith("/service.py"))

    def answers(*new: str) -> tuple[list[list[tuple[str, int]]], list[int]]:
        """Return what the checker says that begins with the new files, and how many files its copy has each time."""
        with Pyrefly(program, (".",), new) as checker:
            checker.begin()
            found, copied = [], []
            for asked, at in ((file, place), (file, (5, len("class "))), (other, (1, 0)), (file, place)):
                found += checker.definitions(asked, [at])
                copied.append(len(list(tmp_path.glob("ferry-*/tree/**/*.py"))))
            return found, copied

    (of_new, some), (of_all, every) = answers(file), answers()

    assert of_new == of_all
    assert of_all[0]
    assert some[0] == some[1] < len(program.files)
    assert some[2:] == every[2:] == [len(program.files)] * 2
    assert list(tmp_path.glob("ferry-*")) == []


def test_processes_that_share_the_folder_do_not_disturb_each_other(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {**os.environ, "FERRY_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, "-c", "from tools.ferry.cli.main import main; raise SystemExit(main())", "--quiet"]
    outs = [tmp_path / "one.json", tmp_path / "other.json"]

    running = [
        subprocess.Popen(
            [*program, "--root", str(tree), "inventory", "--json", str(out)], env=environment, stdout=subprocess.DEVNULL
        )
        for out in outs
    ]

    assert {process.wait(timeout=240) for process in running} <= {0, 1}
    assert [out.read_bytes() for out in outs] == [inventory(tree, monkeypatch, None)] * 2
    assert all(path.suffix == ".json" for path in (tmp_path / "cache").iterdir()), "nothing is left half written"


def test_a_damaged_entry_is_asked_for_again(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    before = inventory(tree, monkeypatch, cache)
    for entry in cache.iterdir():
        entry.write_bytes(b"{half an ent")

    assert inventory(tree, monkeypatch, cache) == before


def test_the_entries_that_were_not_used_for_longest_go_first(tmp_path: Path) -> None:
    for number in range(5):
        entry = tmp_path / f"{number}.json"
        entry.write_bytes(b"[]")
        os.utime(entry, (number, number))

    trim(tmp_path, limit=2)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.json", "4.json"]


def test_a_module_whose_outline_is_kept_is_parsed_when_its_syntax_is_asked_for_and_is_the_same(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FERRY_CACHE_DIR", str(tmp_path / "cache"))
    first = read_program(tree)
    again = read_program(tree)

    assert all(module.is_open for module in first.files.values())
    assert not any(module.is_open for module in again.files.values())
    for file, module in first.files.items():
        assert facts(again.files[file]) == facts(module)
    assert all(module.is_open for module in again.files.values())


def facts(module: Module) -> object:
    """Return what a module shows with and without its syntax."""
    return (
        module.outline,
        list(module.functions),
        {name: (list(cls.methods), list(cls.assigned), ast.dump(cls.node)) for name, cls in module.classes.items()},
        [(d.name, d.line, ast.dump(d.node), list(d.assigned)) for d in module.definitions],
        {name: len(nodes) for name, nodes in module.loads.items()},
        list(module.stores),
        list(module.assigned),
    )


def test_a_module_that_has_nothing_to_do_with_the_facade_is_not_parsed_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FERRY_CACHE_DIR", str(tmp_path / "cache"))
    config = read_config(tree / "ferry.toml")
    parsed = []
    for _ in range(2):
        with analyse(tree, config) as analysis:
            make_plan(hold_for_tests(analysis))
            parsed.append({file for file, module in analysis.project.program.files.items() if module.is_open})

    assert any(file.endswith("/rules.py") for file in parsed[0])
    assert not any(file.endswith("/rules.py") for file in parsed[1])


def opened_again(tree: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the files whose syntax a second run asks for."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(cache))
    config = read_config(tree / "ferry.toml")
    with analyse(tree, config) as analysis:
        take_inventory(analysis)
    with analyse(tree, config) as analysis:
        found = take_inventory(analysis)
        opened = {file for file, module in analysis.project.program.files.items() if module.is_open}
    monkeypatch.setenv("FERRY_CACHE_DIR", "")
    with analyse(tree, config) as analysis:
        assert found == take_inventory(analysis)
    return opened


def test_a_module_whose_objects_are_known_to_be_of_other_classes_is_not_parsed_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opened_again(tree, tmp_path / "cache", monkeypatch)

    assert "app/user.py" in opened
    assert not {file for file in opened if file.endswith(("/registry.py", "/bystander.py"))}


@pytest.mark.parametrize(
    "unclear",
    [
        BYSTANDER.replace("rooms: Rooms", "rooms=Rooms()"),  # a caller may give another object
        BYSTANDER + "\n\ndef of_any(rooms) -> int:\n    return rooms.count_rooms()\n",
        BYSTANDER + "\n\ndef of(holder: 'Holder') -> int:\n    return holder.rooms.count_rooms()\n"
        "\n\nclass Holder:\n    def __init__(self) -> None:\n        self.rooms = Rooms()\n",
    ],
)
def test_a_module_with_an_object_of_which_other_code_decides_is_looked_at_each_time(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unclear: str
) -> None:
    (tree / "app" / "bystander.py").write_text(unclear, encoding="utf-8")

    assert "app/bystander.py" in opened_again(tree, tmp_path / "cache", monkeypatch)


def run(tree: Path, *arguments: str) -> bytes:
    """Return the JSON of a command."""
    out = tree.parent / "out.json"
    assert main(["--quiet", "--root", str(tree), *arguments, "--json", str(out)]) in {0, 1}
    return out.read_bytes()


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """The trees that are analysed, with a cache in a folder."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(tmp_path / "cache"))
    found: list[Path] = []

    def noted(root: Path, config: Config, *, progress: Callable[[str], None]) -> AbstractContextManager[Analysis]:
        found.append(root)
        return analyse(root, config, progress=progress)

    monkeypatch.setattr(plan_package, "analyse", noted)
    return found


def test_a_tree_that_stays_the_same_is_analysed_once_for_the_inventory_and_the_plan(
    tree: Path, analyses: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(tree, "inventory"), run(tree, "plan")
    again = run(tree, "inventory"), run(tree, "plan")

    assert len(analyses) == 1
    monkeypatch.setenv("FERRY_CACHE_DIR", "")
    assert first == again == (run(tree, "inventory"), run(tree, "plan"))


@pytest.mark.parametrize("file", ["app/base.py", "notes.md", "ferry.toml", "app/new.py"])
def test_a_file_that_changes_or_comes_makes_the_tree_another_one(
    tree: Path, analyses: list[Path], monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    run(tree, "inventory")
    with (tree / file).open("a", encoding="utf-8") as stream:
        stream.write("\n# of PersistenceLayer\n")

    after = run(tree, "inventory")

    assert len(analyses) == 2
    monkeypatch.setenv("FERRY_CACHE_DIR", "")
    assert after == run(tree, "inventory")


def test_a_tree_that_changes_while_it_is_analysed_is_not_taken_for_the_one_before(
    tree: Path, analyses: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(analysis: Analysis) -> Inventory:
        (tree / "app" / "base.py").write_text("", encoding="utf-8")
        return take_inventory(analysis)

    before = (tree / "app" / "base.py").read_text(encoding="utf-8")
    monkeypatch.setattr(inventory_package, "take_inventory", changing)
    run(tree, "inventory")
    (tree / "app" / "base.py").write_text(before, encoding="utf-8")

    run(tree, "inventory")

    assert len(analyses) == 2


EDITS: dict[str, tuple[str, str, str]] = {
    "a body": ("app/user.py", "    return of_persistence", "    layer = layer\n    return of_persistence"),
    "a signature": ("app/base.py", "def size(self, key: str)", 'def size(self, key: str, more: str = "")'),
    "what a function gives": ("app/base.py", "layer: PersistenceLayer) -> PersistenceLayer", "layer)"),
    "a base": ("app/user.py", "class Heir(Base):", "class Heir:"),
    "a caller": ("app/user.py", "def use(", "def first(layer):\n    return use(Heir(), layer)\n\n\ndef use("),
    "ends of lines": ("app/base.py", "\n", "\r\n"),
    "a mark of the encoding": ("app/user.py", "from app.base", "\ufefffrom app.base"),
    "a namesake that joins the family": (
        "app/rooms.py",
        "class Rooms:",
        "from app.persistence import PersistenceLayer\n\n\nclass Rooms(PersistenceLayer):",
    ),
    "a caller that gives the facade to a bystander": (
        "app/user.py",
        "def use(",
        "from app.bystander import of_rooms\n\n\ndef more(layer: PersistenceLayer):\n    of_rooms(layer)\n\n\ndef use(",
    ),
    "a method that a namesake loses": ("app/rooms.py", "count_rooms", "count_doors"),
    "a class of that name": ("app/user.py", "class Heir(Base):", "class PersistenceLayer(Base):"),
}
"""What changes -> file, text, another text."""


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_inventory_and_plan_after_an_edit_are_those_of_a_first_run(
    tree: Path, analyses: list[Path], monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str, str]
) -> None:
    name, old, new = edit
    before = run(tree, "inventory"), run(tree, "plan")
    text = (tree / name).read_text(encoding="utf-8")
    assert old in text
    (tree / name).write_bytes(text.replace(old, new).encode())

    warm = run(tree, "inventory"), run(tree, "plan")
    (tree / name).write_text(text, encoding="utf-8")
    back = run(tree, "inventory"), run(tree, "plan")

    assert len(analyses) == 2
    assert back == before
    monkeypatch.setenv("FERRY_CACHE_DIR", "")
    (tree / name).write_bytes(text.replace(old, new).encode())
    assert warm == (run(tree, "inventory"), run(tree, "plan"))


def test_choices_for_a_gap_are_weighed_only_for_the_plan(tree: Path, analyses: list[Path]) -> None:
    layer = tree / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    layer.write_text(
        text.replace("\n\n_layer:", "\n    def only_here(self) -> int: ...\n\n\n_layer:"), encoding="utf-8"
    )

    run(tree, "inventory")
    made = json.loads(run(tree, "plan"))

    assert made["gaps"] == ["only_here"]
    assert len(analyses) == 2
