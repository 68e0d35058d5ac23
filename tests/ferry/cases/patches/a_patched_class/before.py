from unittest.mock import patch

import pytest

from app.persistence import PersistenceLayer


class Rules:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def unit(self) -> str:
        return "players"


def wholly(layer: PersistenceLayer) -> int:
    return Rules(layer).size()


def text(layer: PersistenceLayer) -> str:
    census = Census(layer)
    return f"{census.size()} {census.unit()}"


@pytest.mark.parametrize("size", [1, 2])
@patch("cases.patches.test_a_patched_class.Rules")
def test_the_class_is_wholly_async(rules, size):
    rules.return_value.size.return_value = size
    assert wholly(PersistenceLayer("memory")) == size
    rules.return_value.size.assert_called_once_with()


def test_the_class_is_partly_async():
    with patch("cases.patches.test_a_patched_class.Census") as census:
        census.return_value.size.return_value = 3
        census.return_value.unit.return_value = "cats"
        assert text(PersistenceLayer("memory")) == "3 cats"


def test_nobody_names_the_mock():
    with patch("cases.patches.test_a_patched_class.Census"):
        assert text(PersistenceLayer("memory"))


@patch("cases.patches.test_a_patched_class.Census", autospec=True)
def test_a_specified_mock_follows_by_itself(census):
    census.return_value.size.return_value = 3
    assert text(PersistenceLayer("memory"))
