from app.models import Player
from app.persistence import PersistenceLayer
from app.persistence.async_layer import reset_async_persistence


def save(layer: PersistenceLayer) -> None:
    reset_async_persistence()
    layer.save_player(Player(1, "Ada"))
