"""Taking a typed line apart."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.commands.line import LONGEST_LINE, LineTooLongError, parse_line


@pytest.mark.parametrize(
    ("raw", "verb", "argument"),
    [
        ("look", "look", ""),
        ("  LOOK  ", "look", ""),
        ("say  Hello   World ", "say", "Hello   World"),
        ("say\thello\nworld", "say", "hello world"),
        ("say a\u202eb\u2066c", "say", "abc"),
        ("say \ud83d\ude00", "say", ""),
        ("say 😀", "say", "😀"),
    ],
    ids=ascii,
)
def test_a_line_is_a_verb_and_the_rest(raw: str, verb: str, argument: str) -> None:
    assert parse_line(raw) == (verb, argument)


def test_the_limit_is_on_what_was_typed() -> None:
    assert parse_line("x" * LONGEST_LINE).verb
    with pytest.raises(LineTooLongError):
        parse_line("x" * (LONGEST_LINE + 1))


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=LONGEST_LINE))
def test_nothing_that_controls_a_screen_gets_through(raw: str) -> None:
    line = parse_line(raw)

    for character in line.verb + line.argument:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
    (line.verb + line.argument).encode()
