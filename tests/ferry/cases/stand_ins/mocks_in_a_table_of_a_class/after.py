from unittest.mock import AsyncMock, Mock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Gate:
    async def allows(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)

    def title(self) -> str:
        return "gate"


class Controller:
    gates = {"front": Gate()}


GATES = {"back": Gate}


async def show(player_id: int) -> str:
    return "ok" if await Controller.gates["front"].allows(player_id) else "403"


async def show_back(player_id: int) -> str:
    return "ok" if await GATES["back"]().allows(player_id) else "403"


@pytest.mark.asyncio
async def test_show() -> None:
    with patch.dict(Controller.gates, front=Mock(allows=AsyncMock(return_value=True))):
        assert await show(1) == "ok"


@pytest.mark.asyncio
async def test_show_back(monkeypatch) -> None:
    gate = Mock(allows=AsyncMock(side_effect=lambda player_id: player_id == 2))
    monkeypatch.setitem(GATES, "back", Mock(return_value=gate))
    assert await show_back(2) == "ok"
    closed = Mock()
    closed.return_value.allows = AsyncMock()
    closed.return_value.allows.return_value = False
    with patch.dict(GATES, {"back": closed}):
        assert await show_back(2) == "403"
