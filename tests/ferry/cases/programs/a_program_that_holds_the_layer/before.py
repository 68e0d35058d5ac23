"""Fills the layer."""

from app.models import Player
from app.persistence import PersistenceLayer

if __name__ == "__main__":  # run by hand
    layer = PersistenceLayer("memory")

    # The players that every test expects.
    for number in range(3):
        layer.save_player(Player(number, f"player {number}", 1))

    def describe(number: int) -> str:
        return layer.get_player(number).name

    print(layer.count_players(), [describe(number) for number in range(3)])
