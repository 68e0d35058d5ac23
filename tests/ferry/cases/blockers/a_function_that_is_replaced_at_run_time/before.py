# blockers: dynamic, held_back
from app.persistence import get_persistence


def everybody(number: int) -> bool:
    return True


class Rules:
    def check(self, number: int) -> bool:
        return get_persistence().is_admin(number)


class Doors:
    def __init__(self, is_open: bool) -> None:
        if is_open:
            self.enter = everybody

    def enter(self, number: int) -> bool:
        return get_persistence().is_admin(number)


def lenient(rules: Rules, number: int) -> bool:
    rules.check = everybody
    return rules.check(number) and Doors(is_open=True).enter(number)
