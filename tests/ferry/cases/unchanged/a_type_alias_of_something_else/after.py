from typing import Annotated

from app.models import Player

Hero = Annotated[Player, "brave"]


def name_of(hero: Hero) -> str:
    return hero.name
