# blockers: lambda
from app.persistence import PersistenceLayer


def call(task) -> int:
    return task()


def levels(layer: PersistenceLayer, ids: list[int]) -> list[int]:
    return [call(lambda: layer.get_player(i).level + 1) for i in ids]
