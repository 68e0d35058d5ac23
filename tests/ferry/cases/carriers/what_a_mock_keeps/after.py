from unittest import mock

import pytest

from app.persistence.async_layer import get_async_persistence


class Ledger:
    def __init__(self, kept) -> None:
        self.kept_of_mock = kept

    async def first(self) -> str:
        return (await self.kept_of_mock.get_player_by_id(1)).name


class Bureau:
    def __init__(self, request) -> None:
        self.ledger = Ledger(kept=request.registry.layer_of_mock)


class Ask:
    def __init__(self) -> None:
        self.registry = mock.MagicMock()


@pytest.mark.asyncio
async def test_first() -> None:
    ask = Ask()
    ask.registry.layer_of_mock = get_async_persistence()
    assert await Bureau(ask).ledger.first()


@pytest.mark.asyncio
async def test_what_the_mock_keeps() -> None:
    holder = mock.MagicMock()
    holder.second_layer_of_mock = get_async_persistence()
    assert await holder.second_layer_of_mock.get_player_by_id(1)
