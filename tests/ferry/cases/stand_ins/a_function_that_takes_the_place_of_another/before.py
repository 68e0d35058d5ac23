from unittest.mock import patch

from app.persistence import PersistenceLayer, get_persistence


class Desk:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def show(self, number: int) -> str:
        return f"<{self.layer.get_player(number)}>"

    def show_loud(self, number: int) -> str:
        return f"<{self.layer.get_player(number)}>".upper()


def title(number: int) -> str:
    return "Dear " + Desk(get_persistence()).show(number)


def text(number: int) -> str:
    return f"{title(number)}!"


TITLES = {"short": title}


def by_name(name: str, number: int) -> str:
    return TITLES[name](number)


def test_a_method_of_the_same_class() -> None:
    with patch.object(Desk, "show", Desk.show_loud):
        assert title(1) == "Dear <ANN>"


def test_a_function(monkeypatch) -> None:
    def plain(number: int) -> str:
        return str(get_persistence().get_player(number))

    monkeypatch.setattr("cases.stand_ins.test_a_function_that_takes_the_place_of_another.title", plain)
    assert text(1) == "ann!"


def test_a_table(monkeypatch) -> None:
    def marked(number: int) -> str:
        return f"* {get_persistence().get_player(number)}"

    monkeypatch.setitem(TITLES, "marked", marked)
    assert by_name("marked", 1) == "* ann"
    with patch.dict(TITLES, {"again": marked}):
        assert by_name("again", 1) == "* ann"
