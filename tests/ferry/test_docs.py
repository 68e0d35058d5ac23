"""The pages that are made from the code say what the code says."""

from pathlib import Path

from tools.ferry.colour.kinds import BLOCKER_KINDS
from tools.ferry.report.blockers import blockers_markdown
from tools.ferry.report.rewrites import rewrites_markdown
from tools.ferry.rewrite.rules import RULES as REWRITES
from tools.ferry.verify.rules import RULES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_about_blockers_is_current() -> None:
    page = (DOCS / "BLOCKERS.md").read_text(encoding="utf-8")

    renew = "renew it: ./bazelw run //tools/ferry -- --root $PWD/tests/ferry/tree explain blockers > docs/BLOCKERS.md"
    assert page == blockers_markdown(BLOCKER_KINDS), renew


def test_the_page_about_transformations_is_current() -> None:
    page = (DOCS / "REWRITES.md").read_text(encoding="utf-8")

    renew = "renew it: ./bazelw run //tools/ferry -- --root $PWD/tests/ferry/tree explain rewrites > docs/REWRITES.md"
    assert page == rewrites_markdown(REWRITES), renew


def test_the_reference_names_every_rule_of_the_verifier() -> None:
    page = (DOCS / "FERRY.md").read_text(encoding="utf-8")

    assert [rule for rule in RULES if f"`{rule}`" not in page] == []


def test_each_kind_of_blocker_has_a_recipe_and_an_example_of_both_sides() -> None:
    for kind in BLOCKER_KINDS:
        assert kind.reason
        assert kind.recipe, kind.name
        assert kind.before.strip(), kind.name
        assert kind.after.strip() != kind.before.strip(), kind.name
