# blockers: property
from functools import cached_property

from app.persistence import get_persistence


class Census:
    @cached_property
    def size(self) -> int:
        return get_persistence().count_players()
