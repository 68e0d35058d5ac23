# blockers: callback, held_back
from unittest.mock import patch

from app.persistence import PersistenceLayer


class Show:
    def prepare(self, number: int) -> None:
        print(number)

    def run(self, number: int) -> str:
        self.prepare(number)
        return f"<{number}>"


def test_prepare_comes_first(persistence: PersistenceLayer) -> None:
    show, calls = Show(), []

    def prepare(number: int) -> None:
        calls.append(persistence.count_players() + number)

    with patch.object(show, "prepare", side_effect=prepare):
        show.run(1)

    assert calls == [1]
