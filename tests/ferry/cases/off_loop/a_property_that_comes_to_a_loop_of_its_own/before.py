# blockers: property
from app.persistence import get_persistence


class Ranked:
    def __init__(self, key: int) -> None:
        self.key = key

    @property
    def ranks(self) -> bool:
        return get_persistence().is_admin(self.key)


def ranked_of(key: int) -> Ranked:
    return Ranked(get_persistence().get_player(key).id)


def show(one: Ranked) -> str:
    count = get_persistence().count_players()
    return f"{one.ranks} of {count}" if one.ranks else str(count)


def ranked(some: list[Ranked]) -> list[Ranked]:
    return [one for one in some if one.ranks and get_persistence().get_player(one.key)]


def ranks(key: int) -> bool:
    return not ranked_of(key).ranks


def rank_text(one: Ranked) -> str:
    return str(one.ranks)


def text(one: Ranked) -> str:
    return rank_text(one) + str(get_persistence().count_players())
