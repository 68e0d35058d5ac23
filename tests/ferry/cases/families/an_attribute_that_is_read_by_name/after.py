from app.persistence.async_layer import get_async_persistence


class Sheet:
    fields = ("title",)
    title = "players"

    async def size(self) -> int:
        return await get_async_persistence().count_players()

    def __repr__(self) -> str:
        return " ".join(str(getattr(self, field)) for field in self.fields)


def copy(sheet: Sheet, name: str) -> object:
    return getattr(sheet, name, None)


def has(name: str) -> bool:
    return name in globals() and bool(globals().get(f"the_{name}"))


async def size(sheet: Sheet) -> int:
    return await sheet.size()
