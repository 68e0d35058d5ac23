def build(get_player: int = 0) -> dict[str, int]:
    return dict(count_players=get_player)
