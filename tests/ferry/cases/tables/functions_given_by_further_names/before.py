from app.persistence import get_persistence


def is_guard(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def ask(player_id: int, **checks) -> dict[str, object]:
    return {name: check(player_id) for name, check in checks.items()}


def ask_all(player_id: int) -> list[object]:
    checks = {"guard": is_guard}
    return [ask(player_id, guard=is_guard), ask(player_id, **checks)]
