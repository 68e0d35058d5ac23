# blockers: callback, held_back
import pytest

from app.models import Player
from app.persistence import get_persistence


@pytest.fixture
def saved_by_name() -> Player:
    player = Player(1, "Ada")
    get_persistence().save_player(player)
    return player


@pytest.mark.parametrize("name", ["saved_by_name"])
def test_name(request, name: str) -> None:
    player = request.getfixturevalue(name)
    assert get_persistence().get_player(player.id) == player
