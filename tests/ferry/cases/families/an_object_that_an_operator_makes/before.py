from app.persistence import get_persistence


class Check:
    def __or__(self, other):
        return Either(self, other)

    def __invert__(self):
        return Neither(self)

    def passes(self, player_id: int) -> bool:
        return True


class Either(Check):
    def __init__(self, left, right) -> None:
        self.left, self.right = left, right

    def passes(self, player_id: int) -> bool:
        return self.left.passes(player_id) or self.right.passes(player_id)


class Neither(Check):
    def __init__(self, inner) -> None:
        self.inner = inner

    def passes(self, player_id: int) -> bool:
        return not self.inner.passes(player_id)


class Ruling(Check):
    def passes(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


def may_enter(player_id: int) -> bool:
    either = Ruling() | ~Check()
    return either.passes(player_id)
