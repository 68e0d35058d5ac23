# blockers: callback
from itertools import filterfalse

from app.persistence import PersistenceLayer


def admins(layer: PersistenceLayer, ids: list[int]) -> list[int]:
    return list(filterfalse(layer.is_admin, ids))
