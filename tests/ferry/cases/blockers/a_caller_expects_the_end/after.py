# blockers: generator, held_back
from collections.abc import Iterator

from app.persistence import get_persistence


def names() -> Iterator[str]:
    for player in get_persistence().list_players():
        yield player.name


def first() -> str:
    return next(names())


def first_or_none() -> str | None:
    try:
        return first()
    except StopIteration:
        return None
