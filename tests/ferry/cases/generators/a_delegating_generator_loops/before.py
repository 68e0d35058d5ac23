from collections.abc import Generator

from app.persistence import PersistenceLayer


def heroes(layer: PersistenceLayer) -> Generator[str, None, None]:
    for player in layer.list_players():
        yield player.name


def everyone(layer: PersistenceLayer, item: str) -> Generator[str, None, None]:
    yield item
    yield from heroes(layer)  # those who are stored
    yield from ("Ann", "Bob")
