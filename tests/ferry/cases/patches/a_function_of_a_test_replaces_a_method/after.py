import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self, kind: str) -> int:
        return await get_async_persistence().count_players()


async def size() -> int:
    return await Census().size("cat")


@pytest.mark.asyncio
async def test_the_kind(monkeypatch):
    kinds = []

    async def record(self, kind):
        kinds.append(kind)
        return 7

    monkeypatch.setattr(Census, "size", record)
    assert await size() == 7
    assert kinds == ["cat"]
