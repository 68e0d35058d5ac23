import functools

from app.persistence import get_persistence


class App:
    @property
    def own_layer(self):
        return get_persistence()

    @functools.cached_property
    def kept_layer(self):
        return get_persistence()


class Users:
    def __init__(self, app) -> None:
        self.app = app

    def may(self, key: int) -> str:
        return "yes" if self.app.own_layer.is_admin(key) else "no"

    def size(self) -> int:
        return self.app.kept_layer.count_players()


def show() -> str:
    return Users(App()).may(2)
