"""Pytest's settings, copied out of the file that all tools share."""

import tomllib

import pytest

from tools.pytest.settings import pytest_settings

PYPROJECT = """
[project]
name = "sample"

[tool.pytest]
# Why.
asyncio_mode = "strict"
filterwarnings = [
    "error",
]

[tool.ruff]
line-length = 120
"""


def test_the_copy_has_pytests_settings_and_no_others() -> None:
    copy = tomllib.loads(pytest_settings(PYPROJECT))

    assert copy == {"pytest": {"asyncio_mode": "strict", "filterwarnings": ["error"]}}


def test_another_tools_settings_and_comments_do_not_change_the_copy() -> None:
    changed = PYPROJECT.replace("120", "100").replace("# Why.", "# Why not.")

    assert pytest_settings(changed) == pytest_settings(PYPROJECT)


def test_a_file_without_settings_for_pytest_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"has no \[tool.pytest\]"):
        pytest_settings("[tool.ruff]\n")
