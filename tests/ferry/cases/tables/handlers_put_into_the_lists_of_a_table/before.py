from app.persistence import get_persistence


class Events:
    def __init__(self) -> None:
        self.handlers = {}

    def on(self, name: str):
        def register(function):
            self.handlers.setdefault(name, []).append(function)
            return function

        return register

    def fire(self, name: str, player_id: int) -> list[object]:
        return [handler(player_id) for handler in self.handlers.get(name, ())]


events = Events()
BEFORE = {}
AFTER = []


def before(name: str):
    def register(function):
        if name not in BEFORE:
            BEFORE[name] = []
        BEFORE[name] += [function]
        return function

    return register


def after(function):
    global AFTER
    AFTER += [function]
    return function


def last(function):
    AFTER.extend([function])
    return function


@events.on("enter")
def is_guard(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@before("enter")
def is_owner(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


@after
def is_guest(player_id: int) -> bool:
    return not get_persistence().is_admin(player_id)


@last
def is_known(player_id: int) -> bool:
    return get_persistence().get_player(player_id) is not None


def enter(player_id: int) -> bool:
    asked = events.fire("enter", player_id)
    asked += [handler(player_id) for handler in BEFORE["enter"]]
    asked += [handler(player_id) for handler in AFTER]
    return all(asked)
