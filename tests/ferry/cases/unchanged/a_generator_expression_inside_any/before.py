def has_long(names: list[str]) -> bool:
    return any(len(name) > 10 for name in names)
