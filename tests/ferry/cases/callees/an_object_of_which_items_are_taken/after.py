from app.persistence.async_layer import AsyncPersistenceLayer


class Granary:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def sacks_of(self, name: str) -> int:
        return await self.layer.count_players() + len(name)


def show_row(row):
    return {"day": row["day"], "sacks": row.sacks_of("rye")}


def show_rows(rows):
    shown = []
    for row in rows:
        day = row["day"]
        shown.append((day, row.sacks_of("rye")))
    return shown
