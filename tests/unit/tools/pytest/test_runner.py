"""The runner under every `pytest_test`, seen from Bazel's side."""

import signal
from pathlib import Path

from tests.unit.tools.pytest.conftest import Outcome, Run

THREE_TESTS = """
import pytest

def test_one(): pass

@pytest.mark.parametrize("number", [1, 2])
def test_two(number): pass
"""


def test_each_test_case_has_its_entry_in_the_report(run: Run) -> None:
    outcome = run(THREE_TESTS)

    assert outcome.code == 0
    assert outcome.cases == ["test_one", "test_two[1]", "test_two[2]"]


def test_a_failed_test_case_fails_the_target_and_is_in_the_report(run: Run) -> None:
    outcome = run("def test_wrong(): assert 1 == 2")

    assert outcome.code == 1
    assert outcome.cases == ["test_wrong"]
    assert "assert 1 == 2" in outcome.output


def test_a_test_that_is_told_to_end_says_where_it_stands(run: Run) -> None:
    outcome = run("import os, signal\ndef test_hangs():\n    os.kill(os.getpid(), signal.SIGTERM)")

    assert outcome.code == -signal.SIGTERM
    assert 'test_sample.py", line 3 in test_hangs' in outcome.output


def test_a_file_without_a_test_fails(run: Run) -> None:
    assert run("def helper(): pass").code != 0


def test_a_file_without_a_test_fails_also_beside_one_that_has_some(run: Run) -> None:
    outcome = run("def test_one(): pass", "def tset_two(): assert False")

    assert outcome.code != 0
    assert outcome.cases == ["test_one"]
    assert "no test was collected from test_sample1.py" in outcome.output


def test_a_test_that_ends_the_process_fails_whatever_its_exit_code(run: Run) -> None:
    assert run("import os\ndef test_leaves(): os._exit(0)").code == 1
    assert run("import os\ndef test_leaves(): os._exit(3)").code == 3


def test_a_child_process_may_end_as_it_likes(run: Run) -> None:
    outcome = run(
        """
        import os
        def test_child():
            if child := os.fork():
                assert os.waitpid(child, 0)[1] == 0
            else:
                os._exit(0)
    """.replace("\n        ", "\n")
    )

    assert (outcome.code, outcome.cases) == (0, ["test_child"])


def test_a_file_that_cannot_be_imported_fails(run: Run) -> None:
    assert run("import no_such_module\ndef test_one(): pass").code != 0


def test_a_warning_fails_the_test_that_causes_it(run: Run) -> None:
    outcome = run("import warnings\ndef test_deprecated(): warnings.warn('old', DeprecationWarning)")

    assert outcome.code == 1
    assert "DeprecationWarning: old" in outcome.output


def test_an_unknown_marker_fails(run: Run) -> None:
    outcome = run("import pytest\n@pytest.mark.slwo\ndef test_one(): pass")

    assert outcome.code != 0
    assert "'slwo' not found in `markers`" in outcome.output


def test_a_coroutine_test_runs_with_its_marker(run: Run) -> None:
    outcome = run("import asyncio, pytest\n@pytest.mark.asyncio\nasync def test_sleep(): await asyncio.sleep(0)")

    assert outcome.code == 0


def test_a_coroutine_test_without_its_marker_fails(run: Run) -> None:
    outcome = run("async def test_never_awaited(): assert False")

    assert outcome.code != 0
    assert "async def functions are not natively supported" in outcome.output


def test_temporary_files_lie_in_the_folder_that_bazel_gives(run: Run, tmp_path: Path) -> None:
    outcome = run("def test_write(tmp_path): (tmp_path / 'note').write_text('here')")

    assert outcome.code == 0
    assert [path.name for path in (tmp_path / "tmp").rglob("note")] == ["note"]


def test_random_examples_are_the_same_in_every_run(run: Run) -> None:
    text = """
from hypothesis import given, strategies

@given(strategies.integers())
def test_small(number):
    print("example", number)
    assert number < 1000
"""

    first, second = run(text), run(text)

    assert first.code == 1, first.output
    assert len(examples(first)) > 1, first.output
    assert examples(first) == examples(second)


def examples(outcome: Outcome) -> list[str]:
    return [line for line in outcome.output.splitlines() if line.startswith("example")]
