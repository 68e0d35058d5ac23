# blockers: callback, held_back
import threading

from app.persistence import get_persistence


def sweep() -> None:
    for player in get_persistence().list_players():
        get_persistence().delete_player(player.id)


def start() -> None:
    threading.Thread(target=sweep).start()
