from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Rules:
    async def allowed(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)

    async def size(self) -> int:
        return await get_async_persistence().count_players()


async def show(rules: Rules, player_id: int) -> str:
    return f"{await rules.allowed(player_id)} {await rules.size()}"


@pytest.mark.asyncio
async def test_one_of_two() -> None:
    rules = MagicMock(wraps=Rules())
    rules.allowed = AsyncMock()
    rules.allowed.return_value = True
    assert await show(rules, 1) == "True 0"
    rules.allowed.assert_called_once_with(1)
    rules.size.assert_called_once_with()
