# blockers: decorator
import atexit

from app.persistence import get_persistence


@atexit.register
def bye() -> None:
    print("bye", get_persistence().count_players())
