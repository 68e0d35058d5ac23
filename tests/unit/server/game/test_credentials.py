"""What people may log in with."""

import pytest

from server.game.credentials import LONGEST_PASSWORD, new_password, password_form, username
from server.game.errors import RuleBrokenError


@pytest.mark.parametrize("raw", ["ada", "Ada.Lovelace", "a_b-c.1", "x" * 32])
def test_a_user_name_is_kept_as_it_is(raw: str) -> None:
    assert username(raw) == raw


@pytest.mark.parametrize(
    "raw", ["", "ad", "x" * 33, "ada ", ".ada", "ada-", "adä", "аda", "ada\u0000", "a b c"], ids=ascii
)
def test_what_is_no_user_name_is_refused(raw: str) -> None:
    with pytest.raises(RuleBrokenError, match=r"^username must"):
        username(raw)


@pytest.mark.parametrize(
    "raw", ["correct horse battery", "пароль-пароль", "x7!" * 42, "        spaces count        "], ids=ascii
)
def test_a_long_enough_password_needs_nothing_else(raw: str) -> None:
    assert new_password(raw, for_username="ada") == raw


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("", "at least"),
        ("1234567", "at least"),
        ("x7" * LONGEST_PASSWORD, "at most"),
        ("password", "everybody guesses"),
        ("PassWord1", "everybody guesses"),
        ("aaaaaaaaaaaa", "everybody guesses"),
        ("ADA-LOVELACE", "not be the user name"),
        ("tab\tulators", "control"),
        ("nul\u0000nul\u0000", "control"),
        ("half\ud800half", "control"),
    ],
    ids=ascii,
)
def test_a_password_that_is_easily_guessed_or_cannot_be_typed_is_refused(raw: str, rule: str) -> None:
    with pytest.raises(RuleBrokenError, match=rule) as refusal:
        new_password(raw, for_username="ada-lovelace")

    assert refusal.value.field == "password"


def test_two_keyboards_give_one_password() -> None:
    assert password_form("Zoe\u0308") == password_form("Zo\u00eb")
