def longest(names: list[str]) -> int:
    return max(len(name) for name in names)
