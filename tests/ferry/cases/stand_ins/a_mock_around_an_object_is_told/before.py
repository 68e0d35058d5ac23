from unittest.mock import MagicMock

from app.persistence import get_persistence


class Rules:
    def allowed(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)

    def size(self) -> int:
        return get_persistence().count_players()


def show(rules: Rules, player_id: int) -> str:
    return f"{rules.allowed(player_id)} {rules.size()}"


def test_one_of_two() -> None:
    rules = MagicMock(wraps=Rules())
    rules.allowed.return_value = True
    assert show(rules, 1) == "True 0"
    rules.allowed.assert_called_once_with(1)
    rules.size.assert_called_once_with()
