from enum import Enum
from functools import partial

from app.persistence import get_persistence


def _is_admin(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def _is_big(player_id: int) -> bool:
    return player_id > 2


class Check(Enum):
    ADMIN = partial(_is_admin)
    BIG = partial(_is_big)

    def __call__(self, player_id: int) -> bool:
        return self.value(player_id)


def passes(check: Check, player_id: int) -> bool:
    return check(player_id)


def is_big_admin(player_id: int) -> bool:
    return Check.ADMIN(player_id) and Check.BIG.value(player_id)
