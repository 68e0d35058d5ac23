from collections.abc import Iterator

from app.persistence import get_persistence


def names() -> Iterator[str]:
    """Yield the names."""
    for player in get_persistence().list_players():
        yield player.name  # one by one


def greet() -> None:
    for name in names():
        print(name)
