import os
from pathlib import Path
import pytest
from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def first() -> Player:
    return await get_async_persistence().get_player_by_id(int(os.environ.get("FIRST", "1")))


def test_path() -> None:
    with pytest.raises(FileNotFoundError):
        Path("nowhere").read_text()
