from app.persistence import PersistenceLayer, get_persistence


class Rules:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def is_admin(self, number: int) -> bool:
        return self.layer.is_admin(number)

    def has_admin(self) -> bool:
        return any(map(self.layer.is_admin, self.layer.list_players()))  # the first will do

    def are_admins(self, numbers):
        return all(map(self.is_admin, numbers))

    def has_other(self, numbers):
        return any(filter(self.is_admin, numbers))

    def are_true(self, numbers):
        return all(filter(self.is_admin, numbers))

    def higher(self, numbers):
        return any(
            map(
                lambda number: self.is_admin(number) or number > 3,
                numbers,
            )
        )

    def only_higher(self, numbers):
        return all(map(lambda number: number > 3 and self.is_admin(number), numbers))

    def named(self, item):
        return any(map(self.is_admin, [item]))

    def taken(self, numbers):
        number = len(numbers)
        return any(map(lambda number: self.is_admin(number), [number]))

    def used(self, numbers):
        return not any(map(self.is_admin, numbers))

    def collected(self, numbers):
        return any(list(map(self.is_admin, numbers)))

    def inside(self, groups):
        return any(n for n in map(self.is_admin, groups))

    def asked_once(self, numbers):
        return all(map(get_persistence().is_admin, numbers))
