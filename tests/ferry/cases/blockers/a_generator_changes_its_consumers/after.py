# blockers: generator
from collections.abc import Iterator

from app.persistence import get_persistence


def names() -> Iterator[str]:
    for player in get_persistence().list_players():
        yield player.name
