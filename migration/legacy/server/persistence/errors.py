"""What can go wrong between the server and its database."""


class PersistenceError(Exception):
    """The database could not do what was asked."""


class DuplicateNameError(PersistenceError):
    """Another player has this `name` already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the name {name!r} is taken")
        self.name = name
