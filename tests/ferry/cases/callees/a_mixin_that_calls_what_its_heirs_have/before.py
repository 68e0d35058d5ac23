from app.persistence import get_persistence


class Known:
    def is_known(self, key: int) -> bool:
        return self.load_name(key) is not None


class Players(Known):
    def load_name(self, key: int) -> object:
        return get_persistence().get_player(key)


class Rooms(Known):
    def load_name(self, key: int) -> object:
        return {1: "cellar"}.get(key)


class Doors(Known):
    load_name = {1: "oak"}.get


def known() -> list[bool]:
    return [place.is_known(2) for place in (Players(), Rooms(), Doors())]
