# blockers: special_method
from app.persistence import get_persistence


class Counted(type):
    def __call__(cls, *given: object) -> object:
        print(get_persistence().count_players())
        return super().__call__(*given)


class Token(metaclass=Counted):
    pass


def token() -> Token:
    return Token()
