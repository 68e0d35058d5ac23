# blockers: generator
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player
    return 3


def both(layer: PersistenceLayer):
    count = yield from players(layer)
    print(count)
