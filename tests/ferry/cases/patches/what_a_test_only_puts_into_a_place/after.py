from unittest.mock import patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Bus:
    def __init__(self) -> None:
        self.listeners: list[str] = []

    async def emit(self, name: str) -> str:
        return f"{name} to {await get_async_persistence().count_players()} and {len(self.listeners)}"


bus = Bus()


async def announce() -> str:
    return await bus.emit("ready")


@pytest.mark.asyncio
async def test_an_attribute_is_replaced(monkeypatch) -> None:
    monkeypatch.setattr(bus, "listeners", ["a", "b"])
    assert (await announce()).endswith("and 2")


@pytest.mark.asyncio
async def test_in_a_block() -> None:
    with patch.object(bus, "listeners", ["a"]):
        assert (await announce()).endswith("and 1")


@pytest.mark.asyncio
async def test_the_object_is_replaced(monkeypatch) -> None:
    monkeypatch.setattr("cases.patches.test_what_a_test_only_puts_into_a_place.bus", Bus())
    assert (await announce()).endswith("and 0")
