# blockers: callback
from app.persistence import PersistenceLayer


def admins(layer: PersistenceLayer, ids: list[int]) -> list[int]:
    return list(filter(layer.is_admin, ids))
