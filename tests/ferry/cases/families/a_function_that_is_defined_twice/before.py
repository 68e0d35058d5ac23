import os

from app.persistence import get_persistence

if os.environ.get("FAST"):

    def size() -> int:
        return 3

else:

    def size() -> int:
        return get_persistence().count_players()


def text() -> str:
    return f"{size()} players"
