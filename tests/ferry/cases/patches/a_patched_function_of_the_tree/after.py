from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def load() -> int:
    return await get_async_persistence().count_players()


async def show() -> str:
    return str(await load())


@pytest.mark.asyncio
async def test_a_patch_makes_an_async_mock_by_itself():
    with patch("cases.patches.test_a_patched_function_of_the_tree.load", return_value=1) as fake:
        assert await show() == "1"
    fake.assert_awaited_once_with()


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_function_of_the_tree.load", new=AsyncMock(return_value=3))
async def test_a_replacement_is_given():
    assert await show() == "3"


@pytest.mark.asyncio
async def test_a_stub_is_wrapped(monkeypatch):
    monkeypatch.setattr("cases.patches.test_a_patched_function_of_the_tree.load", AsyncMock(side_effect=lambda: 4))
    assert await show() == "4"
