# blockers: untraced
from app.persistence import get_persistence


class Lazy:
    def __init__(self, make):
        self.make = make
        self.made = None

    @property
    def value(self):
        if self.made is None:
            self.made = self.make()
        return self.made


by_name = Lazy(get_persistence)
by_lambda = Lazy(lambda: get_persistence())


def show() -> None:
    print(by_name.value.count_players(), by_lambda.value.count_players())
