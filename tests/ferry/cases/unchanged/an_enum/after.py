from enum import Enum


class Colour(Enum):
    RED = 1
    BLUE = 2


def is_red(colour: Colour) -> bool:
    return colour is Colour.RED
