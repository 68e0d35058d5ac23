from app.persistence import get_persistence


class Gauge:
    def level_shown(self) -> int:
        return get_persistence().count_players()


def doubled(gauge: Gauge) -> int:
    return 2 * gauge.level_shown()


if __name__ == "__main__":
    print(Gauge().level_shown(), doubled(Gauge()))
