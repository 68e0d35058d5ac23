"""Every case: `before.py` becomes `after.py`, and nothing else."""

import io
import tokenize
from pathlib import Path

import pytest

from tests.ferry.conftest import CASES, Migrated, module_of

_BLOCKERS = "# blockers: "

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")


def comments(text: str) -> list[str]:
    """Return the comments in their order."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def declared_blockers(case: Path) -> set[str]:
    """Return the kinds that the first line of the case announces."""
    first = (case / "before.py").read_text(encoding="utf-8").partition("\n")[0]
    return set(first.removeprefix(_BLOCKERS).split(", ")) if first.startswith(_BLOCKERS) else set()


@each_case
def test_the_case_becomes_what_is_expected(case: Path, migrated: Migrated) -> None:
    assert migrated.text(case) == (case / "after.py").read_text(encoding="utf-8")


@each_case
def test_the_result_compiles(case: Path, migrated: Migrated) -> None:
    compile(migrated.text(case), str(case), "exec")


@each_case
def test_every_comment_survives(case: Path, migrated: Migrated) -> None:
    assert comments(migrated.text(case)) == comments((case / "before.py").read_text(encoding="utf-8"))


@each_case
def test_the_blockers_are_those_that_the_case_announces(case: Path, migrated: Migrated) -> None:
    assert {b.kind for b in migrated.blockers if b.file == module_of(case)} == declared_blockers(case)


@each_case
def test_a_second_run_changes_nothing(case: Path, migrated: Migrated) -> None:
    assert module_of(case) not in migrated.again.contents


@each_case
def test_the_verifier_finds_nothing_wrong(case: Path, migrated: Migrated) -> None:
    assert [finding for finding in migrated.findings if finding.file == module_of(case)] == []
