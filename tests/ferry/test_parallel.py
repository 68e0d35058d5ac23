"""Many files are rewritten by several processes: faster, and otherwise as by one."""

import os
from collections.abc import Iterator, Mapping

import pytest

from benchmarks.ferry.generate import Size, generate
from tools.ferry.config import read_config
from tools.ferry.edits.edit_set import Edit, FileEdits
from tools.ferry.model import Span
from tools.ferry.plan import Analysis, analyse
from tools.ferry.rewrite import RewriteError, parallel
from tools.ferry.rewrite.engine import rewrite
from tools.ferry.rewrite.steps import package_edit_set


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What is said while the tree is read and rewritten."""
    return []


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Iterator[Analysis]:
    """A small generated code base."""
    root = tmp_path_factory.mktemp("tree")
    generate(root, Size(domains=3, lines=20))
    with analyse(root, read_config(root / "ferry.toml"), checker=False, progress=said.append) as found:
        yield found


@pytest.fixture
def files(analysis: Analysis) -> Mapping[str, FileEdits]:
    """The edits of six files."""
    return dict(list(package_edit_set(analysis, ("commands", "tests")))[:6])


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with two processors, on which a process is worth its while for three files."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(parallel, "_FEW", 3)


def test_several_processes_give_the_same_files_in_the_same_order_as_one_and_count_them(
    analysis: Analysis, files: Mapping[str, FileEdits], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = parallel.rewrite_all(analysis, files)
    counted = said[-6:]
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = parallel.rewrite_all(analysis, files)

    assert list(together.contents.items()) == list(alone.contents.items())
    assert list(together.contents) == list(files)
    assert together.edits == alone.edits > 0
    assert counted == [f"rewriting {number} of 6 files" for number in range(1, 7)]


def test_an_edit_that_fits_nothing_is_the_same_error_from_another_process(
    analysis: Analysis, files: Mapping[str, FileEdits]
) -> None:
    file = next(iter(files))
    files[file].edits.add(Edit(Span(1, 0, 1, 3), "await_call"))

    with pytest.raises(RewriteError, match=rf"{file}:1: the edit 'await_call' fits no node here"):
        parallel.rewrite_all(analysis, files)


def test_a_result_that_does_not_compile_is_refused() -> None:
    source = b"def size(layer):\n    return layer.size()\n"
    edits = FileEdits(edits={Edit(Span(2, 11, 2, 23), "await_call")})

    with pytest.raises(RewriteError, match=r"size.py:2: the result does not compile: 'await' outside async function"):
        rewrite("size.py", source, edits, frozenset())
    assert rewrite(
        "size.py", b"\nreturn layer.size()\n", FileEdits(edits={Edit(Span(2, 7, 2, 19), "await_call")}), frozenset()
    )
