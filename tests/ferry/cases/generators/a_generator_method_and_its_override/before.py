from collections.abc import Iterator

from app.persistence import PersistenceLayer


class Rows:
    def rows(self) -> Iterator[str]:
        yield "head"


class PlayerRows(Rows):
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def rows(self) -> Iterator[str]:
        yield from super().rows()
        for player in self.layer.list_players():
            yield player.name


def render(table: Rows) -> str:
    return "\n".join(table.rows())
