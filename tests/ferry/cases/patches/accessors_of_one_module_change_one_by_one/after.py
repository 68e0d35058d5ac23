# blockers: property
import pytest

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence


class Page:
    @property
    def size(self) -> int:
        return get_persistence().count_players()


async def first() -> object:
    return await get_async_persistence().get_player_by_id(1)


@pytest.mark.asyncio
async def test_first() -> None:
    assert await first() is None
