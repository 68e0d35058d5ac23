"""Async fixtures that `pytest.fixture` makes where pytest-asyncio leaves them alone: tests get a coroutine."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tools.ferry.model import Finding
from tools.ferry.verify.checks.settings import OF_TESTS, settings_files
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.passing import fixture_name
from tools.ferry.verify.inference.tree import File, last_name

_OTHER_MODE = re.compile(r"asyncio[_-]mode[\"']?\W+(?:\w+\.)*(?:auto|legacy)", re.IGNORECASE)
_OLD = re.compile(r"pytest[-_]asyncio\W+0\.(?:\d|1[0-8])\b")
"""A version that may be one to which strict mode is unknown, or not the default."""
_OTHER_PLUGINS = re.compile(r"anyio|trio\b|twisted|tornado|pytest[-_]aiohttp|pytest_fixture_setup")
"""What awaits such fixtures in a way of its own."""
_AWAITING = {"anext", "run", "run_until_complete", "gather", "wait_for", "create_task", "ensure_future"}
_REQUIREMENTS = ("*requirements*.txt", "requirements/*.txt", "Pipfile", "setup.py")


def check_fixtures(eyes: Eyes, root: Path, folders: Collection[str]) -> Iterator[Finding]:
    """Yield the async fixtures that nobody awaits; `folders` are those with tests, and those above them."""
    tests = [file for file in eyes.tree.files if file.is_test]
    if not any(map(_uses_plugin, tests)) or _may_be_awaited(root, folders, tests):
        return
    awaited = {name for file in tests for node in file.nodes for name in _awaited_name(node)}
    for file, node in eyes.tree.decorated.get("fixture", []):
        if file in eyes.retired or not isinstance(node, ast.AsyncFunctionDef) or fixture_name(node) in awaited:
            continue
        makers = [eyes.paths(file, d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
        if makers == [{"pytest.fixture"}]:
            text = f"`{node.name}` is async, and nothing awaits it in pytest-asyncio's strict mode"
            yield finding(file, node, "unawaited", f"{text}; use `pytest_asyncio.fixture`")


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


def _may_be_awaited(root: Path, folders: Collection[str], tests: list[File]) -> bool:
    """Tell whether a setting, a command or a test names another mode, an older version or another plugin."""
    settings = {*settings_files(root, folders), *(f / name for f in _folders_above(root) for name in OF_TESTS)}
    texts = [*map(_text, sorted(settings)), *(file.source.decode("utf-8", errors="replace") for file in tests)]
    wanted = [path for name in _REQUIREMENTS for path in sorted(root.glob(name))]
    is_old = any(_OLD.search(text) for text in (*texts, *map(_text, wanted)))
    return is_old or any(_OTHER_MODE.search(text) or _OTHER_PLUGINS.search(text) for text in texts)


def _folders_above(root: Path) -> Iterator[Path]:
    """Yield the folders above that pytest looks at, those outside the repository left out."""
    folder = root.absolute()
    while not (folder / ".git").exists() and folder.parent != folder:
        folder = folder.parent
        yield folder


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _awaited_name(node: ast.AST) -> Iterator[str]:
    """Yield the variable that the node awaits itself, or takes the items of."""
    match node:
        case ast.Await(value=ast.Name(id=name)) | ast.AsyncFor(iter=ast.Name(id=name)):
            yield name
        case ast.Call(func=func, args=[ast.Name(id=name), *_]) if last_name(func) in _AWAITING:
            yield name
