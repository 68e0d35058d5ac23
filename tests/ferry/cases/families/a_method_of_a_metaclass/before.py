from app.persistence import get_persistence


class Counted(type):
    def size(cls) -> int:
        return get_persistence().count_players()


class Players(metaclass=Counted):
    pass


class Guests(Players):
    pass


def sizes() -> tuple[int, int]:
    return Players.size(), Guests.size()
