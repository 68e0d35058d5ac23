"""Settings that silence `coroutine … was never awaited` are found wherever they stand, and no others."""

from pathlib import Path

import pytest

from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

HIDING = {
    "pytest.ini": ["[pytest]", "filterwarnings =", "    error", "    ignore:coroutine .* was never awaited  # here"],
    "setup.cfg": ["[tool:pytest]", "filterwarnings = ignore::RuntimeWarning  # here"],
    "tox.ini": ["[testenv]", "setenv =", "    PYTHONWARNINGS = ignore  # here"],
    "pyproject.toml": [
        "[tool.pytest.ini_options]",
        "filterwarnings = [",
        '    "error",',
        '    "ignore:coroutine.*never awaited:RuntimeWarning",  # here',
        "]",
    ],
    "pytest.toml": ["[pytest]", 'filterwarnings = ["ignore"]  # here'],
    ".pytest.ini": ["[pytest]", "addopts = -q -W ignore::RuntimeWarning  # here"],
    "Makefile": ["test:", "\tPYTHONWARNINGS=ignore pytest  # here"],
    "Dockerfile": ["FROM python", "ENV PYTHONWARNINGS=ignore::RuntimeWarning  # here"],
    ".github/workflows/ci.yml": ["jobs:", "  env:", "    PYTHONWARNINGS: ignore  # here"],
    "tests/test_mark.py": [
        "import pytest",
        '@pytest.mark.filterwarnings("ignore:coroutine")  # here',
        "async def test_it(): ...",
    ],
    "tests/test_marks.py": [
        "import pytest",
        'pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")  # here',
        "async def test_it(): ...",
    ],
    "tests/test_call.py": [
        "import warnings",
        'warnings.filterwarnings("ignore", message="coroutine .* was never awaited")  # here',
        'warnings.filterwarnings("ignore", category=RuntimeWarning)  # here',
        'warnings.simplefilter("ignore")  # here',
    ],
    "tests/test_import.py": ["from warnings import simplefilter as quiet", 'quiet("ignore", RuntimeWarning)  # here'],
    "tests/conftest.py": [
        "import os",
        'os.environ["PYTHONWARNINGS"] = "ignore"  # here',
        "def pytest_configure(config):",
        '    config.addinivalue_line("filterwarnings", "ignore::RuntimeWarning")  # here',
    ],
    "tests/test_environment.py": [
        "def test_it(monkeypatch):",
        '    monkeypatch.setenv("PYTHONWARNINGS", "ignore")  # here',
    ],
    "tests/setup.cfg": [
        "[tool:pytest]",
        "filterwarnings =",
        "    error",
        "    ignore::pytest.PytestUnraisableExceptionWarning  # here",
    ],
    "tox.toml": ["[pytest]", 'filterwarnings = ["default", "ignore::RuntimeWarning"]  # here'],
    "tests/pytest.ini": ["[pytest]", "filterwarnings = ignore::RuntimeWarning  # here"],
    "tests/slow/BUILD.bazel": ["py_test(", '    env = {"PYTHONWARNINGS": "ignore"},  # here', ")"],
    "run.sh": ["export PYTHONWARNINGS=ignore  # here", "python -W ignore -m pytest  # here"],
    "scripts/test.sh": ["exec pytest -W ignore::RuntimeWarning  # here"],
    ".bazelrc": ["test --test_env=PYTHONWARNINGS=ignore  # here"],
    "package.json": ["{", '  "scripts": {"test": "python -W ignore -m pytest"}  # here', "}"],
    ".gitlab-ci.yml": ["test:", "  variables: {PYTHONWARNINGS: ignore}  # here"],
    "tests/test_markers.py": [
        "import pytest",
        "def pytest_collection_modifyitems(items):",
        "    for item in items:",
        '        item.add_marker(pytest.mark.filterwarnings("ignore::RuntimeWarning"))  # here',
    ],
    "tests/test_blocks.py": [
        "import asyncio",
        "import warnings",
        "import pytest",
        "@pytest.fixture(autouse=True)",
        "def quiet():",
        "    with warnings.catch_warnings():",
        '        warnings.simplefilter("ignore")  # here',
        "        yield",
        "@pytest.fixture",
        "def quieter():",
        '    with warnings.catch_warnings(action="ignore"):  # here',
        "        yield",
        "def test_in_a_loop():",
        "    with warnings.catch_warnings():",
        '        warnings.filterwarnings("ignore", message="coroutine .* was never awaited")  # here',
        "        asyncio.run(asyncio.sleep(0))",
        "async def test_waits():",
        '    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # here',
        "        await asyncio.sleep(0)",
    ],
    "noxfile.py": [
        "def tests(session):",
        '    session.run("pytest", "-W", "ignore::RuntimeWarning")  # here',
        '    session.run("pytest", env={"PYTHONWARNINGS": "ignore"})  # here',
        '    return ["python", "-Wignore", "-m", "pytest"]  # here',
    ],
}
HARMLESS = {
    "pytest.ini": [
        "[pytest]",
        "filterwarnings =",
        "    error",
        "    ignore::DeprecationWarning",
        "markers =",
        "    ignore",
    ],
    "setup.cfg": ["[flake8]", "ignore = E501", "[tool:pytest]", "filterwarnings = ignore:the loop:RuntimeWarning"],
    "tox.ini": ["[testenv]", "setenv =", "    PYTHONWARNINGS = error", "# PYTHONWARNINGS = ignore"],
    "pyproject.toml": [
        "[tool.pytest.ini_options]",
        'filterwarnings = ["error", "ignore:numpy.ndarray size changed:RuntimeWarning",',
        "    '''ignore:'asyncio.iscoroutinefunction' is deprecated:DeprecationWarning''',",
        "]",
        "[tool.ruff.lint]",
        'ignore = ["E501"]',
        "[tool.mypy]",
        "ignore_missing_imports = true",
    ],
    "pytest.toml": ["[pytest]", 'filterwarnings = ["ignore", "default::RuntimeWarning"]  # not "ignore"'],
    "tests/pytest.ini": [
        "[pytest]",
        "filterwarnings =",
        "    ignore::pytest.PytestUnraisableExceptionWarning",
        "    error::pytest.PytestUnraisableExceptionWarning",
        "    error",
    ],
    "tests/slow/pytest.ini": [
        "[pytest]",
        "filterwarnings =",
        "    default",
        "    ignore::pytest.PytestUnraisableExceptionWarning",
    ],
    "Makefile": ["test:", "\tpytest -W error -W ignore::DeprecationWarning"],
    "run.sh": ["PYTHONWARNINGS=ignore,default::RuntimeWarning python -W ignore -W default -m pytest", "# -W ignore"],
    "data/pytest.ini": ["[pytest]", "filterwarnings = ignore"],
    ".github/workflows/ci.yml": ["jobs:", "  env:", "    PYTHONWARNINGS: ignore::DeprecationWarning"],
    "tests/test_filters.py": [
        "import warnings",
        "import pytest",
        'warnings.filterwarnings("error")',
        'warnings.filterwarnings("ignore", category=DeprecationWarning)',
        'warnings.filterwarnings("ignore", message="divide by zero", category=RuntimeWarning)',
        '@pytest.mark.filterwarnings("ignore::RuntimeWarning")',
        "def test_synchronous():",
        "    with warnings.catch_warnings():",
        '        warnings.simplefilter("ignore")',
        '    with warnings.catch_warnings(action="ignore"):',
        "        compute()",
        "def quiet():",
        '    warnings.simplefilter("ignore")',
        '    warnings.simplefilter("default", RuntimeWarning)',
        "@pytest.fixture",
        "def old():",
        "    with warnings.catch_warnings():",
        '        warnings.simplefilter("ignore", DeprecationWarning)',
        "        yield",
    ],
    "noxfile.py": [
        "def tests(session):",
        '    session.run("pytest", "-W", "error", "-W", "ignore::DeprecationWarning")',
        '    session.run("build", "-W", "ignore", env={"PYTHONWARNINGS": "error"})',
        '    return ["pytest", "--ignore", "tests/old"]',
    ],
}


