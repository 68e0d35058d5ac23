from app.persistence import get_persistence


class Bus:
    def __init__(self):
        self.handlers = []

    def subscribe(self, handler):
        self.handlers.append(handler)

    def unsubscribe(self, handler):
        if self.handlers.count(handler) and self.handlers.index(handler) >= 0:
            self.handlers.remove(handler)

    def publish(self, kind):
        for handler in self.handlers:
            handler(kind)


def show(kind):
    print(kind, get_persistence().count_players())


def run_bus():
    bus = Bus()
    bus.subscribe(show)
    bus.publish("a")
    bus.unsubscribe(show)
