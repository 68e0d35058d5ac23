from app.persistence import get_persistence


class Mail:
    def send(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


def pair(player_id: int, pair: tuple[str, Mail]) -> bool:
    _, mail = pair
    return mail.send(player_id)


def send() -> bool:
    return pair(1, ("x", Mail()))
