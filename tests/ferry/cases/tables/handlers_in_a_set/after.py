from app.persistence.async_layer import get_async_persistence

HANDLERS = set()


def subscribe(handler):
    HANDLERS.add(handler)

    def stop():
        HANDLERS.discard(handler)

    return stop


def unsubscribe(handler):
    HANDLERS.remove(handler)


async def publish(kind):
    for handler in HANDLERS:
        await handler(kind)


async def show(kind):
    print(kind, await get_async_persistence().count_players())


async def run_set():
    stop = subscribe(show)
    await publish("a")
    stop()
    unsubscribe(show)
