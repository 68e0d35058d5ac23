"""How many of something there are, for a person to read."""


def counted(number: int, noun: str) -> str:
    """Return the number with the noun, which takes an `s` for any number but one: `1 file`, `0 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
