# blockers: special_method
from app.persistence import get_persistence


class Census:
    def __bool__(self) -> bool:
        return get_persistence().count_players() > 0
