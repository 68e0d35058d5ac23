from app.persistence import PersistenceLayer


def is_any_admin(persistence: PersistenceLayer, players: list[int]) -> bool:
    return any(
        persistence.is_admin(player)  # the answer
        for player in players
        if player
    )


def report(persistence: PersistenceLayer, players: list[int]) -> list[bool]:
    total = sum(
        (
            persistence.is_admin(player)
            for player in players
        ),
        0,
    )
    count = sum(persistence.is_admin(player)
                for player in players)
    return [bool(total), bool(count)]