def write(root: Path, name: str, lines: list[str]) -> None:
    """Write a file without the marks, and a test that folders of tests have."""
    path, test = root / name, root / "tests" / "slow" / "test_it.py"
    for file in (path, test):
        file.parent.mkdir(parents=True, exist_ok=True)
    test.write_text("def test_it(): ...\n", encoding="utf-8")
    path.write_text("\n".join(line.removesuffix("  # here") for line in lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", HIDING)
def test_a_setting_that_hides_unawaited_coroutines_is_found(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, HIDING[name])

    found = verify_tree(tmp_path, None, Scope(mypy=False)).findings

    marked = [number for number, line in enumerate(HIDING[name], start=1) if line.endswith("# here")]
    assert [(f.file, f.line, f.rule) for f in found] == [(name, number, "silenced") for number in marked]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_setting_that_hides_something_else_is_no_finding(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, HARMLESS[name])

    assert not verify_tree(tmp_path, None, Scope(mypy=False)).findings


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("pyproject.toml", b"[tool.ruff]\nline-length = 120\n[tool.pytest.ini_options", 3),
        ("pyproject.toml", b"[tool.pytest.ini_options]\n\xff\xfe", 2),
        ("setup.cfg", b"[tool:pytest]\n\nmarkers = \xff\n", 3),
    ],
    ids=["no TOML", "TOML that is not UTF-8", "an INI that is not UTF-8"],
)
def test_settings_that_nobody_can_read_are_a_finding(tmp_path: Path, name: str, text: bytes, line: int) -> None:
    (tmp_path / name).write_bytes(text)

    found = verify_tree(tmp_path, None, Scope(mypy=False)).findings

    assert [(f.file, f.line, f.rule) for f in found] == [(name, line, "unreadable")]


def test_a_folder_without_python_gets_a_note(tmp_path: Path) -> None:

    verdict = verify_tree(tmp_path, None, Scope(mypy=False))

    assert not verdict.findings
    assert verdict.notes == (f"no Python file below {tmp_path}: nothing was checked but settings",)
