# blockers: held_back, unknown
from app.persistence import get_persistence


class Rule:
    def __init__(self, name: str, weighed_by) -> None:
        self.name = name
        self.weighed_by = weighed_by


def is_trusted(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def is_trusted_at_once(player_id: int) -> bool:
    return Rule("trusted", is_trusted).weighed_by(player_id)


def broken(rules, player_id: int) -> list[str]:
    return [rule.name for rule in rules if not rule.weighed_by(player_id)]
