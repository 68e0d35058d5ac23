from collections import defaultdict
from collections.abc import Callable

from app.persistence import get_persistence

Handler = Callable[[str], None]


class Bus:
    def __init__(self) -> None:
        self.handlers: defaultdict[str, list[Handler]] = defaultdict(list)

    def subscribe(self, kind: str, handler: Handler) -> Callable[[], None]:
        self.handlers[kind].append(handler)

        def stop() -> None:
            self.handlers[kind].remove(handler)

        return stop

    def publish(self, kind: str) -> None:
        for handler in self.handlers[kind]:
            handler(kind)


class SetBus:
    def __init__(self) -> None:
        self.handlers: dict[str, set[Handler]] = {}

    def subscribe(self, kind: str, handler: Handler) -> None:
        self.handlers.setdefault(kind, set()).add(handler)

    def unsubscribe(self, kind: str, handler: Handler) -> None:
        self.handlers.get(kind, set()).discard(handler)

    def publish(self, kind: str) -> None:
        for handler in self.handlers.get(kind, set()):
            handler(kind)


def show(kind: str) -> None:
    print(kind, get_persistence().count_players())


def count(kind: str) -> None:
    print(kind, get_persistence().count_players())


def run_bus() -> None:
    bus = Bus()
    stop = bus.subscribe("a", show)
    bus.publish("a")
    stop()
    other = SetBus()
    other.subscribe("a", count)
    other.publish("a")
    other.unsubscribe("a", count)
