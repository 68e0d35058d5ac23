from __future__ import annotations

from typing import NamedTuple

from app.persistence import PersistenceLayer, get_persistence


class Row(NamedTuple):
    number: int
    layer: PersistenceLayer


def rows():
    layer = get_persistence()
    return [Row(player.id, layer) for player in layer.list_players()]


def one(index):
    number, layer = rows()[index]
    return layer.is_admin(number)


def admins():
    return [number for number, layer in rows() if layer.is_admin(number)]


def count():
    found = 0
    for number, layer in rows():
        found += layer.is_admin(number)
    return found
