from collections.abc import Iterator


def numbers() -> Iterator[int]:
    yield 1
    yield 2
