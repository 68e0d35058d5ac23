# blockers: callback, held_back
import re

from app.persistence import get_persistence


def replace_name(match: re.Match[str]) -> str:
    return get_persistence().get_player(int(match.group())).name


def expand(text: str) -> str:
    return re.sub(r"\d+", replace_name, text)
