from app.persistence.async_layer import get_async_persistence


class Bus:
    def __init__(self):
        self.handlers = []

    def subscribe(self, handler):
        self.handlers.append(handler)

    def unsubscribe(self, handler):
        if self.handlers.count(handler) and self.handlers.index(handler) >= 0:
            self.handlers.remove(handler)

    async def publish(self, kind):
        for handler in self.handlers:
            await handler(kind)


async def show(kind):
    print(kind, await get_async_persistence().count_players())


async def run_bus():
    bus = Bus()
    bus.subscribe(show)
    await bus.publish("a")
    bus.unsubscribe(show)
