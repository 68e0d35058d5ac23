from collections.abc import Callable
from typing import Any

from app.persistence import PersistenceLayer


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def nothing(layer: PersistenceLayer) -> int:
    return 0


def shown(text: str) -> str:
    return text.strip()


FILTERS: dict[Callable[[str], str], Callable[[PersistenceLayer], int]] = {shown: count}
LOOSE: dict[str, Callable[..., Any]] = {"count": count}


def chosen(name: str) -> Callable[[PersistenceLayer], int] | None:
    if name == "loose":
        return LOOSE["count"]
    return {"count": count, "length": len}.get(name)


def measured(layer: PersistenceLayer, name: str) -> int:
    measure = chosen(name)
    value = measure(layer) if measure is not None else 0
    return value + FILTERS[shown](layer)
