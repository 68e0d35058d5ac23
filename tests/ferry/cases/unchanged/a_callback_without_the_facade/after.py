import re


def shout(match: re.Match[str]) -> str:
    return match.group().upper()


def louder(text: str) -> str:
    return re.sub(r"\w+", shout, text)
