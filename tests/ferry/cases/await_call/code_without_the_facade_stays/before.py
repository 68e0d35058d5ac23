def double(value: int) -> int:
    return value * 2  # nothing to wait for
