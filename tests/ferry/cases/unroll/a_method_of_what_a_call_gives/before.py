from app.persistence import get_persistence


def admins(ids: list[int]) -> list[int]:
    return list(filter(get_persistence().is_admin, ids))


def kinds(ids: list[int]) -> list[bool]:
    return sorted(map(get_persistence().is_admin, ids))


def admins_last(ids: list[int]) -> list[int]:
    return sorted(ids, key=get_persistence().is_admin)


def each(ids: list[int]) -> int:
    take = 0
    for is_admin in map(get_persistence().is_admin, ids):
        take += is_admin
    return take
