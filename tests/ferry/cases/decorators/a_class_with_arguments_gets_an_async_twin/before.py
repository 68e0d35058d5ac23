from app.persistence import PersistenceLayer


class requires:
    """Checks an argument before the function runs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, function):
        def checked(*args, **kwargs):
            if self.name not in kwargs:
                raise KeyError(self.name)
            return function(*args, **kwargs)

        return checked


class Players:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @requires("number")
    def level(self, number: int) -> int:
        return self.layer.get_player(number).level
