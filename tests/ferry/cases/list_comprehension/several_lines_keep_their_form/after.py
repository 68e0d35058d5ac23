from app.persistence.async_layer import AsyncPersistenceLayer


async def is_any_admin(persistence: AsyncPersistenceLayer, players: list[int]) -> bool:
    return any(
        [
            await persistence.is_admin(player)  # the answer
            for player in players
            if player
        ]
    )


async def report(persistence: AsyncPersistenceLayer, players: list[int]) -> list[bool]:
    total = sum(
        [
            await persistence.is_admin(player)
            for player in players
        ],
        0,
    )
    count = sum([await persistence.is_admin(player)
                for player in players])
    return [bool(total), bool(count)]
