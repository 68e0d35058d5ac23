import os
from pathlib import Path
import pytest
from app.models import Player
from app.persistence import PersistenceLayer, get_persistence


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()


def first() -> Player:
    return get_persistence().get_player(int(os.environ.get("FIRST", "1")))


def test_path() -> None:
    with pytest.raises(FileNotFoundError):
        Path("nowhere").read_text()
