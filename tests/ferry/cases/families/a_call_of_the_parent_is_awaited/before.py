from app.persistence import get_persistence


class Base:
    def load(self) -> int:
        return get_persistence().count_players()


class Derived(Base):
    def load(self) -> int:
        return super().load() + 1
