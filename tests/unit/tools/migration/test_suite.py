"""Running the test suite that a tree brings along."""

from pathlib import Path

import pytest

from tools.migration.suite import run_suite


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a package that this repository has too, and no tests yet."""
    root = tmp_path / "tree"
    (root / "server").mkdir(parents=True)
    (root / "server" / "__init__.py").write_text('OWNER = "the tree"\n', encoding="utf-8")
    (root / "tests").mkdir()
    (root / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return root


def add_test(tree: Path, name: str, text: str) -> None:
    (tree / "tests" / name).write_text(text, encoding="utf-8")


def test_the_tests_see_the_tree_and_the_database_and_not_this_repository(tree: Path, tmp_path: Path) -> None:
    add_test(
        tree,
        "test_imports.py",
        "import importlib.util, os, server\n"
        "def test_tree(): assert server.OWNER == 'the tree'\n"
        "def test_repository(): assert importlib.util.find_spec('tools') is None\n"
        "def test_database(): assert os.environ['FERRY_DATABASE_URL'] == 'postgresql://here'\n",
    )

    cases = run_suite(tree, "postgresql://here", tmp_path / "report.xml")

    assert {case.name: case.failure for case in cases} == {
        "test_tree": None,
        "test_repository": None,
        "test_database": None,
    }


def test_each_failing_test_is_a_failed_case(tree: Path, tmp_path: Path) -> None:
    add_test(tree, "test_it.py", "def test_good(): pass\ndef test_bad(): assert 1 == 2\n")

    cases = run_suite(tree, "", tmp_path / "report.xml")

    assert [case.name for case in cases if case.failure] == ["test_bad"]


def test_a_tree_without_a_test_is_a_failed_case(tree: Path, tmp_path: Path) -> None:
    [case] = run_suite(tree, "", tmp_path / "report.xml")

    assert case.failure == "pytest ended with 5"


def test_a_run_that_breaks_before_its_report_is_a_failed_case(tree: Path, tmp_path: Path) -> None:
    add_test(tree, "conftest.py", "import no_such_module\n")
    add_test(tree, "test_it.py", "def test_good(): pass\n")

    [case] = run_suite(tree, "", tmp_path / "report.xml")

    assert case.failure == "pytest ended with 4"


def test_ignored_files_and_tests_that_were_not_chosen_do_not_run(tree: Path, tmp_path: Path) -> None:
    add_test(tree, "test_broken.py", "import no_such_module\n")
    add_test(tree, "test_it.py", "def test_one(): pass\ndef test_two(): pass\n")

    cases = run_suite(tree, "", tmp_path / "report.xml", ignore=["tests/test_broken.py"], only="one")

    assert [case.name for case in cases] == ["test_one"]


def test_a_choice_that_chooses_nothing_is_no_failure(tree: Path, tmp_path: Path) -> None:
    add_test(tree, "test_it.py", "def test_one(): pass\n")

    assert run_suite(tree, "", tmp_path / "report.xml", only="three") == []
