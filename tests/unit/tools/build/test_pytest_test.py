"""What the macro `pytest_test` gives to a test; this file's target is made by it."""

import importlib.util
import os
import site
import sys
from pathlib import Path

import pytest

under_bazel = pytest.mark.skipif("TEST_SRCDIR" not in os.environ, reason="looks at what Bazel gives to a test")


@under_bazel
def test_the_report_is_written_where_bazel_reads_it(request: pytest.FixtureRequest) -> None:
    assert request.config.option.xmlpath == os.environ["XML_OUTPUT_FILE"]


@under_bazel
def test_the_settings_are_those_of_the_repository(request: pytest.FixtureRequest) -> None:
    assert request.config.getini("asyncio_mode") == "strict"
    assert request.config.getini("filterwarnings") == ["error"]


@under_bazel
def test_packages_of_this_machine_are_out_of_sight() -> None:
    assert not {*site.getsitepackages(), site.getusersitepackages()} & set(sys.path)


@under_bazel
def test_what_the_target_does_not_declare_cannot_be_imported() -> None:
    assert importlib.util.find_spec("sqlalchemy") is None
    assert importlib.util.find_spec("pytest") is not None


@under_bazel
def test_imports_start_at_the_root_of_the_repository() -> None:
    assert (Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"]).samefile(Path.cwd())
    assert str(Path.cwd()) in sys.path


@under_bazel
def test_the_environment_of_the_target_arrives() -> None:
    assert os.environ["SAMPLE"] == "from the BUILD file"


@under_bazel
def test_arguments_of_the_target_reach_pytest(request: pytest.FixtureRequest) -> None:
    assert request.config.option.verbose == 1


@under_bazel
def test_data_lie_at_their_paths_in_the_repository() -> None:
    assert Path("tests/unit/tools/build/sample.txt").read_text() == "data\n"
