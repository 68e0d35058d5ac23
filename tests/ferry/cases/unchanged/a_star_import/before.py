from math import *


def circle(radius: float) -> float:
    return pi * radius**2
