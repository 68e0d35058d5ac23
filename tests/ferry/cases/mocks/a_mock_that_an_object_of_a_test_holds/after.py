from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self) -> str:
        return str(await self.layer.get_player_by_id(1))


class Case:
    pass


@pytest.fixture
def bag():
    class Bag:
        pass

    made = Bag()
    made.ledger = AsyncMock()
    made.ledger.get_player_by_id.return_value = "x"
    return made


@pytest.mark.asyncio
async def test_given_by_a_fixture(bag) -> None:
    assert await Census(bag.ledger).name() == "x"
    bag.ledger.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_local() -> None:
    case = Case()
    case.register = AsyncMock()
    case.register.get_player_by_id.return_value = "x"
    assert await Census(case.register).name() == "x"


class TestPrepared:
    def setup_method(self) -> None:
        self.case = Case()
        self.case.roll = AsyncMock()
        self.case.roll.get_player_by_id.return_value = "x"

    @pytest.mark.asyncio
    async def test_prepared(self) -> None:
        assert await Census(self.case.roll).name() == "x"
