from io import StringIO

from app.persistence import get_persistence


def size(text: str) -> int:
    thing = get_persistence()
    found = thing.count_players()
    thing = StringIO(text)
    thing.close()
    return found
