# blockers: generator
from app.persistence import PersistenceLayer


class Plain:
    def __enter__(self) -> "Plain":
        return self

    def __exit__(self, *error: object) -> None:
        return None


def size_of(layer: PersistenceLayer | Plain) -> int:
    return layer.count_players() if hasattr(layer, "__enter__") and not isinstance(layer, Plain) else 0
