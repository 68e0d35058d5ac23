# blockers: generator, held_back
from collections.abc import Iterator

from app.persistence import PersistenceLayer


def rows(persistence: PersistenceLayer) -> Iterator[str]:
    try:
        for player in persistence.list_players():
            yield player.name
    finally:
        print("closed")


def find(persistence: PersistenceLayer, wanted: str) -> bool:
    for name in rows(persistence):
        if name == wanted:
            return True
    return False


def show(persistence: PersistenceLayer) -> None:
    for name in rows(persistence):
        print(name)
