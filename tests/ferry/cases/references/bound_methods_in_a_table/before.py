from app.persistence import PersistenceLayer


class Questions:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.answers = {"count": layer.count_players, "all": layer.list_players}

    def ask(self, name: str):
        answer = self.answers.get(name)
        return answer() if answer else None
