from unittest.mock import AsyncMock, patch

import pytest

from app.container import ApplicationContainer

holder = ApplicationContainer()


async def show(key: int) -> str:
    return f"player {await holder.async_persistence.get_player_by_id(key)}"


@pytest.mark.asyncio
async def test_a_block_puts_it() -> None:
    with patch.object(holder, "async_persistence", new_callable=AsyncMock) as layer:
        layer.get_player_by_id.return_value = 1
        assert await show(1) == "player 1"


@pytest.mark.asyncio
@patch.object(holder, "async_persistence", new_callable=AsyncMock)
async def test_a_decorator_puts_it(layer) -> None:
    layer.get_player_by_id.return_value = 2
    assert await show(2) == "player 2"


@pytest.mark.asyncio
async def test_it_is_given(monkeypatch) -> None:
    layer = AsyncMock()
    layer.get_player_by_id.return_value = 3
    monkeypatch.setattr(holder, "async_persistence", layer)
    assert await show(3) == "player 3"
