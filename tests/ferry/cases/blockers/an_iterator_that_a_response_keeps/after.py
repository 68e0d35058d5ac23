# blockers: generator, held_back
from collections.abc import Iterator

from fastapi.responses import StreamingResponse

from app.persistence import get_persistence


class Numbered(StreamingResponse):
    def __init__(self, content: Iterator[str]) -> None:
        super().__init__(f"{number} {line}" for number, line in enumerate(content))


def names() -> Iterator[str]:
    for player in get_persistence().list_players():
        yield player.name


def numbered() -> Numbered:
    return Numbered(names())
