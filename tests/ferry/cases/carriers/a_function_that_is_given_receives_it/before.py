from app.persistence import get_persistence


def with_layer(function, *args: int):
    return function(get_persistence(), *args)


def role(layer, key: int) -> str:
    return "admin" if layer.is_admin(key) else "player"


def show() -> str:
    return with_layer(role, 2)
