from unittest.mock import patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def take(self) -> int:
        return await self.layer.count_players()


KINDS = {"census": Census}


async def take(kind: str) -> int:
    return await KINDS[kind](get_async_persistence()).take()


class Fixed:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def take(self) -> int:
        return 3


class Odd:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def take(self) -> int:
        return 5


@pytest.mark.asyncio
async def test_in_its_place(monkeypatch) -> None:
    monkeypatch.setitem(KINDS, "census", Fixed)
    assert await take("census") == 3


@pytest.mark.asyncio
async def test_for_a_block() -> None:
    with patch.dict(KINDS, {"odd": Odd}):
        assert await take("odd") == 5
