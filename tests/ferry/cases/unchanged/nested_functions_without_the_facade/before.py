def outer(values: list[int]) -> int:
    def inner(value: int) -> int:
        return value + 1

    return sum(inner(value) for value in values)
