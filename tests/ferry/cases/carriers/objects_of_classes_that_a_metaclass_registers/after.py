from abc import ABC

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

registry: dict[str, type["Plugin"]] = {}
kinds = []


class Meta(type(ABC)):
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        if "key" in namespace:
            registry[namespace["key"]] = cls
        return cls


class Noting(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        kinds.append(cls)


class Plugin(ABC, metaclass=Meta):
    key = ""

    def __init__(self, layer: AsyncPersistenceLayer):
        self.layer = layer

    async def run(self) -> int:
        return 0


class Size(Plugin):
    key = "size"

    async def run(self) -> int:
        return await self.layer.count_players()


class Kind(metaclass=Noting):
    def __init__(self, layer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


async def run(key: str) -> int:
    plugin = registry[key](get_async_persistence())
    return await plugin.run()


async def run_all() -> dict[str, int]:
    layer = get_async_persistence()
    return {key: await cls(layer).run() for key, cls in sorted(registry.items())}


async def sizes() -> list[int]:
    return [await kind(get_async_persistence()).size() for kind in kinds]
