from app.persistence import get_persistence


class Census:
    @staticmethod
    def size() -> int:
        return get_persistence().count_players()

    @classmethod
    def twice(cls) -> int:
        return cls.size() * 2
