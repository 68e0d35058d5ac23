# blockers: unknown, untraced, held_back
import functools

from app.persistence import get_persistence


class Context:
    def __init__(self, own_layer: object) -> None:
        self.context_layer = own_layer


def with_context(function):
    @functools.wraps(function)
    def wrapper(*args):
        given = [Context(get_persistence()), *args]
        return function(*given)

    return wrapper


@with_context
def may_read(context, key: int) -> str:
    return "yes" if context.context_layer.delete_player(key) else "no"


def may_write(key: int, layer) -> str:
    return "yes" if layer.delete_player(key) else "no"


def show() -> list[str]:
    arguments = (2, get_persistence())
    return [may_read(2), may_write(*arguments), may_write(**{"key": 2, "layer": get_persistence()})]


def sizes() -> list[int]:
    return list(map(lambda layer: layer.count_players(), [get_persistence()]))
