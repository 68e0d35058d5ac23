class NotHere(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not here")
        self.name = name
