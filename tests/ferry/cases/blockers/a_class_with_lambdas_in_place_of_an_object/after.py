# blockers: mock, held_back
from app.persistence import PersistenceLayer


class Barometer:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def pressure(self) -> int:
        return self.layer.count_players()


class Forecast:
    def __init__(self, barometer):
        self.barometer = barometer

    def text(self):
        return f"<{self.barometer.pressure()}>"


def forecast(layer: PersistenceLayer) -> str:
    return Forecast(Barometer(layer)).text()


class FixedBarometer:
    pressure = staticmethod(lambda: 4)


def test_fixed():
    assert Forecast(FixedBarometer()).text() == "<4>"


def test_of_something_else():
    assert FixedBarometer().pressure() == 4
