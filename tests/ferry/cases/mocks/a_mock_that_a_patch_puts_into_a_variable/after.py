import sys
from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence

shelf = get_async_persistence()
HERE = sys.modules[__name__]


class Counter:
    rack = get_async_persistence()

    async def ask(self, key: int) -> str:
        return f"{await self.rack.get_player_by_id(key)}"


async def reach(key: int) -> str:
    return f"{await shelf.get_player_by_id(key)}"


@patch.object(HERE, "shelf", None)
def test_nothing_is_put() -> None:
    assert shelf is None


@pytest.mark.asyncio
@patch(f"{__name__}.shelf", new_callable=AsyncMock)
async def test_a_decorator_puts_it(shelf) -> None:
    shelf.get_player_by_id.return_value = "jam"
    assert await reach(1) == "jam"


@pytest.mark.asyncio
@patch.object(Counter, "rack", new_callable=AsyncMock)
async def test_a_decorator_puts_it_on_a_class(rack) -> None:
    rack.get_player_by_id.return_value = "salt"
    assert await Counter().ask(1) == "salt"


@pytest.mark.asyncio
async def test_it_is_given_to_a_class(monkeypatch) -> None:
    rack = AsyncMock()
    rack.get_player_by_id.return_value = "oil"
    monkeypatch.setattr(Counter, "rack", rack)
    assert await Counter().ask(2) == "oil"
