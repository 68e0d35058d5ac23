# blockers: import_time
from app.persistence import get_persistence


def size(count: int = get_persistence().count_players()) -> int:
    return count
