"""`[target] from_facade`: where a blocked place keeps the facade, the calls around it leave it one by one."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate, name_bridge
from tools.ferry.config import read_config
from tools.ferry.model import Hold
from tools.ferry.plan import analyse, make_plan

CENSUS = """\
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self._layer = layer
        self.first = self.total()

    def total(self) -> int:
        return self._layer.count_players()

    def admin(self, player_id: int) -> bool:
        return self._layer.is_admin(player_id) and bool(self._layer.get_player(player_id))

    def room(self) -> str:
        return self._layer.room_names()[0]
"""

MIGRATED = '''\
from app.persistence import PersistenceLayer
from app.persistence.async_layer import to_async


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self._layer = layer
        self.first = self.total()

    def total(self) -> int:
        return self._layer.count_players()

    async def admin(self, player_id: int) -> bool:
        return await to_async(self._layer).is_admin(player_id) and bool(await to_async(self._layer).get_player_by_id(player_id))

    def room(self) -> str:
        return self._layer.room_names()[0]
'''  # fmt: skip  # noqa: E501


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose `Census` calls the facade in its constructor."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "census.py").write_text(CENSUS, encoding="utf-8")
    return tmp_path


def test_without_a_bridge_everything_waits_for_the_constructor(tree: Path) -> None:
    migrate(tree)

    assert (tree / "cases" / "census.py").read_text(encoding="utf-8") == CENSUS


def test_with_a_bridge_only_what_the_constructor_calls_stays(tree: Path) -> None:
    changes = migrate(name_bridge(tree))

    assert (tree / "cases" / "census.py").read_text(encoding="utf-8") == MIGRATED
    assert [(b.kind, b.line) for b in changes.blockers] == [("constructor", 7), ("held_back", 10)]


def test_a_program_leaves_a_facade_that_a_constructor_keeps(tree: Path) -> None:
    program = 'if __name__ == "__main__":\n    layer = PersistenceLayer("memory")\n    print(layer.count_players())\n'
    (tree / "cases" / "census.py").write_text(f"{CENSUS}\n\n{program}    Census(layer)\n", encoding="utf-8")

    migrate(name_bridge(tree))

    text = (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert "        print(await to_async(layer).count_players())\n" in text
    assert "\n    asyncio.run(main())\n" in text


def test_the_plan_counts_what_a_blocker_holds_back_and_what_needs_the_bridge_for_it(tree: Path) -> None:
    root = name_bridge(tree)

    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        plan = make_plan(analysis)

    assert plan.holds == (Hold("cases/census.py", 7, held=1, bridged=2),)


def test_a_second_run_changes_nothing(tree: Path) -> None:
    migrate(name_bridge(tree))

    assert migrate(tree).contents == {}


def test_a_layer_inside_another_one_that_stays_stays_too(tree: Path) -> None:
    """`CachedLayer` is built around a synchronous layer as long as it is the synchronous one.

    So `Census`, which asks it while it is made, is made in a thread: the layer waits for a loop of its own.
    """
    cached = "from app.persistence.layer import PersistenceLayer\n\n\nclass CachedLayer(PersistenceLayer):\n"
    cached += "    def __init__(self, inner: PersistenceLayer) -> None:\n        self._inner = inner\n"
    (tree / "app" / "persistence" / "cached.py").write_text(cached, encoding="utf-8")
    layer = tree / "app" / "persistence" / "async_layer.py"
    heir = "\n\nclass AsyncCachedLayer(AsyncPersistenceLayer):\n    pass\n"
    layer.write_text(layer.read_text(encoding="utf-8") + heir, encoding="utf-8")
    classes = (
        '[target.classes]\n"app.persistence.cached.CachedLayer" = "app.persistence.async_layer.AsyncCachedLayer"\n'
    )
    config = tree / "ferry.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("[methods]\n", f"{classes}\n[methods]\n"), "utf-8")
    census = tree / "cases" / "census.py"
    main = "\n\ndef main() -> Census:\n    inner = PersistenceLayer('memory')\n    inner.count_players()\n"
    text = f"from app.persistence.cached import CachedLayer\n{CENSUS}{main}    return Census(CachedLayer(inner))\n"
    census.write_text(text, encoding="utf-8")

    migrate(name_bridge(tree))

    after = census.read_text(encoding="utf-8")
    assert "inner = PersistenceLayer('memory')\n    await to_async(inner).count_players()" in after
    assert "return await asyncio.to_thread(Census, CachedLayer(inner))" in after


@pytest.mark.parametrize(
    "taken",
    ["    to_async = str(player_id)\n    print(to_async)\n", "    def to_async() -> None: ...\n\n    to_async()\n"],
)
def test_a_bridge_whose_name_is_taken_is_named_over_its_module(tree: Path, taken: str) -> None:
    census = tree / "cases" / "census.py"
    other = (
        f"\n\ndef ask(census: Census, player_id: int) -> bool:\n{taken}    return census._layer.is_admin(player_id)\n"
    )
    census.write_text(CENSUS + other, encoding="utf-8")

    migrate(name_bridge(tree))
    again = migrate(tree)

    text = census.read_text(encoding="utf-8")
    assert "from app.persistence import PersistenceLayer, async_layer\n" in text
    assert "    return await async_layer.to_async(census._layer).is_admin(player_id)\n" in text
    assert "return await async_layer.to_async(self._layer).is_admin(player_id) and " in text
    assert again.contents == {}


def test_another_name_that_is_taken_is_noted(tree: Path) -> None:
    census = tree / "cases" / "census.py"
    census.write_text(
        f"{CENSUS.replace('def admin(self', 'def inspect(self')}\n\nto_async = AsyncPersistenceLayer = 1\n", "utf-8"
    )
    (tree / "cases" / "free.py").write_text(
        "from app.persistence import PersistenceLayer\n\n\n"
        "def ask(layer: PersistenceLayer, AsyncPersistenceLayer: int, async_layer: int = 1) -> bool:\n"
        "    return layer.is_admin(1)\n",
        encoding="utf-8",
    )

    notes = migrate(name_bridge(tree)).notes

    taken = [note for note in notes if "means something else" in note]
    assert taken == [
        "cases/free.py: `async_layer` means something else there, and is now the name of "
        "`app.persistence.async_layer` too"
    ]
    assert "def ask(layer: async_layer.AsyncPersistenceLayer, " in (tree / "cases" / "free.py").read_text("utf-8")


FAKED = """\
from app.persistence import PersistenceLayer, get_persistence


