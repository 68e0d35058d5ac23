from app.persistence import PersistenceLayer, get_persistence


class Guard:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Guard":
        self.persistence.count_players()
        return self

    def __exit__(self, kind, value, trace) -> bool:
        self.persistence.count_players()
        return kind is KeyError


class Outer(Guard):
    def __enter__(self) -> "Outer":
        super().__enter__()
        self.persistence.list_players()
        return self

    def __exit__(self, kind, value, trace) -> bool:
        self.persistence.list_players()
        return super().__exit__(kind, value, trace)

    def leave_by_hand(self) -> None:
        self.__exit__(None, None, None)


class Named(Guard):
    def __enter__(self) -> "Named":
        Guard.__enter__(self)
        return self


class Reader:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __iter__(self):
        for player in self.persistence.list_players():
            yield player.name


class Numbered(Reader):
    def __iter__(self):
        yield from super().__iter__()
        for number, name in enumerate(super().__iter__()):
            yield f"{number}: {name}"


def by_hand() -> int:
    guard = Outer(get_persistence())
    guard.__enter__()
    try:
        return get_persistence().count_players()
    finally:
        guard.__exit__(None, None, None)


def entered() -> str:
    with Outer(get_persistence()), Named(get_persistence()):
        return ", ".join(Numbered(get_persistence()))


def names(reader: Reader) -> list[str]:
    found = reader.__iter__()
    return [next(reader.__iter__()), *list(reader.__iter__()), *[name for name in found]]
