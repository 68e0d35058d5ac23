# blockers: dynamic, held_back
import inspect

from app.persistence import get_persistence


class Router:
    def on_count(self, key: int) -> str:
        return f"{get_persistence().count_players()}"

    def on_admin(self, key: int) -> str:
        return f"{get_persistence().is_admin(key)}"

    def route(self, name: str, key: int) -> str:
        methods = {n[3:]: getattr(self, n) for n in dir(self) if n.startswith("on_")}
        return methods[name](key)

    def route_by_class(self, name: str, key: int) -> str:
        return type(self).__dict__["on_" + name](self, key)


class Rights:
    def is_admin(self, key: int) -> bool:
        return get_persistence().is_admin(key)


def ask(rights: Rights, right: str, key: int) -> str:
    return "yes" if getattr(rights, right)(key) else "no"


class Checks:
    def check_size(self) -> bool:
        return get_persistence().count_players() > 0

    def run(self) -> list[bool]:
        return [check() for name, check in inspect.getmembers(self) if name.startswith("check_")]
