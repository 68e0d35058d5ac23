from unittest.mock import MagicMock, Mock, patch

from app.persistence import get_persistence


class Rule:
    def check(self, player_id: int) -> str:
        return "admin" if get_persistence().is_admin(player_id) else ""


RULES: list[Rule] = [Rule()]


class Checker:
    def __init__(self) -> None:
        self.rules: list[Rule] = [Rule()]

    def check(self, player_id: int) -> list[str]:
        return [rule.check(player_id) for rule in self.rules]


def check_all(player_id: int) -> list[str]:
    return [rule.check(player_id) for rule in RULES]


def test_a_list_on_an_object() -> None:
    rule = MagicMock()
    rule.check.return_value = "no"
    checker = Checker()
    checker.rules = [rule]
    assert checker.check(1) == ["no"]
    rule.check.assert_called_once_with(1)


def test_a_list_that_monkeypatch_sets(monkeypatch) -> None:
    checker = Checker()
    monkeypatch.setattr(checker, "rules", [Mock(check=Mock(return_value="no"))])
    assert checker.check(1) == ["no"]


def test_a_list_of_the_module() -> None:
    rule = Mock(check=lambda player_id: "none")
    with patch(f"{__name__}.RULES", new=[rule, Mock(check=Mock(return_value="no"))]):
        assert check_all(1) == ["none", "no"]
