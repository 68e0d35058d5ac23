# blockers: held_back, unknown
from app.persistence import PersistenceLayer


class Proxy:
    def __init__(self, inner: object) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class Users:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def may_answer(self, key: int) -> bool:
        return self.layer.is_admin(key)


def greeting(users: Users) -> str:
    return "yes" if Proxy(users).may_answer(2) else "no"
