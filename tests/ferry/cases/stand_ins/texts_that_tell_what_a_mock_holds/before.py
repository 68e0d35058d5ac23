from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def title(self, text: str) -> str:
        return text.title()


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


def describe(town: Town) -> str:
    return f"{town.census.title('hall')}: {town.census.size()}"


def test_describe() -> None:
    town = Mock(**{"census.size.return_value": 3, "census.title.side_effect": str.upper})
    assert describe(town) == "HALL: 3"


def test_describe_later() -> None:
    town = MagicMock()
    town.configure_mock(**{"census.size.return_value": 2, "census.title.return_value": "Hall"})
    assert describe(town) == "Hall: 2"
