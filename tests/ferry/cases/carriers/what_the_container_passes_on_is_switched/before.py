from app.container import ApplicationContainer
from app.persistence import PersistenceLayer


class Service:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def size(self) -> int:
        return self.persistence.count_players()


def build(container: ApplicationContainer) -> Service:
    return Service(persistence=container.persistence)
