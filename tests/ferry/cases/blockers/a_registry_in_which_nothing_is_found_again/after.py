# blockers: callback, held_back
import queue

from app.persistence import get_persistence


class Signal(list):
    def connect(self, function):
        self.append(function)
        return function

    def send(self, player_id: int) -> list[object]:
        return [function(player_id) for function in self]


class Commands:
    pass


connected = Signal()
waiting = queue.Queue()


def by_name(function):
    by_name.__dict__[function.__name__] = function
    return function


def of_module(function):
    globals()["cmd_" + function.__name__] = function
    return function


def of_class(function):
    setattr(Commands, "do_" + function.__name__, function)
    return function


def later(function):
    waiting.put(function)
    return function


@connected.connect
def is_guard(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@by_name
def is_owner(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@of_module
def is_guest(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@of_class
def is_known(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@later
def is_late(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)
