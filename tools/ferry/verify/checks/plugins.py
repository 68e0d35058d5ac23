"""Whether pytest-asyncio runs the tests of a tree, and in its strict mode, as far as settings and tests say so."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tools.ferry.verify.checks.settings import OF_TESTS, settings_files
from tools.ferry.verify.inference.tree import File, last_name

_OTHER_MODE = re.compile(r"asyncio[_-]mode[\"']?\W+(?:\w+\.)*(?:auto|legacy)", re.IGNORECASE)
_STRICT = re.compile(r"^\s*asyncio_mode\s*=\s*[\"']?strict\b", re.MULTILINE)
_OLD = re.compile(r"pytest[-_]asyncio\W+0\.(?:\d|1[0-8])\b")
"""A version that may be one to which strict mode is unknown, or not the default."""
_OTHER_PLUGINS = re.compile(r"anyio|trio\b|twisted|tornado|pytest[-_]aiohttp|pytest_fixture_setup")
"""What awaits such fixtures in a way of its own."""
_OF_PLUGINS = re.compile(
    r"pytest[-_](?:aiohttp|trio|curio|tornasync|tornado|twisted|asyncio[-_]cooperative)|alt[-_]pytest"
)
"""The packages that bring such a plugin."""
_REQUIREMENTS = ("*requirements*.txt", "requirements/*.txt", "Pipfile", "setup.py")


def said_of_tests(root: Path, folders: Collection[str]) -> list[str]:
    """Return the settings by which tests may be run; `folders` are those with tests, and those above them."""
    settings = {*settings_files(root, folders), *(f / name for f in _folders_above(root) for name in OF_TESTS)}
    return list(map(_text, sorted(settings)))


def runs_in_strict_mode(root: Path, settings: list[str], tests: list[File]) -> bool:
    """Tell whether pytest-asyncio runs the tests and leaves alone what nothing marks for it.

    No setting, test or requirement may name another mode, an older version or another plugin.
    """
    said = [*settings, *(file.source.decode("utf-8", errors="replace") for file in tests)]
    wanted = [_text(path) for name in _REQUIREMENTS for path in sorted(root.glob(name))]
    if any(_OLD.search(text) or _OF_PLUGINS.search(text) for text in (*said, *wanted)):
        return False
    if any(_OTHER_MODE.search(text) or _OTHER_PLUGINS.search(text) for text in said):
        return False
    return any(map(_uses_plugin, tests)) or any(_STRICT.search(text) for text in settings)


def _uses_plugin(file: File) -> bool:
    """Tell whether the file says that pytest-asyncio runs the tests: it imports it, or marks tests for it."""
    for node in file.nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            if any(module.partition(".")[0] == "pytest_asyncio" for module in modules):
                return True
        if isinstance(node, ast.Attribute) and node.attr == "asyncio" and last_name(node.value) == "mark":
            return True
    return False


def _folders_above(root: Path) -> Iterator[Path]:
    """Yield the folders above that pytest looks at, those outside the repository left out."""
    folder = root.absolute()
    while not (folder / ".git").exists() and folder.parent != folder:
        folder = folder.parent
        yield folder


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
