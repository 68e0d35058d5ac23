import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class TestLayer:
    @pytest.mark.asyncio
    async def test_it_starts_empty(self) -> None:
        assert await AsyncPersistenceLayer("memory").list_players() == []
