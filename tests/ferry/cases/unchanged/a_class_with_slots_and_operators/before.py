class Point:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)
