from unittest.mock import patch

from app.persistence import get_persistence

HERE = "cases.patches.test_a_text_in_parts"
TARGET = "cases.patches.test_a_text_in_parts.get_persistence"


class Rules:
    def allowed(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


class Page:
    rules = Rules()

    def show(self, player_id: int) -> str:
        return "yes" if self.rules.allowed(player_id) else "no"


def name_of(i: int) -> int:
    return get_persistence().count_players() + i


def names() -> int:
    return name_of(3)


def test_an_accessor_in_an_f_string() -> None:
    with patch(f"{HERE}.get_persistence") as get:
        get.return_value.is_admin.return_value = False
        assert Page().show(1) == "no"


@patch(HERE + ".get_persistence")
def test_an_accessor_behind_a_plus(get) -> None:
    get.return_value.is_admin.return_value = False
    assert Page().show(1) == "no"


def test_an_accessor_by_a_constant() -> None:
    with patch(TARGET) as get:
        get.return_value.is_admin.return_value = False
        assert Page().show(1) == "no"


@patch(f"{HERE}.name_of", return_value=4)
def test_a_function(name_of) -> None:
    assert names() == 4


def test_a_text_for_monkeypatch(monkeypatch) -> None:
    monkeypatch.setattr(f"{HERE}.name_of", lambda i: 8)
    assert names() == 8


def test_an_attribute_of_this_module() -> None:
    with patch(f"{__name__}.Page.rules") as rules:
        rules.allowed.return_value = False
        assert Page().show(1) == "no"


def test_a_format() -> None:
    with patch("{}.Rules.allowed".format(HERE), return_value=True):
        assert Page().show(1) == "yes"


def test_a_percent_sign() -> None:
    with patch("%s.Rules.allowed" % HERE, lambda self, i: True):
        assert Page().show(1) == "yes"


class TestPage:
    PAGE = HERE + ".Page"

    def test_a_constant_of_the_class(self) -> None:
        with patch(self.PAGE + ".show", lambda self, i: "maybe"):
            assert Page().show(1) == "maybe"

    def test_a_name_of_a_class(self) -> None:
        holder = f"{HERE}.{Rules.__name__}"
        with patch(f"{holder}.allowed", lambda self, i: True):
            assert Page().show(1) == "yes"

    def test_a_text_that_a_loop_makes(self) -> None:
        for name in ("show", "hide"):
            with patch(f"{self.PAGE}.{name}", create=True) as shown:
                shown.assert_not_called()
