"""Copies pytest's settings out of `pyproject.toml`: `settings PYPROJECT OUTPUT`.

Tests depend on the copy. So a change of another tool's settings, which stand in the same file, leaves every test
cached.
"""

import sys
from pathlib import Path


def pytest_settings(pyproject: str) -> str:
    """Returns the table `tool.pytest` as the text of a `pytest.toml`.

    Raises:
        ValueError: there is no such table.
    """
    lines = pyproject.splitlines()
    if "[tool.pytest]" not in lines:
        raise ValueError("pyproject.toml has no [tool.pytest]")
    kept = ["[pytest]"]
    for line in lines[lines.index("[tool.pytest]") + 1 :]:
        if line.startswith("["):
            break
        if line and not line.startswith("#"):
            kept.append(line)
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(pytest_settings(Path(sys.argv[1]).read_text(encoding="utf-8")), encoding="utf-8")
