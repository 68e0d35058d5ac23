from types import SimpleNamespace
from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class List:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self) -> str:
        return str(await self.layer.get_player_by_id(1))


@pytest.fixture
def space():
    made = SimpleNamespace()
    made.store = AsyncMock()
    made.store.get_player_by_id.return_value = "x"
    return made


@pytest.mark.asyncio
async def test_put_there(space) -> None:
    assert await List(space.store).name() == "x"
    space.store.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_told() -> None:
    space = SimpleNamespace(store=AsyncMock(), name="x")
    space.store.get_player_by_id.return_value = "x"
    assert await List(space.store).name() == space.name


def test_what_the_test_alone_calls() -> None:
    space = SimpleNamespace(store=MagicMock())
    space.store.get_player.return_value = "x"
    assert space.store.get_player(1) == "x"
