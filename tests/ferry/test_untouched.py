"""Functions that no edit is about are taken out before the rewrite and put back: faster, and the same bytes."""

import re
from collections.abc import Iterator

import pytest

from benchmarks.ferry.generate import Size, generate
from tools.ferry.config import read_config
from tools.ferry.edits.edit_set import Edit, FileEdits
from tools.ferry.model import Span
from tools.ferry.plan import Analysis, analyse
from tools.ferry.rewrite import engine
from tools.ferry.rewrite.engine import rewrite
from tools.ferry.rewrite.steps import package_edit_set
from tools.ferry.rewrite.untouched import put_back, take_out

SOURCE = '''\
"""A module."""

import os


def first() -> None:
    """Stays in: the imports are before it."""
    print(1)
    print(2)


@cached
def second(
    x: int,
) -> int:  # a comment

    return x  # and another


# about the class
class Store:
    """Holds."""

    def load(self) -> str:
        text = """
not indented
"""
        # a comment at its end
        return text

    async def save(self) -> None:
        for _ in range(2):
            self.load()
            self.load()
            # deeper

    def short(self) -> None: ...


def last() -> None:
    def inner() -> None:
        print(PersistenceLayer)

    inner()'''


def whole(source: bytes, changes: FileEdits) -> tuple[bytes, list[bytes]]:
    """Take nothing out."""
    return source, []


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analysis]:
    """A small generated code base."""
    root = tmp_path_factory.mktemp("tree")
    generate(root, Size(domains=2, lines=30))
    with analyse(root, read_config(root / "ferry.toml"), checker=False) as found:
        yield found


@pytest.mark.parametrize("category", ["commands", "services", "tests"])
def test_a_step_gives_the_same_bytes_as_when_each_file_is_read_whole(
    analysis: Analysis, category: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = analysis.project.program.root
    jobs = [(file, (root / file).read_bytes(), edits) for file, edits in package_edit_set(analysis, (category,))]

    shortened = [rewrite(*job, frozenset({"app"})) for job in jobs]
    monkeypatch.setattr(engine, "take_out", whole)

    assert any(take_out(source, edits)[1] for _, source, edits in jobs)
    assert shortened == [rewrite(*job, frozenset({"app"})) for job in jobs]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n# the end\n"])
def test_what_is_taken_out_comes_back_as_it_was_and_everything_else_stays_in_its_line(ending: str, tail: str) -> None:
    source = (SOURCE + tail).replace("\n", ending).encode()

    shortened, texts = take_out(source, FileEdits())

    assert [re.search(rb"def (\w+)", text)[1] for text in texts] == [b"second", b"load", b"save", b"last"]  # type: ignore[index]
    assert len(shortened.splitlines()) == len(source.splitlines())
    assert shortened.splitlines()[19:22] == source.splitlines()[19:22]
    assert put_back(shortened, texts) == source


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        (FileEdits(edits={Edit(Span(13, 4, 13, 5), "async_def")}), b"second"),
        (FileEdits(edits={Edit(Span(12, 0, 12, 7), "replace_name")}), b"second"),
        (FileEdits(edits={Edit(Span(22, 0, 37, 36), "async_def")}), b"load"),
        (FileEdits(drops={"PersistenceLayer"}), b"last"),
        (FileEdits(needs={"app.persistence.PersistenceLayer"}), b"last"),
        (FileEdits(moves={"PersistenceLayer": {"app.persistence.Other"}}), b"last"),
    ],
    ids=[
        "an edit inside",
        "a decorator",
        "the class around",
        "a name that goes",
        "a name that comes",
        "a name that moves",
    ],
)
def test_a_function_stays_in_for(changes: FileEdits, stays: bytes) -> None:
    shortened, texts = take_out(SOURCE.encode(), changes)

    assert b"def " + stays in shortened
    assert texts


@pytest.mark.parametrize(
    "source", [SOURCE.encode() + "\n# é".encode("latin-1"), b'x = """ferry leaves function 0"""\n']
)
def test_a_file_that_could_be_misread_is_left_whole(source: bytes) -> None:
    assert take_out(b"# coding: latin-1\n" + source, FileEdits()) == (b"# coding: latin-1\n" + source, [])
