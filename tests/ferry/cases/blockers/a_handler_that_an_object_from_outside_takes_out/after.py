# blockers: callback, held_back
import events

from app.persistence import get_persistence


def show_size(kind):
    print(kind, get_persistence().count_players())


def leave(bus):
    events.Bus().remove(show_size)
    show_size("a")


def count_all(kind):
    return get_persistence().count_players()


def join_bus(bus):
    bus.add(count_all)
    return count_all("a")
