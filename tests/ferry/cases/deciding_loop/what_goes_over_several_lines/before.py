from app.persistence import PersistenceLayer


class Rules:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def is_admin(self, number: int) -> bool:
        return self.layer.is_admin(number)

    def one(self, numbers):
        return any(
            self.is_admin(number)
            or number > 3
            for number in numbers
            + [1, 2]
        )

    def two(self, numbers):
        return any(
            map(
                lambda number: self.is_admin(number)
                or number > 3,
                numbers
                + [1, 2],
            )
        )

    def three(self, numbers):
        return all(
            "a"
            "b"
            if self.is_admin(number) else
            ""
            for number in numbers
            if number
            or number > 4
        )
