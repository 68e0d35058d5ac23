from app.models import Player


def make_player(name: str = "Ada") -> Player:
    return Player(1, name)
