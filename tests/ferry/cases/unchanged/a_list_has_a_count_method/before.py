def twos(values: list[int]) -> int:
    return values.count(2)
