def get_player(player_id: int) -> str:
    return str(player_id)


def show(player_id: int) -> str:
    return get_player(player_id)
