from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import get_async_persistence


class Desk:
    def __init__(self, store, log) -> None:
        self.store = store
        self.log = log

    async def name(self, key: int) -> str:
        self.log.info("asked")
        return str(await self.store.get_player_by_id(key))


def open_desk() -> Desk:
    return Desk(get_async_persistence(), Mock())


@pytest.mark.asyncio
async def test_a_row():
    for store, log in [(AsyncMock(), Mock()), (AsyncMock(), MagicMock())]:
        store.get_player_by_id.return_value = "x"
        assert await Desk(store, log).name(1) == "x"
        log.info.assert_called_once_with("asked")


@pytest.mark.asyncio
async def test_rows_of_rows():
    for name, (log, store) in [("x", (Mock(), AsyncMock()))]:
        store.get_player_by_id.return_value = name
        assert await Desk(store, log).name(1) == "x"
        log.info.assert_called_once_with("asked")
