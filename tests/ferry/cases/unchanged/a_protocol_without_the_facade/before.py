from typing import Protocol


class Named(Protocol):
    def name(self) -> str: ...


def show(thing: Named) -> str:
    return thing.name()
