import pytest

from app.persistence.async_layer import get_async_persistence


@pytest.fixture
def share():
    async def inner(number: int) -> float:
        return await get_async_persistence().count_players() / number

    return inner


@pytest.mark.asyncio
async def test_nobody_gets_no_share(share) -> None:
    assert await share(1) >= 0
    with pytest.raises(ZeroDivisionError):
        await share(0)
