from app.persistence import PersistenceLayer


class Rules:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.rules = [self.is_admin, self.is_known]

    def is_admin(self, number: int) -> bool:
        return self.layer.is_admin(number)

    def is_known(self, number):
        return self.layer.get_player(number) is not None

    def allowed(self, number):
        # any rule will do
        return any(rule(number) for rule in self.rules)

    def fine(self, numbers):
        return all(self.is_admin(number) or number > 3 for number in numbers if number and self.is_known(number))

    def deep(self, groups):
        return any(
            self.is_admin(number)
            for group in groups
            if group
            for number in group
        )

    def none(self, groups):
        return all(not self.is_admin(number) for number in groups)

    def taken(self, numbers):
        number = len(numbers)
        return any(self.is_admin(number) for number in numbers)

    def used(self, numbers):
        if any(self.is_admin(number) for number in numbers):
            return True
        return not all(self.is_admin(number) for number in numbers)

    def commented(self, numbers):
        return any(self.is_admin(number) for number in numbers)  # the admins

    def pair(self, table):
        return any(self.is_admin(n) > level for n, level in table.items())
