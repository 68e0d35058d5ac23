"""Packages from PyPI come with byte-code that Python takes without a look at the source."""

import importlib.util
import os
from pathlib import Path

import pluggy
import pytest

from tools.python.compiler import compile_modules

_MODULE = "NAMES = frozenset({'a', 'b', 'c'})\n\ndef first(*, of: list[str]) -> str:\n    return of[0]\n"


def _compile(folder: Path, text: str) -> bytes:
    """Returns the byte-code of a module with this text."""
    source, output = folder / "module.py", folder / "module.pyc"
    source.write_text(text)
    compile_modules([(source, output)])
    return output.read_bytes()


@pytest.mark.skipif("BAZEL_TEST" not in os.environ, reason="Bazel brings it")
def test_a_package_of_this_test_is_not_compiled_anew() -> None:
    compiled = Path(importlib.util.cache_from_source(pluggy.__file__))

    assert _is_unchecked(compiled.read_bytes())


def test_what_is_compiled_is_taken_without_a_look_at_the_source(tmp_path: Path) -> None:
    assert _is_unchecked(_compile(tmp_path, _MODULE))


def test_another_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    assert _compile(one, _MODULE) == _compile(other, _MODULE)


def test_a_file_that_is_no_python_is_left_to_python(tmp_path: Path) -> None:
    assert _compile(tmp_path, "{{ cookiecutter.name }} = 1\n") == b""


def _is_unchecked(compiled: bytes) -> bool:
    """Says whether the header has the flags of PEP 552 for a file that is not compared with its source."""
    return int.from_bytes(compiled[4:8], "little") == 0b01
