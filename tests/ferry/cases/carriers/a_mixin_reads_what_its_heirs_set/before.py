from app.persistence import get_persistence


class Rights:
    def may(self, key: int) -> str:
        return "yes" if self.layer.is_admin(key) else "no"


class Front(Rights):
    def __init__(self) -> None:
        self.layer = get_persistence()


def show() -> str:
    return Front().may(2)
