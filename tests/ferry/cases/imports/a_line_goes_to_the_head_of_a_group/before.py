import os

from app.zeta import ZETA
from copy import deepcopy
from app.persistence import get_persistence


def count() -> tuple[object, ...]:
    return get_persistence().count_players(), deepcopy(os.sep), ZETA
