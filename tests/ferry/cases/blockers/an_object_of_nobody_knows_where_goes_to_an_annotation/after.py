# blockers: held_back, unknown, untraced
import somebodys_plugins

from app.persistence import PersistenceLayer


class Registry:
    layer: PersistenceLayer
    spare: "PersistenceLayer | None" = None


def set_up(registry: Registry, name: str) -> None:
    registry.layer = somebodys_plugins.make(name)


def set_up_spare(registry: Registry, name: str) -> None:
    spare = somebodys_plugins.make(f"spare {name}")
    registry.spare = spare


class Shop:
    layer: PersistenceLayer = somebodys_plugins.make("shop")

    async def open(self) -> None:
        self.layer = await somebodys_plugins.open("shop")

    def size(self) -> int:
        return self.layer.count_players()


def size(registry: Registry) -> int:
    return registry.layer.count_players()


def spare_size(registry: Registry) -> int:
    return registry.spare.count_players() if registry.spare else 0
