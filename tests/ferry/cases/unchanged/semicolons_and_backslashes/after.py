def sums(first: int, second: int) -> int:
    total = first; total += second
    return total \
        + 1
