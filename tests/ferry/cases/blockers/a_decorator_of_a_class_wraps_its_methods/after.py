# blockers: dynamic, held_back
from app.persistence import get_persistence


def noted(cls):
    for name in list(vars(cls)):
        if name.startswith("noted_"):
            setattr(cls, name, wrap(getattr(cls, name)))
    return cls


def wrap(function):
    def inner(*args):
        result = function(*args)
        print(bool(result))
        return result

    return inner


@noted
class Guards:
    def noted_entrance(self, key: int) -> bool:
        return get_persistence().is_admin(key)
