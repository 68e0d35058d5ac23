# blockers: generator, held_back
from app.persistence import get_persistence


class Locked:
    def __enter__(self) -> int:
        return get_persistence().count_players()

    def __exit__(self, *error: object) -> None:
        pass


class Open:
    def __enter__(self) -> int:
        return 0

    def __exit__(self, *error: object) -> None:
        pass


def size(is_open: bool) -> int:
    with Open() if is_open else Locked() as found:
        return found
