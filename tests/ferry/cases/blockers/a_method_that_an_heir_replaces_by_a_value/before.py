# blockers: dynamic, held_back
from app.persistence import get_persistence


class Toll:
    def due(self, player_id: int) -> int:
        return self.fee_of(player_id) + 1

    def fee_of(self, player_id: int) -> int:
        return player_id


class CountedToll(Toll):
    def fee_of(self, player_id: int) -> int:
        return get_persistence().count_players()


class FreeToll(Toll):
    fee_of = lambda self, player_id: 0  # noqa: E731


def test_toll() -> None:
    assert CountedToll().due(1) == FreeToll().due(1) == 1
