from unittest.mock import MagicMock

from app.persistence import get_persistence
from cases.patches import test_a_name_of_a_module_that_is_assigned as shop


class Service:
    def load(self) -> int:
        return get_persistence().count_players()


def default_service() -> Service:
    return Service()


def show() -> str:
    return str(default_service().load())


def test_it_is_another_for_a_while():
    before = shop.default_service
    fake = MagicMock()
    fake.load.return_value = 5
    shop.default_service = lambda: fake
    try:
        assert show() == "5"
    finally:
        shop.default_service = before
