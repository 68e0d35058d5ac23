"""Arguments that the target takes by another name, or by keyword: the calls follow, and what tests say of them."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.model import Blocker

MEETING = """\
from unittest.mock import MagicMock, call

from app.persistence import PersistenceLayer


def meet(layer: PersistenceLayer, number: int) -> bool:
    return layer.is_admin(number) and layer.get_player(player_id=number) is layer.get_player(number)


def test_meet() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    meet(layer, 3)
    layer.is_admin.assert_called_once_with(3)
    layer.get_player.assert_any_call(player_id=3)
    layer.assert_has_calls([call.is_admin(3), call.get_player(player_id=3)])
"""

MET = """\
from unittest.mock import MagicMock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def meet(layer: AsyncPersistenceLayer, number: int) -> bool:
    return await layer.is_admin(player_id=number) and await layer.get_player_by_id(id=number) is await layer.get_player_by_id(number)


@pytest.mark.asyncio
async def test_meet() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    await meet(layer, 3)
    layer.is_admin.assert_awaited_once_with(player_id=3)
    layer.get_player_by_id.assert_any_await(id=3)
    layer.assert_has_calls([call.is_admin(player_id=3), call.get_player_by_id(id=3)])
"""  # noqa: E501

ONE = """\
from app.persistence import PersistenceLayer


def ask(layer: PersistenceLayer, *rest: int, **named: int) -> None:
    {call}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose target has other names for parameters, and one by keyword alone."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    layer = tmp_path / "app" / "persistence" / "async_layer.py"
    text = layer.read_text(encoding="utf-8")
    text = text.replace("get_player_by_id(self, player_id: int)", "get_player_by_id(self, id: int)")
    text = text.replace("is_admin(self, player_id: int)", "is_admin(self, *, player_id: int)")
    text = text.replace("move_player(self, room: str, player_id: int)", "move_player(self, room: str, to: int)")
    layer.write_text(text, encoding="utf-8")
    return tmp_path


def migrated(tree: Path, text: str) -> tuple[str, list[Blocker]]:
    """Return what becomes of the module, and the blockers."""
    file = tree / "cases" / "test_meeting.py"
    file.write_text(text, encoding="utf-8")
    blockers = migrate(tree).blockers
    return file.read_text(encoding="utf-8"), blockers


def test_arguments_follow_with_what_tests_say_of_them(tree: Path) -> None:
    text, blockers = migrated(tree, MEETING)

    assert text == MET
    assert blockers == []
    assert migrate(tree).contents == {}


def test_arguments_of_a_call_over_the_bridge_follow(tree: Path) -> None:
    layer = tree / "app" / "persistence" / "async_layer.py"
    bridge = "\n\ndef to_async(layer) -> AsyncPersistenceLayer:\n    return layer\n"
    layer.write_text(layer.read_text(encoding="utf-8") + bridge, encoding="utf-8")
    config = tree / "ferry.toml"
    line = '[target]\nfrom_facade = "app.persistence.async_layer.to_async"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", line), encoding="utf-8")
    call = "sorted(rest, key=lambda number: layer.count_players())\n    layer.get_player(player_id=1)"

    text, _ = migrated(tree, ONE.format(call=call))

    assert "    await to_async(layer).get_player_by_id(id=1)\n" in text


@pytest.mark.parametrize(
    ("call", "follows"),
    [
        ("layer.get_player(*rest)", True),
        ("layer.get_player(**named)", False),
        ("layer.is_admin(*rest)", False),
        ("layer.is_admin(**named)", True),
        ("layer.get_player(1, player_id=2)", False),
        ("layer.move_player(1, 'hall')", False),
        ("layer.move_player(player_id=1, room='hall')", False),
    ],
)
def test_a_call_follows_where_all_its_arguments_have_a_place(tree: Path, call: str, follows: bool) -> None:
    text, blockers = migrated(tree, ONE.format(call=call))

    assert ("await " in text) == follows
    assert {blocker.kind for blocker in blockers} == (set() if follows else {"gap"})
