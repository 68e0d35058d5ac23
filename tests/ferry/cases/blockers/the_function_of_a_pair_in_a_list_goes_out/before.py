# blockers: callback, held_back
import timers

from app.persistence import get_persistence


def count_all():
    return get_persistence().count_players()


def start_timers():
    for name, func in [("all", count_all)]:
        timers.start(name, func)
        print(func())


def count_once():
    return get_persistence().count_players()


def start_others():
    for name, func in (("once", count_once),):
        timers.start(name, func)
        print(func())
