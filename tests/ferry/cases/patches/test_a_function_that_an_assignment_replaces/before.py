from app.persistence import get_persistence


class Rules:
    def check(self, number: int) -> bool:
        return get_persistence().is_admin(number)


def everybody(number: int) -> bool:
    return True


def test_it_is_a_named_function_for_a_while() -> None:
    rules = Rules()
    rules.check = everybody
    assert rules.check(1)


def test_it_is_a_lambda_for_a_while() -> None:
    rules = Rules()
    rules.check = lambda number: True
    assert rules.check(1)
