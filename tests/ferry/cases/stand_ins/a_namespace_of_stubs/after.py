from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Gate:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def opens_for(self, key: int) -> bool:
        return await self.layer.is_admin(key)

    def colour(self) -> str:
        return "green"


async def pass_through(gate: Gate, key: int) -> str:
    return gate.colour() if await gate.opens_for(key) else "closed"


@pytest.mark.asyncio
async def test_pass_through() -> None:
    gate = SimpleNamespace(opens_for=AsyncMock(side_effect=lambda key: False), colour=lambda: "red")
    assert await pass_through(gate, 1) == "closed"
