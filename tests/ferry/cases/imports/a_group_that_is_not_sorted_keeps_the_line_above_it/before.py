import os

from app.persistence import get_persistence
from copy import deepcopy


def count() -> tuple[int, object]:
    return get_persistence().count_players(), deepcopy(os.sep)
