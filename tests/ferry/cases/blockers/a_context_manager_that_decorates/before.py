# blockers: decorator
from collections.abc import Iterator
from contextlib import ContextDecorator, contextmanager

from app.persistence import get_persistence


@contextmanager
def logged(name: str) -> Iterator[None]:
    print(f"begin {name}")
    yield
    print(f"end {name}")


class locked(ContextDecorator):
    def __enter__(self) -> "locked":
        return self

    def __exit__(self, *error: object) -> None:
        pass


@logged("count")
def count() -> int:
    return get_persistence().count_players()


@locked()
def is_admin(key: int) -> bool:
    return get_persistence().is_admin(key)
