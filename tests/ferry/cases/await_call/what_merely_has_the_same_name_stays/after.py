from app.models import Player


class Roster:
    def __init__(self) -> None:
        self.players: list[Player] = []

    def list_players(self) -> list[Player]:
        return self.players

    def count_players(self) -> int:
        return len(self.list_players())


def size(roster: Roster) -> int:
    return roster.count_players()
