# blockers: callback, held_back
from app.persistence import get_persistence


def count_hosts() -> int:
    return get_persistence().count_players()


HOSTS = {"count": count_hosts}


def all_counts(names: list[str]) -> list[int]:
    HOSTS["count"]()
    return [count() for count in map(HOSTS.get, names)]
