"""What a Python file imports."""

import pytest

from tools.imports.source import Import, read_imports


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", Import("a.b", None, 1)),
        ("from a.b import c", Import("a.b", "c", 1)),
        ("from a.b import c as d", Import("a.b", "c", 1)),
        ("from a.b import *", Import("a.b", None, 1)),
        ("from . import sibling", Import("here.there", "sibling", 1)),
        ("from ..other import name", Import("here.other", "name", 1)),
    ],
)
def test_each_form_of_import_gives_an_absolute_module(source: str, expected: Import) -> None:
    assert read_imports(source, "here.there") == (expected,)


def test_imports_inside_functions_and_classes_count() -> None:
    source = """
def load():
    import a
class Late:
    def method(self):
        with self:
            match self:
                case _:
                    import b
"""

    assert [str(found) for found in read_imports(source, "p")] == ["a", "b"]


@pytest.mark.parametrize(
    "guard",
    [
        "if TYPE_CHECKING:",
        "if typing.TYPE_CHECKING:",
        "if sys.platform == 'win32':",
        "if sys.version_info >= (3, 12):",
    ],
)
def test_an_import_that_not_every_run_does_is_optional(guard: str) -> None:
    assert read_imports(f"{guard}\n    import a", "p") == (Import("a", None, 2, optional=True),)


def test_the_else_branch_of_a_type_checking_guard_is_what_every_run_does() -> None:
    source = "if TYPE_CHECKING:\n    import a\nelse:\n    import b"

    assert [(str(found), found.optional) for found in read_imports(source, "p")] == [("a", True), ("b", False)]


def test_both_sides_of_a_guard_against_import_errors_are_optional() -> None:
    source = "try:\n    import fast\nexcept ImportError:\n    import slow\nimport sure"

    found = read_imports(source, "p")

    assert [(str(one), one.optional) for one in found] == [("fast", True), ("slow", True), ("sure", False)]


def test_a_guard_against_other_errors_makes_no_import_optional() -> None:
    assert not read_imports("try:\n    import a\nexcept OSError:\n    pass", "p")[0].optional


def test_the_plugins_of_a_test_module_count_as_imports() -> None:
    assert read_imports('pytest_plugins = ["tests.support.postgres"]', "p") == (
        Import("tests.support.postgres", None, 1),
    )


def test_text_that_is_not_python_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        read_imports("import", "p")
