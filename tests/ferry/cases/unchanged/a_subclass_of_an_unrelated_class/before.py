from app.models import Player


class Hero(Player):
    def save_player(self) -> None:
        self.level += 1


def grow(hero: Hero) -> None:
    hero.save_player()
