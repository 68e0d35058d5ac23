from collections.abc import Callable


def upper(text: str) -> str:
    return text.upper()


STYLES: dict[str, Callable[[str], str]] = {"upper": upper}


def styled(name: str, text: str) -> str:
    return STYLES[name](text)