class Fake:
    def is_admin(self, player_id: int) -> bool:
        return player_id == 1


class Court:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def admits(self, player_id: int) -> bool:
        return self.layer.is_admin(player_id)


def ask() -> bool:
    return Court(Fake()).admits(1) and Court(get_persistence()).admits(1)
"""


def test_an_object_in_the_place_of_the_facade_is_a_blocker_after_the_step_too(tree: Path) -> None:
    census = tree / "cases" / "census.py"
    census.write_text(FAKED, encoding="utf-8")

    first = migrate(name_bridge(tree))
    second = migrate(tree)

    text = census.read_text(encoding="utf-8")
    assert "        return await to_async(self.layer).is_admin(player_id)\n" in text
    assert "    def __init__(self, layer: PersistenceLayer) -> None:\n" in text
    assert second.contents == {}
    assert {blocker.kind for blocker in (*first.blockers, *second.blockers)} == {"heir"}


ASKING = """\
from app.persistence import get_persistence


class Census:
    def __init__(self) -> None:
        self.size = get_persistence().count_players()


def admin() -> bool:
    return get_persistence().is_admin(1)
"""

PATCHING = """\
from unittest.mock import patch


def test_admin() -> None:
    with patch("cases.census.get_persistence") as accessor:
        accessor.return_value.is_admin.return_value = True
"""


HANDED_ON = """\
from app.persistence import PersistenceLayer, get_persistence


def composed(*functions):
    def run(value):
        for function in functions:
            value = function(value)
        return value

    return run


def level(layer: PersistenceLayer) -> int:
    return composed(lambda number: layer.get_player(number), lambda player: player.level)(2)


def table(layer: PersistenceLayer):
    return {"size": layer.count_players, "admin": layer.is_admin}


def answer(layer: PersistenceLayer, name: str, *rest: int) -> int:
    return table(layer)[name](*rest)


def by_level(layer: PersistenceLayer) -> list[int]:
    return max(1, 2, key=lambda number: layer.get_player(number).level)


def main():
    layer = get_persistence()
    return level(layer), answer(layer, "size"), by_level(layer)
