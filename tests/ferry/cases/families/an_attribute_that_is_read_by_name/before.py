from app.persistence import get_persistence


class Sheet:
    fields = ("title",)
    title = "players"

    def size(self) -> int:
        return get_persistence().count_players()

    def __repr__(self) -> str:
        return " ".join(str(getattr(self, field)) for field in self.fields)


def copy(sheet: Sheet, name: str) -> object:
    return getattr(sheet, name, None)


def has(name: str) -> bool:
    return name in globals() and bool(globals().get(f"the_{name}"))


def size(sheet: Sheet) -> int:
    return sheet.size()
