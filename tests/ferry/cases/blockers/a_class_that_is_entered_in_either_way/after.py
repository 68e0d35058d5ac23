# blockers: special_method
from app.persistence import PersistenceLayer, get_persistence


class Guard:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Guard":
        self.persistence.count_players()
        return self

    def __exit__(self, kind, value, trace) -> bool:
        self.persistence.count_players()
        return kind is KeyError

    async def __aenter__(self) -> "Guard":
        return self.__enter__()

    async def __aexit__(self, kind, value, trace) -> bool:
        return self.__exit__(kind, value, trace)
