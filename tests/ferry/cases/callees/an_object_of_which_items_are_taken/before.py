from app.persistence import PersistenceLayer


class Granary:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def sacks_of(self, name: str) -> int:
        return self.layer.count_players() + len(name)


def show_row(row):
    return {"day": row["day"], "sacks": row.sacks_of("rye")}


def show_rows(rows):
    shown = []
    for row in rows:
        day = row["day"]
        shown.append((day, row.sacks_of("rye")))
    return shown
