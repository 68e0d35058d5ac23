from app.persistence import PersistenceLayer


class Census:
    def size(self) -> int:
        return self.persistence.count_players()


Base = Census


class Door(Base):
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def is_full(self) -> bool:
        return self.size() > 9
