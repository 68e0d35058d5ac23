from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def counted(self):
        return await get_async_persistence().count_players()


def census():
    return Census()


async def census_text():
    return f"{await census().counted()} players"


@pytest.mark.asyncio
async def test_text(monkeypatch):
    monkeypatch.setattr(f"{__name__}.census", lambda: SimpleNamespace(counted=AsyncMock(side_effect=lambda: 3)))
    assert await census_text() == "3 players"


def test_color():
    assert SimpleNamespace(counted=lambda: 3).counted() == 3
