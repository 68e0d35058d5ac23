from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Rules:
    async def allowed(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


async def show(player_id: int) -> str:
    return "yes" if await Rules().allowed(player_id) else "no"


@pytest.mark.asyncio
async def test_a_target() -> None:
    with patch(target=f"{__name__}.get_async_persistence") as layer:
        layer.return_value = AsyncMock()
        layer.return_value.is_admin.return_value = True
        assert await show(1) == "yes"


@pytest.mark.asyncio
async def test_an_attribute() -> None:
    with patch.object(target=Rules, attribute="allowed", new=AsyncMock(side_effect=lambda player_id: True)):
        assert await show(1) == "yes"


@pytest.mark.asyncio
async def test_a_name(monkeypatch) -> None:
    monkeypatch.setattr(target=Rules, name="allowed", value=AsyncMock(side_effect=lambda player_id: True))
    assert await show(1) == "yes"
