"""What characters may be called."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.game.errors import RuleBrokenError
from server.game.names import LONGEST_NAME, character_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada ", "Ada"),
        ("O’Neill", "O'Neill"),
        ("Anne-Marie", "Anne-Marie"),
        ("Zoe\u0308", "Zoë"),
        ("Ａｄａ", "Ada"),
        ("Ольга", "Ольга"),
        ("さくら子", "さくら子"),
        ("ΣΟΦΙΑ", "ΣΟΦΙΑ"),
        ("क्षितिज", "क्षितिज"),
        ("שָׁלוֹם", "שָׁלוֹם"),
    ],
    ids=ascii,
)
def test_names_of_any_one_alphabet_are_accepted_in_composed_form(raw: str, name: str) -> None:
    assert character_name(raw) == name


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "A",
        "A" * (LONGEST_NAME + 1),
        "A" * 10_000,
        "ﷺﷺ",  # two characters that Unicode unfolds to thirty-six
        "Ada\n",
        "\u0000Ada",
        "Ad\u200ba",
        "Ad\u202ea",
        "Ada\ufe0f",
        "\u3164\u3164",
        "\uffa0가",
        "A\u034fda",
        "Ad\ud800a",
        "Ada Byron",
        "Ada1",
        "Ada!",
        "-Ada",
        "Ada-",
        "A--da",
        "\u0301da",
        "Аdа",  # Cyrillic and Latin
        "Zo" + 4 * "\u0301",
        "You",
        "SYSTEM",
    ],
    ids=ascii,
)
def test_what_is_no_name_is_refused(raw: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        character_name(raw)

    assert refusal.value.field == "name"
    assert len(refusal.value.rule) < 120


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_an_accepted_name_is_short_visible_and_accepted_again(raw: str) -> None:
    try:
        name = character_name(raw)
    except RuleBrokenError:
        return

    assert 2 <= len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert name == unicodedata.normalize("NFKC", name) == character_name(name)
    name.encode()
