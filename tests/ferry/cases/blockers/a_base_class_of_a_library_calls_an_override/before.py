# blockers: override
from otherlib import Model

from app.persistence import get_persistence


class Row(Model):
    key = 1

    def check(self) -> bool:
        return get_persistence().is_admin(self.key)


class Locked(Row):
    def check(self) -> bool:
        return super().check() and not get_persistence().is_admin(2)


def test_check() -> None:
    assert Row().check()
