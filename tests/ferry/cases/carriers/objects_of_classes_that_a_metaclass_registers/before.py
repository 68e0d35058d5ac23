from abc import ABC

from app.persistence import PersistenceLayer, get_persistence

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

    def __init__(self, layer: PersistenceLayer):
        self.layer = layer

    def run(self) -> int:
        return 0


class Size(Plugin):
    key = "size"

    def run(self) -> int:
        return self.layer.count_players()


class Kind(metaclass=Noting):
    def __init__(self, layer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def run(key: str) -> int:
    plugin = registry[key](get_persistence())
    return plugin.run()


def run_all() -> dict[str, int]:
    layer = get_persistence()
    return {key: cls(layer).run() for key, cls in sorted(registry.items())}


def sizes() -> list[int]:
    return [kind(get_persistence()).size() for kind in kinds]
