from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Kiosk:
    def __init__(self, stock: AsyncPersistenceLayer) -> None:
        self.stock = stock

    async def offer(self, key: int) -> str:
        return f"{await self.stock.get_player_by_id(key)} of {self.stock.room_names()}"


kiosk = Kiosk(get_async_persistence())


@pytest.fixture
def stocked(monkeypatch) -> AsyncMock:
    stock = AsyncMock(room_names=MagicMock())
    stock.get_player_by_id.return_value = "bread"
    stock.room_names.return_value = 1
    monkeypatch.setattr(kiosk, "stock", stock)
    return stock


@pytest.mark.asyncio
async def test_a_fixture_puts_it(stocked) -> None:
    assert await kiosk.offer(1) == "bread of 1"
    stocked.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_a_block_puts_it() -> None:
    with patch.object(kiosk, "stock", new_callable=AsyncMock, room_names=MagicMock()) as stock:
        stock.get_player_by_id.return_value = "milk"
        stock.room_names.return_value = 2
        assert await kiosk.offer(2) == "milk of 2"


@pytest.mark.asyncio
@patch.object(kiosk, "stock", new_callable=AsyncMock, room_names=MagicMock())
async def test_a_decorator_puts_it(stock) -> None:
    stock.get_player_by_id.side_effect = KeyError
    with pytest.raises(KeyError):
        await kiosk.offer(3)


@pytest.mark.asyncio
async def test_it_is_given() -> None:
    stock = AsyncMock(**{"get_player_by_id.return_value": "eggs", "room_names.return_value": 4}, room_names=MagicMock())
    with patch.object(kiosk, "stock", new=stock):
        assert await kiosk.offer(4) == "eggs of 4"


@pytest.mark.asyncio
async def test_a_fake_is_given(monkeypatch) -> None:
    monkeypatch.setattr(kiosk, "stock", get_async_persistence())
    assert (await kiosk.offer(5)).startswith("None of")
