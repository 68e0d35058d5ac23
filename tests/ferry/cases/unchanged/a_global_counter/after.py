_count = 0


def next_number() -> int:
    global _count
    _count += 1
    return _count
