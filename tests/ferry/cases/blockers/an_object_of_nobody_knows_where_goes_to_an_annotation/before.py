# blockers: held_back, untraced
import importlib

from app.persistence import PersistenceLayer


class Registry:
    layer: PersistenceLayer
    spare: "PersistenceLayer | None" = None


def set_up(registry: Registry, name: str) -> None:
    registry.layer = importlib.import_module(name).load_from_config(registry)


def set_up_spare(registry: Registry, name: str) -> None:
    spare = importlib.import_module(name).spare_from_config(registry)
    registry.spare = spare


def size(registry: Registry) -> int:
    return registry.layer.count_players()


def spare_size(registry: Registry) -> int:
    return registry.spare.count_players() if registry.spare else 0
