from collections.abc import Iterator
from contextlib import contextmanager

from app.models import Player
from app.persistence import PersistenceLayer


@contextmanager
def editing(layer: PersistenceLayer, player_id: int) -> Iterator[Player]:
    player = layer.get_player(player_id)
    yield player
    layer.save_player(player)


def rename(layer: PersistenceLayer, player_id: int, name: str) -> None:
    with editing(layer, player_id) as player:
        player.name = name


def rename_and_log(layer: PersistenceLayer, lock, player_id: int) -> None:
    # the lock is taken first
    with lock, editing(layer, player_id) as player, lock:
        player.name = "x"
