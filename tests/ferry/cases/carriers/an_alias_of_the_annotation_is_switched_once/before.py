from typing import Annotated

from app.persistence import PersistenceLayer, get_persistence


def Depends(dependency):
    return dependency


Layer = Annotated[PersistenceLayer, Depends(get_persistence)]


def first(layer: Layer) -> int:
    return layer.count_players()


def second(layer: Layer) -> bool:
    return layer.is_admin(1)
