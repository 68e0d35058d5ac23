from app.persistence import get_persistence


class Subject:
    def __init__(self) -> None:
        self.observers = []

    def attach(self, observer) -> None:
        self.observers.append(observer)

    def notify(self, key: int) -> list[object]:
        return [observer(key) for observer in self.observers]


def watch() -> list[object]:
    subject = Subject()
    subject.attach(get_persistence().is_admin)
    subject.attach(lambda key: key + 1)
    return subject.notify(2)


def check(key: int, rule=None) -> bool:
    rule = rule or get_persistence().is_admin
    return bool(rule(key))


def pick(is_strict: bool):
    if is_strict:
        return get_persistence().is_admin
    return lambda key: key == 2


def checks() -> list[bool]:
    return [check(2), check(2, lambda key: False), pick(True)(2), pick(False)(2)]
