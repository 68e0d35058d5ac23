import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def level_of(layer: AsyncPersistenceLayer, number: int) -> int:
    return (await layer.get_player_by_id(number)).level


@pytest.mark.asyncio
async def test_an_unknown_player_has_no_level(layer: AsyncPersistenceLayer) -> None:
    with pytest.raises(AttributeError) as error:  # nobody
        await level_of(layer, 7)
    assert "level" in str(error.value)


@pytest.mark.asyncio
async def test_two_unknown_players(layer: AsyncPersistenceLayer) -> None:
    with pytest.raises(AttributeError) as error:
        await level_of(layer, 8)
    assert "level" in str(error.value)
