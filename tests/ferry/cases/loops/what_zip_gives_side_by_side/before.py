from app.persistence import PersistenceLayer


class Gauge:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def gauged(self, number: int) -> int:
        return self.layer.get_player(number).level


def gauge_all(layer: PersistenceLayer) -> list[int]:
    gauges = [Gauge(layer) for _ in range(3)]
    found = []
    for number, gauge in zip([1, 2, 3], gauges):
        found.append(gauge.gauged(number))
    return found
