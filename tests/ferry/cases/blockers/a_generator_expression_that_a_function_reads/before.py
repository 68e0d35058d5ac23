# blockers: generator
from collections.abc import Iterator

from app.persistence import get_persistence


def first(items: Iterator[bool]) -> bool | None:
    return next(items, None)


def admins() -> bool | None:
    return first(get_persistence().is_admin(number) for number in range(3))
