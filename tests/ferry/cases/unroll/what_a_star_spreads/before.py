from app.persistence import get_persistence


def admins(ids: list[int]) -> list[int]:
    return [*filter(get_persistence().is_admin, ids), 0]


def show(ids: list[int]) -> None:
    print(*map(get_persistence().is_admin, ids), sep=", ")


def named(ids: list[int]) -> set[str]:
    layer = get_persistence()
    return {*map(lambda key: layer.get_player(key).name, ids)}