"""


def test_a_lambda_hands_on_what_the_bridge_gives(tree: Path) -> None:
    (tree / "cases" / "census.py").write_text(HANDED_ON, encoding="utf-8")

    migrate(name_bridge(tree))

    text = (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert (
        "await composed(lambda number: to_async(layer).get_player_by_id(number), lambda player: player.level)(2)"
        in text
    )
    assert "value = await result if inspect.isawaitable(result := function(value)) else result" in text


def test_a_method_in_a_table_stays_on_the_facade_with_its_calls(tree: Path) -> None:
    (tree / "cases" / "census.py").write_text(HANDED_ON, encoding="utf-8")

    blockers = migrate(name_bridge(tree)).blockers

    text = (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert '    return {"size": layer.count_players, "admin": layer.is_admin}' in text
    assert (
        "def answer(layer: PersistenceLayer, name: str, *rest: int) -> int:\n    return table(layer)[name](*rest)"
        in text
    )
    assert ("held_back", 22) in {(blocker.kind, blocker.line) for blocker in blockers}


def test_a_method_that_is_expected_to_fail_leaves_the_facade(tree: Path) -> None:
    census = tree / "cases" / "census.py"
    expecting = "import pytest\n\n\ndef test_admin(census: Census) -> None:\n"
    expecting += "    pytest.raises(KeyError, census._layer.is_admin, 1)\n"
    census.write_text(f"{CENSUS}\n\n{expecting}", encoding="utf-8")

    migrate(name_bridge(tree))

    text = census.read_text(encoding="utf-8")
    assert "    with pytest.raises(KeyError):\n        await to_async(census._layer).is_admin(1)\n" in text


def test_a_stub_on_an_object_of_one_test_holds_back_what_runs_there(tree: Path) -> None:
    census = tree / "cases" / "census.py"
    ask = "\n\ndef size(census: Census) -> int:\n    return census._layer.count_players()\n"
    census.write_text(f"{CENSUS}{ask}", encoding="utf-8")
    test = tree / "cases" / "test_census.py"
    stub = "    census._layer.count_players = lambda: 3\n    assert census.total() == 3\n"
    test.write_text(
        "from app.persistence import get_persistence\nfrom cases.census import Census\n\n\n"
        f"def test_total() -> None:\n    census = Census(get_persistence())\n{stub}",
        encoding="utf-8",
    )

    blockers = migrate(name_bridge(tree)).blockers

    assert "    return await to_async(census._layer).count_players()\n" in census.read_text(encoding="utf-8")
    assert stub in test.read_text(encoding="utf-8")
    assert "mock" not in {blocker.kind for blocker in blockers}


def test_a_stub_on_an_object_that_stays_is_met_over_the_bridge(tree: Path) -> None:
    test = tree / "cases" / "test_census.py"
    stub = "    census._layer.is_admin = Mock(return_value=True)\n"
    asking = "    assert census._layer.is_admin(3)\n"
    test.write_text(
        "from unittest.mock import Mock\n\nfrom app.persistence import get_persistence\n"
        "from cases.census import Census\n\n\n"
        f"def test_admin() -> None:\n    census = Census(get_persistence())\n{stub}{asking}",
        encoding="utf-8",
    )

    blockers = migrate(name_bridge(tree)).blockers

    text = test.read_text(encoding="utf-8")
    assert stub in text
    assert "    assert await to_async(census._layer).is_admin(3)\n" in text
    assert "mock" not in {blocker.kind for blocker in blockers}


@pytest.mark.parametrize(
    ("either", "bridged"),
    [
        ("(census._layer or get_persistence())", "census._layer or get_persistence()"),
        ("(get_persistence() if number else census._layer)", "get_persistence() if number else census._layer"),
        ("(layer := census._layer)", "layer := census._layer"),
    ],
)
def test_an_expression_leaves_the_facade_as_a_whole(tree: Path, either: str, bridged: str) -> None:
    census = tree / "cases" / "census.py"
    ask = f"\n\ndef ask(census: Census, number: int) -> bool:\n    return {either}.is_admin(number)\n"
    text = CENSUS.replace("import PersistenceLayer\n", "import PersistenceLayer, get_persistence\n")
    census.write_text(text + ask, encoding="utf-8")

    migrate(name_bridge(tree))
    again = migrate(tree)

    assert f"    return await to_async({bridged}).is_admin(number)\n" in census.read_text(encoding="utf-8")
    assert again.contents == {}


def test_what_a_name_of_run_time_chooses_is_not_bridged_as_it_can_be_something_else(tree: Path) -> None:
    name_bridge(tree)
    chosen = "\n\nclass Parts:\n    def __init__(self, options):\n        self.layer = get_persistence()\n"
    chosen += "        self.other = options['other']()\n\n\ndef each(parts: Parts) -> None:\n"
    chosen += "    for name in ('layer', 'other'):\n        getattr(parts, name).count_players()\n"
    text = CENSUS.replace("import PersistenceLayer", "import PersistenceLayer, get_persistence") + chosen
    (tree / "cases" / "census.py").write_text(text, encoding="utf-8")

    changes = migrate(tree)

    assert "getattr(parts, name).count_players()\n" in (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert "untraced" in {blocker.kind for blocker in changes.blockers}


def test_the_body_of_a_class_awaits_nothing(tree: Path) -> None:
    census = tree / "cases" / "census.py"
    body = "    class Form:\n        size = census._layer.count_players()\n        first = census.total()\n\n"
    form = f"\n\ndef form(census: Census) -> bool:\n{body}    return census._layer.is_admin(Form.size)\n"
    census.write_text(CENSUS + form, encoding="utf-8")

    migrate(name_bridge(tree))

    text = census.read_text(encoding="utf-8")
    assert f"{body}    return await to_async(census._layer).is_admin(Form.size)\n" in text


def test_what_an_accessor_gives_twice_leaves_the_facade_one_by_one(tree: Path) -> None:
    (tree / "cases" / "census.py").write_text(ASKING, encoding="utf-8")

    migrate(name_bridge(tree))

    text = (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert "return await get_async_persistence().is_admin(1)" in text
    assert "self.size = get_persistence().count_players()" in text


def test_what_a_patched_accessor_gives_leaves_the_facade_together(tree: Path) -> None:
    (tree / "cases" / "census.py").write_text(ASKING, encoding="utf-8")
    (tree / "cases" / "test_census.py").write_text(PATCHING, encoding="utf-8")

    migrate(name_bridge(tree))

    text = (tree / "cases" / "census.py").read_text(encoding="utf-8")
    assert "get_async_persistence" not in text
