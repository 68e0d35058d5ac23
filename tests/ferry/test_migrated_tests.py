"""The inventory of a tree that is partly migrated: a mock of the async layer is no use of the facade, nor unknown."""

from pathlib import Path

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.plan import analyse

SERVICE = """\
from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()
"""

TEST = """\
from unittest.mock import AsyncMock, patch

from cases.size import size


async def test_size() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 2
    with patch("cases.size.get_async_persistence", return_value=layer):
        assert await size() == 2
    layer.count_players.assert_awaited_once_with()
"""


def test_a_mock_patched_in_for_the_async_accessor_is_the_targets(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "size.py").write_text(SERVICE, encoding="utf-8")
    (tmp_path / "cases" / "test_size.py").write_text(TEST, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        inventory = take_inventory(analysis)

    assert inventory.unknown == ()
    assert [(e.line, e.cls) for e in inventory.elsewhere if e.file == "cases/test_size.py"] == [
        (8, "app.persistence.async_layer.AsyncPersistenceLayer"),
        (11, "app.persistence.async_layer.AsyncPersistenceLayer"),
    ]
