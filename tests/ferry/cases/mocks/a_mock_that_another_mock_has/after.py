from unittest.mock import AsyncMock, MagicMock, Mock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Register:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self) -> str:
        return str(await self.layer.get_player_by_id(1))

    def place(self) -> str:
        return self.layer.room_names()[0]


@pytest.mark.asyncio
async def test_by_itself() -> None:
    parent = Mock()
    parent.ledger = AsyncMock(room_names=MagicMock())
    parent.ledger.get_player_by_id.return_value = "x"
    assert await Register(parent.ledger).name() == "x"
    parent.ledger.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_nobody_speaks_of_it() -> None:
    parent = MagicMock()
    parent.box.ledger = AsyncMock(room_names=MagicMock())
    assert await Register(parent.box.ledger).name()


@pytest.mark.asyncio
async def test_put_there() -> None:
    parent = Mock()
    parent.ledger = AsyncMock(room_names=MagicMock())
    parent.ledger.get_player_by_id.return_value = "x"
    parent.ledger.room_names.return_value = ["hall"]
    assert await Register(parent.ledger).name() == "x"
    assert Register(parent.ledger).place() == "hall"


@pytest.mark.asyncio
async def test_attached() -> None:
    parent = Mock()
    child = AsyncMock(room_names=MagicMock())
    child.get_player_by_id.return_value = "x"
    parent.attach_mock(child, "ledger")
    assert await Register(parent.ledger).name() == "x"


@pytest.mark.asyncio
async def test_told() -> None:
    parent = Mock(ledger=AsyncMock(room_names=MagicMock()))
    parent.ledger.get_player_by_id.return_value = "x"
    assert await Register(parent.ledger).name() == "x"


@pytest.mark.asyncio
async def test_recorded_by_the_other() -> None:
    log = Mock()
    log.ledger = AsyncMock(room_names=MagicMock())
    log.ledger.get_player_by_id.return_value = "x"
    await Register(log.ledger).name()
    log.done()
    assert log.mock_calls == [call.ledger.get_player_by_id(1), call.done()]
