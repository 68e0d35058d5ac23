# blockers: decorator
from functools import lru_cache

from app.persistence import get_persistence


@lru_cache(maxsize=None)
def count() -> int:
    return get_persistence().count_players()
