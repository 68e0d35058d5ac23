from collections import defaultdict
from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence

Handler = Callable[[str], Awaitable[None]]


class Bus:
    def __init__(self) -> None:
        self.handlers: defaultdict[str, list[Handler]] = defaultdict(list)

    def subscribe(self, kind: str, handler: Handler) -> Callable[[], None]:
        self.handlers[kind].append(handler)

        def stop() -> None:
            self.handlers[kind].remove(handler)

        return stop

    async def publish(self, kind: str) -> None:
        for handler in self.handlers[kind]:
            await handler(kind)


class SetBus:
    def __init__(self) -> None:
        self.handlers: dict[str, set[Handler]] = {}

    def subscribe(self, kind: str, handler: Handler) -> None:
        self.handlers.setdefault(kind, set()).add(handler)

    def unsubscribe(self, kind: str, handler: Handler) -> None:
        self.handlers.get(kind, set()).discard(handler)

    async def publish(self, kind: str) -> None:
        for handler in self.handlers.get(kind, set()):
            await handler(kind)


async def show(kind: str) -> None:
    print(kind, await get_async_persistence().count_players())


async def count(kind: str) -> None:
    print(kind, await get_async_persistence().count_players())


async def run_bus() -> None:
    bus = Bus()
    stop = bus.subscribe("a", show)
    await bus.publish("a")
    stop()
    other = SetBus()
    other.subscribe("a", count)
    await other.publish("a")
    other.unsubscribe("a", count)
