from typing import NamedTuple

from app.persistence import PersistenceLayer, get_persistence


class Row(NamedTuple):
    key: int
    layer: PersistenceLayer

    def admin(self) -> bool:
        return self.layer.is_admin(self.key)


def admins() -> int:
    key, layer = Row(2, get_persistence())
    return layer.is_admin(key) + Row(1, get_persistence()).admin()


def other(row: Row) -> bool:
    key, layer = row
    return layer.is_admin(key)
