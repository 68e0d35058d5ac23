from unittest.mock import Mock, patch

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()

    def unit(self) -> str:
        return "players"


def test_several_methods_at_once():
    with patch.multiple(Census, size=Mock(return_value=2), unit=Mock(return_value="cats")):
        assert Census().size() == 2


def test_the_class_is_named():
    with patch.multiple("cases.patches.test_a_patch_of_several.Census", size=lambda self: 2):
        assert Census().size() == 2
