from collections.abc import Iterator
from unittest.mock import MagicMock, Mock, patch

from app.persistence import get_persistence


class Repo:
    def rows(self) -> Iterator[str]:
        for player in get_persistence().list_players():
            yield player.name

    def size(self) -> int:
        return get_persistence().count_players()


class Report:
    repo = Repo()

    def names(self) -> list[str]:
        return [row for row in self.repo.rows()]

    def size(self) -> int:
        return self.repo.size()


def test_patched_attribute() -> None:
    with patch.object(Report, "repo", new_callable=Mock) as repo:
        repo.rows.return_value = ["r"]
        repo.size.return_value = 3
        assert Report().names() == ["r"]
        assert Report().size() == 3


def test_patched_attribute_by_text() -> None:
    with patch(f"{__name__}.Report.repo") as repo:
        repo.rows.return_value = ["r"]
        assert Report().names() == ["r"]


def test_held() -> None:
    town = MagicMock()
    town.repo.rows.return_value = ["r"]
    assert Report.names(town) == ["r"]
