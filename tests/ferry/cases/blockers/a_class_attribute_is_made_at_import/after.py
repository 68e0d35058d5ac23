# blockers: import_time
from app.persistence import get_persistence


class Census:
    size = get_persistence().count_players()
