# blockers: import_time
from app.persistence import get_persistence

SIZE = get_persistence().count_players()
