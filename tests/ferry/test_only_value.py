"""The one value that a variable ever has, and where it is written."""

import ast
from pathlib import Path

import pytest

from tools.ferry.source import read_program
from tools.ferry.types.literals import only_value

OTHER = "NAMES = ['load']\nTWICE = ['load']\nTWICE = ['save']\n"
USE = """\
from other import NAMES, TWICE


def show(given=None, *rest):
    own = ["load"]
    given = ["load"]
    rest = ["load"]
    return {name}
"""


@pytest.mark.parametrize(
    ("name", "module", "text"),
    [
        ("own", "use", "['load']"),
        ("NAMES", "other", "['load']"),
        ("TWICE", "use", "TWICE"),
        ("given", "use", "given"),
        ("rest", "use", "rest"),
    ],
)
def test_a_variable_has_one_value_where_nothing_else_is_given_to_it(
    tmp_path: Path, name: str, module: str, text: str
) -> None:
    (tmp_path / "other.py").write_text(OTHER, encoding="utf-8")
    (tmp_path / "use.py").write_text(USE.format(name=name), encoding="utf-8")
    program = read_program(tmp_path)
    asked = program.functions["use.show"].returns[0]

    owner, value = only_value(program, program.modules["use"], asked)

    assert (owner.name, ast.unparse(value)) == (module, text)
