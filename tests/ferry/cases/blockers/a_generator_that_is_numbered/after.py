# blockers: generator, held_back
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def numbered(layer: PersistenceLayer) -> None:
    for number, player in enumerate(players(layer)):
        print(number, player.name)
