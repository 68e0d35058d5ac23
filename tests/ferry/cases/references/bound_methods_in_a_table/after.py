from app.persistence.async_layer import AsyncPersistenceLayer


class Questions:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.answers = {"count": layer.count_players, "all": layer.list_players}

    async def ask(self, name: str):
        answer = self.answers.get(name)
        return await answer() if answer else None
