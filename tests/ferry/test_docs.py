"""The pages that are made from the code say what the code says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ferry.conftest import BLOCKED, SIZE, Ferry, facts
from tools.ferry.colour.kinds import BLOCKER_KINDS
from tools.ferry.config.schema import STEP_KINDS
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


def test_the_reference_names_every_key_of_a_step() -> None:
    page = (DOCS / "FERRY.md").read_text(encoding="utf-8")

    for kind, (required, optional) in STEP_KINDS.items():
        row = re.search(rf"^\| `{kind}` \| ([^|]*)\|", page, re.M)
        assert row is not None, kind
        assert set(re.findall(r"`(\w+)`", row[1])) == required | optional, kind


def test_each_kind_of_blocker_has_a_recipe_and_an_example_of_both_sides() -> None:
    for kind in BLOCKER_KINDS:
        assert kind.reason
        assert kind.recipe, kind.name
        assert kind.before.strip(), kind.name
        assert kind.after.strip() != kind.before.strip(), kind.name


UNKNOWN = """\
def size(something):
    return something.count_players()
"""
FACADE, TARGET = "app.persistence.layer.PersistenceLayer", "app.persistence.async_layer.AsyncPersistenceLayer"


def keys_of(data: object) -> Iterator[str]:
    """Yield the keys of an answer and of the objects in its lists; a table of numbers by name has none of its own."""
    for value in data if isinstance(data, list) else []:
        yield from keys_of(value)
    for key, value in data.items() if isinstance(data, dict) else ():
        yield key
        yield from keys_of(value) if isinstance(value, list) else ()


@pytest.mark.parametrize(
    "command",
    [
        "inventory",
        "plan",
        "apply migrate_cases --diff",
        "verify --no-mypy --ratchet counts.json",
        "verify --flip",
        "status --history days.json",
        "explain property",
        "explain cases/size.py:5",
        "explain cases.size.size",
        f"init --force --facade {FACADE} --target {TARGET}",
    ],
)
def test_the_reference_names_every_field_of_the_json(
    ferry: Ferry, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("size", SIZE), ("blocked", BLOCKED), ("unknown", UNKNOWN)):
        (tree / "cases" / f"{name}.py").write_text(text, encoding="utf-8")

    ferry(*command.split(), "--json", "out.json")

    row = "verify --flip" if "--flip" in command else command.partition(" ")[0]
    table = re.search(rf"^\| `{row}` \| (.*`version` 1.*) \|$", (DOCS / "FERRY.md").read_text(encoding="utf-8"), re.M)
    assert table is not None
    named = set(re.findall(r"`(\w+)`", table[1]))
    assert set(keys_of(facts(tmp_path / "out.json"))) - named == set()
