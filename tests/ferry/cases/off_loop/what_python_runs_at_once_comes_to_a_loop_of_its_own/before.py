# blockers: callback, held_back, special_method
import functools
import heapq
import re

from app.persistence import get_persistence


class Census:
    def __len__(self) -> int:
        return get_persistence().count_players()


def name_of(key: int) -> str:
    return str(get_persistence().get_player(key))


def replaced(match: re.Match[str]) -> str:
    return str(get_persistence().is_admin(int(match[0])))


def added(total: int, key: int) -> int:
    return total + get_persistence().is_admin(key)


def show(census: Census, keys: list[int]) -> list[object]:
    count = get_persistence().count_players()
    keys = heapq.nsmallest(3, keys, key=name_of)
    keys.sort(key=name_of)
    total = functools.reduce(added, keys, 0)
    return [count, len(census), sorted(keys, key=name_of), list(map(name_of, keys)), total]


def text(line: str) -> str:
    return re.sub(r"\d+", replaced, line) + str(get_persistence().count_players())


def register(hooks: list[object]) -> int:
    hooks.append(name_of)
    return get_persistence().count_players()
