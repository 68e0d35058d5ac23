def ordered(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name.lower())
