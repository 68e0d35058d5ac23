from dataclasses import dataclass, field
from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


@dataclass
class Census:
    rolls: PersistenceLayer
    seen: list[int] = field(default_factory=list)

    def heads(self) -> int:
        self.seen.append(self.rolls.count_players())
        return self.seen[-1]


@dataclass(frozen=True)
class Report:
    census: Census

    def show(self) -> str:
        return f"{self.census.heads()} players"


class FakeCensus:
    def heads(self) -> int:
        return 7


def test_by_its_place() -> None:
    layer = Mock()
    layer.count_players.return_value = 3
    assert Census(layer).heads() == 3
    layer.count_players.assert_called_once_with()


def test_by_its_name() -> None:
    layer = MagicMock()
    layer.count_players.side_effect = [3, 4]
    report = Report(Census(rolls=layer))
    assert [report.show(), report.show()] == ["3 players", "4 players"]


def test_a_fake() -> None:
    assert Report(FakeCensus()).show() == "7 players"
