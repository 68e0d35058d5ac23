# blockers: untraced
from app.persistence import PersistenceLayer


def size(made: type[PersistenceLayer]) -> int:
    return made().count_players()


def plain_size() -> int:
    return size(PersistenceLayer)
