from collections.abc import Iterator

from app.persistence import PersistenceLayer


def admins(layer: PersistenceLayer, ids: Iterator[int]) -> Iterator[bool]:
    yield from (layer.is_admin(i) for i in ids)  # as many as are wanted


def first_admin(layer: PersistenceLayer, ids: Iterator[int]) -> bool:
    for admin in admins(layer, ids):
        if admin:
            return True
    return False


def strong_admins(layer: PersistenceLayer, ids: Iterator[int]) -> Iterator[str]:
    yield from ("yes" for admin in (layer.is_admin(item) for item in ids) if admin)
    yield from (str(i) for i in ids)
