from app.persistence import PersistenceLayer


class Roster:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __iter__(self):
        for player in self.layer.list_players():
            yield player.name


def show(roster: Roster) -> list[str]:
    for name in roster:
        print(name)
    return [name.upper() for name in roster]
