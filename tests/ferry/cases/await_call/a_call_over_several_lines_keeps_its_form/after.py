from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def enter(persistence: AsyncPersistenceLayer, name: str) -> None:
    await persistence.save_player(  # comes back after a restart
        Player(
            id=7,
            name=name,  # as typed
        )
    )
