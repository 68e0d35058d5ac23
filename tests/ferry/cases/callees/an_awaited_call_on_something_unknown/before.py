from app.persistence import PersistenceLayer


class Barn:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def count_cows(self) -> int:
        return self.layer.count_players()


async def show_barn(barn) -> str:
    return f"{await barn.count_cows()} cows"
