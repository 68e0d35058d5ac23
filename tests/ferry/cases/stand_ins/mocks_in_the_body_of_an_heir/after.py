from unittest.mock import AsyncMock, Mock

import pytest

from app.persistence.async_layer import get_async_persistence


class Gate:
    async def allows(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)

    async def size(self) -> int:
        return await get_async_persistence().count_players()

    def title(self) -> str:
        return "gate"


class Controller:
    gate_class = Gate
    shared = Gate()

    async def show(self, player_id: int) -> str:
        gate = self.gate_class()
        return "ok" if await gate.allows(player_id) else f"403 of {await self.shared.size()}"


class OpenController(Controller):
    gate_class = Mock(return_value=Mock(allows=AsyncMock(return_value=True), size=AsyncMock()))


class ClosedController(Controller):
    gate_class = Mock()
    gate_class.return_value.allows = AsyncMock()
    gate_class.return_value.size = AsyncMock()
    gate_class.return_value.allows.return_value = False
    shared = Mock()
    shared.allows = AsyncMock()
    shared.size = AsyncMock()
    shared.size.return_value = 3


@pytest.mark.asyncio
async def test_show() -> None:
    assert await OpenController().show(1) == "ok"
    assert await ClosedController().show(1) == "403 of 3"
