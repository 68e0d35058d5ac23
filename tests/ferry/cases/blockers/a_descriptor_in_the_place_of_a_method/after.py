# blockers: decorator
from app.persistence import get_persistence


class Lazy:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.function(obj)
        return value


class kept(property):
    pass


def lazily(function):
    return Lazy(function)


class Card:
    @Lazy
    def player(self):
        return get_persistence().get_player(1)

    @kept
    def size(self):
        return get_persistence().count_players()

    @lazily
    def is_admin(self):
        return get_persistence().is_admin(1)

    def text(self):
        return f"{self.player.name} of {self.size} {self.is_admin}"
