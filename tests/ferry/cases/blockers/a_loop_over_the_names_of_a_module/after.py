# blockers: dynamic, held_back
from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


for name, thing in dict(globals()).items():
    if callable(thing):
        print(name, thing())
