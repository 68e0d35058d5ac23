from app.models import Player
from app.persistence import PersistenceLayer


def enter(persistence: PersistenceLayer, name: str) -> None:
    persistence.save_player(  # comes back after a restart
        Player(
            id=7,
            name=name,  # as typed
        )
    )
