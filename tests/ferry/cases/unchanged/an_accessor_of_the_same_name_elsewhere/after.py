def get_persistence() -> dict[str, int]:
    return {}


def size() -> int:
    return len(get_persistence())
