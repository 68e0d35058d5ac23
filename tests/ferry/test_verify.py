"""The verifier finds each planted defect at its line, and nothing in correct code."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ferry.conftest import HERE, copy_tree
from tools.ferry.config import read_config
from tools.ferry.model import Finding
from tools.ferry.verify import RULES, Scope, verify_tree

FILES = sorted((HERE / "defects").glob("*.py.in"))
_MARK = re.compile(r"# finding: (\w+)$")

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".py.in"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with all planted files."""
    root = tmp_path_factory.mktemp("defects")
    copy_tree(root)
    (root / "cases").mkdir()
    for file in FILES:
        shutil.copyfile(file, root / "cases" / file.name.removesuffix(".in"))
    return root


@pytest.fixture(scope="module")
def findings(tree: Path) -> list[Finding]:
    """What our own checker says, without the type checker's help."""
    scope = Scope(migrated=frozenset({"cases"}), mypy=False)
    return verify_tree(tree, read_config(tree / "ferry.toml"), scope)


def planted(file: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, rule) of each mark."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        mark = _MARK.search(line)
        if mark:
            yield number, mark.group(1)


@each_file
def test_every_planted_defect_is_found_at_its_line_and_nothing_else(file: Path, findings: list[Finding]) -> None:
    name = f"cases/{file.name.removesuffix('.in')}"

    found = [(finding.line, finding.rule) for finding in findings if finding.file == name]

    assert found == list(planted(file))


def test_the_type_checker_adds_nothing_on_correct_code(tree: Path) -> None:
    found = verify_tree(tree, read_config(tree / "ferry.toml"), Scope())

    assert [finding for finding in found if finding.file == "cases/clean.py"] == []


def test_every_rule_that_is_planted_is_documented() -> None:
    rules = {rule for file in FILES for _, rule in planted(file)}

    assert rules <= set(RULES)


def test_a_setting_that_silences_unawaited_coroutines_is_found(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings =\n    ignore:coroutine .* was never awaited\n")

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False))

    assert [(finding.file, finding.line, finding.rule) for finding in found] == [("pytest.ini", 3, "silenced")]


def test_a_file_that_does_not_parse_is_a_finding(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "broken.py").write_text("def f(:\n")

    found = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False))

    assert [(finding.file, finding.rule) for finding in found] == [("app/broken.py", "unreadable")]
