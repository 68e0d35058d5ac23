from app.persistence import get_persistence

HANDLERS = set()


def subscribe(handler):
    HANDLERS.add(handler)

    def stop():
        HANDLERS.discard(handler)

    return stop


def unsubscribe(handler):
    HANDLERS.remove(handler)


def publish(kind):
    for handler in HANDLERS:
        handler(kind)


def show(kind):
    print(kind, get_persistence().count_players())


def run_set():
    stop = subscribe(show)
    publish("a")
    stop()
    unsubscribe(show)
