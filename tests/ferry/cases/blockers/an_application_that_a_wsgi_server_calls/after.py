# blockers: override
from app.persistence import PersistenceLayer


class Application:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return [str(self.layer.count_players()).encode()]
