from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def entered() -> Iterator[int]:
    yield 1


def use() -> int:
    with entered() as value:
        return value
