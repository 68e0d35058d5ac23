from app.models import Player


def names(players: list[Player]) -> set[str]:
    return {player.name for player in players}
