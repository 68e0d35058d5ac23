from app.persistence import PersistenceLayer


def move(layer: PersistenceLayer, player_id: int) -> None:
    # The target takes the room first.
    layer.move_player(player_id, "quay")
    layer.move_player(
        player_id,
        room="hall",  # where it is warm
    )
