from unittest.mock import Mock, patch

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()

    @staticmethod
    def level(number: int) -> int:
        return get_persistence().is_admin(number)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False


class Town:
    def __init__(self) -> None:
        self.census = Census()

    def get_census(self) -> Census:
        return self.census


def get_town() -> Town:
    return Town()


def size() -> int:
    return get_town().get_census().size()


def level() -> int:
    return Census.level(1)


def size_in_a_block() -> int:
    with Census() as census:
        return census.size()


def test_a_method_of_what_it_gives():
    with patch("cases.patches.test_what_a_patched_object_leads_to.get_town") as get_town:
        get_town.return_value.get_census.return_value.size.return_value = 3
        assert size() == 3
        get_town.return_value.get_census.return_value.size.assert_called_once_with()


def test_a_method_that_the_test_sets():
    with patch("cases.patches.test_what_a_patched_object_leads_to.get_town") as get_town:
        get_town.return_value.get_census.return_value.size = Mock(return_value=3)
        assert size() == 3


@patch("cases.patches.test_what_a_patched_object_leads_to.Census")
def test_a_static_method(census):
    census.level.return_value = 3
    assert level() == 3


@patch("cases.patches.test_what_a_patched_object_leads_to.Census")
def test_what_a_block_enters(census):
    census.return_value.__enter__.return_value.size.return_value = 3
    assert size_in_a_block() == 3
