class Statistics:
    def __init__(self) -> None:
        self.count_players = 3


def show(statistics: Statistics) -> int:
    return statistics.count_players
