from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Gate:
    def __init__(self, layer: AsyncPersistenceLayer | None = None) -> None:
        self.layer = layer or get_async_persistence()

    async def allows(self, player_id: int) -> bool:
        return await self.layer.is_admin(player_id)

    def title(self) -> str:
        return "gate"


class Controller:
    gate_class = Gate

    def __init__(self) -> None:
        self.gate = self.gate_class()

    async def show(self, player_id: int) -> str:
        return "ok" if await self.gate.allows(player_id) else "403"


@pytest.mark.asyncio
async def test_a_class_attribute(monkeypatch) -> None:
    fake = MagicMock()
    fake.return_value.allows = AsyncMock()
    fake.return_value.allows.return_value = True
    monkeypatch.setattr(Controller, "gate_class", fake)
    assert await Controller().show(1) == "ok"


@pytest.mark.asyncio
async def test_a_patched_class_attribute() -> None:
    gate = MagicMock()
    gate.allows = AsyncMock()
    gate.allows.return_value = False
    fake = MagicMock(return_value=gate)
    with patch.object(Controller, "gate_class", fake):
        assert await Controller().show(1) == "403"
