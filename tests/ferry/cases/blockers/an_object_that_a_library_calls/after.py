# blockers: callback, held_back
from xmlrpc.server import SimpleXMLRPCDispatcher

from app.persistence import PersistenceLayer, get_persistence


class Api:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def serve() -> SimpleXMLRPCDispatcher:
    dispatcher = SimpleXMLRPCDispatcher(allow_none=True, encoding="utf-8")
    api = Api(get_persistence())
    dispatcher.register_instance(api)
    return dispatcher
