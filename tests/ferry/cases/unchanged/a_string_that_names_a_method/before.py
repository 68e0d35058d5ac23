def describe() -> str:
    return "get_player and count_players are methods of the layer"
