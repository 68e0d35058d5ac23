"""Settings that hide un-awaited coroutines from those who run the tests."""

import ast
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name

_FILES = (
    "pyproject.toml", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "setup.cfg", "tox.ini", "tox.toml",
    "Makefile", "makefile", "GNUmakefile", "justfile", "Dockerfile", ".env", "docker-compose.yml",
    "docker-compose.yaml", "compose.yml", "compose.yaml", ".gitlab-ci.yml", "azure-pipelines.yml", ".travis.yml",
)  # fmt: skip
_FOLDERS = (".github/workflows", ".circleci")
_WORKFLOWS = {".yml", ".yaml"}
_WARNING = "coroutine 'service.load' was never awaited"
_QUOTED = re.compile(r"(?P<quote>\'{3}|\"{3}|'|\")(?P<text>.*?)(?P=quote)")
_OPTION = re.compile(
    r"(?:^|[\s\"'\[,])-p\s*no:warnings|(?:^|[\s\"'\[,])-W[\s\"',=]*(?P<filter>(?:ignore|[\"'][^\"']*)[^\s\"',\]]*)"
)
_VARIABLE = re.compile(r"PYTHONWARNINGS[\"']?\]?\s*[:=]+\s*(?P<filter>\"[^\"\n]*\"|'[^'\n]*'|\S*)")
_TEXT = "un-awaited coroutines would go unseen"
_HIDDEN = {"RuntimeWarning", "Warning"}


def check_settings(root: Path) -> Iterator[Finding]:
    """Yield the settings files' lines that silence `coroutine … was never awaited`."""
    files = [root / name for name in _FILES]
    for folder in _FOLDERS:
        if (root / folder).is_dir():
            files += sorted(path for path in (root / folder).iterdir() if path.suffix in _WORKFLOWS)
    for path in files:
        if path.is_file():
            name, text = path.relative_to(root).as_posix(), path.read_bytes()
            yield from _unreadable(name, text)
            for number in _silenced_lines(text.decode("utf-8", errors="replace").splitlines()):
                yield Finding(name, number, 1, "silenced", f"{_TEXT} in the tests")


def _unreadable(name: str, text: bytes) -> Iterator[Finding]:
    """Report a settings file of which the test runner, too, can read nothing."""
    decoded = text.decode("utf-8", errors="replace")
    try:
        text.decode("utf-8")
        if name.endswith(".toml"):
            tomllib.loads(decoded)
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        yield Finding(name, line, 1, "unreadable", "is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else decoded.count("\n") + 1
        yield Finding(name, line, 1, "unreadable", f"is no TOML: {error}")


def _silenced_lines(lines: list[str]) -> Iterator[int]:
    in_filters = False
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(("#", ";")):
            continue
        if re.match(r"filterwarnings\b", text):
            in_filters = True
        elif in_filters and re.match(r"[\w-]+\s*=|\[[\w.:-]+\]$", text):
            in_filters = False
        if (in_filters and _entry_hides(text)) or _line_hides(text):
            yield number
        if in_filters and text.rstrip(",").endswith("]"):
            in_filters = False


def _entry_hides(text: str) -> bool:
    """Tell whether a line of a `filterwarnings` setting hides the warning: as TOML or INI, alone or beside the key."""
    entries = [found["text"] for found in _QUOTED.finditer(text)]
    if not any("ignore" in entry for entry in entries):
        entries = [text.partition("=")[2].strip() if text.startswith("filterwarnings") else text]
    return any(_hides_text(entry, split=False) for entry in entries)


def _line_hides(text: str) -> bool:
    """Tell whether a command or a variable in the line turns the warning off."""
    for pattern in (_OPTION, _VARIABLE):
        for found in pattern.finditer(text):
            if found.groupdict().get("filter") is None or _hides_text(found["filter"].strip("\"'")):
                return True
    return False


def check_filters(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the calls and marks of one file that do the same: `filterwarnings`, `simplefilter`, PYTHONWARNINGS."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and _is_filter(eyes, file, node) and not _is_narrow(file, node):
            yield finding(file, node, "silenced", _TEXT)
        elif (isinstance(node, ast.Assign) and _sets_variable(node)) or _starts_silently(node):
            yield finding(file, node, "silenced", f"{_TEXT} in the processes that this starts")


def _is_filter(eyes: Eyes, file: File, call: ast.Call) -> bool:
    paths = eyes.paths(file, call.func)
    name = last_name(call.func)
    if paths & {"warnings.filterwarnings", "warnings.simplefilter"}:
        return _hides(call)
    if name == "filterwarnings" and any(path.endswith("mark.filterwarnings") for path in paths):
        return _marks_async(file, call) and any(_hides_text(_text(argument), split=False) for argument in call.args)
    if name == "setenv" and len(call.args) == 2:
        return _text(call.args[0]) == "PYTHONWARNINGS" and _hides_text(_text(call.args[1]))
    if name == "addinivalue_line" and len(call.args) == 2 and _text(call.args[0]) == "filterwarnings":
        return _hides_text(_text(call.args[1]))
    return False


def _marks_async(file: File, call: ast.Call) -> bool:
    """Tell whether the mark meets an async test: the function under it, or any of the class or file that it is for."""
    parent = file.parents.get(call)
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return isinstance(parent, ast.AsyncFunctionDef)
    inside = parent if isinstance(parent, ast.ClassDef) else file.tree
    return any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(inside))


def _hides(call: ast.Call) -> bool:
    """Tell whether a call of `filterwarnings` or `simplefilter` hides RuntimeWarning with the coroutine's message."""
    given = dict(zip(("action", "message", "category"), call.args, strict=False))
    if last_name(call.func) == "simplefilter":
        given = dict(zip(("action", "category"), call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if _text(given.get("action")) != "ignore" or "module" in given:
        return False
    message = _text(given.get("message"))
    category = last_name(given["category"]) if "category" in given else "Warning"
    return category in _HIDDEN and _matches(message)


def _hides_text(text: str, *, split: bool = True) -> bool:
    """Tell whether filters in Python's notation (`action:message:category:module`) hide it."""
    for entry in text.split(",") if split else [text]:
        action, message, category, module = ([part.strip() for part in entry.split(":")] + ["", "", ""])[:4]
        meant = (category.rpartition(".")[2] or "Warning") in _HIDDEN
        if action == "ignore" and not module and meant and _matches(message):
            return True
    return False


def _matches(message: str) -> bool:
    """Tell whether a filter's message, a pattern for the start of the text, meets that of an un-awaited coroutine."""
    try:
        return re.match(message, _WARNING, re.IGNORECASE) is not None
    except re.error:
        return False


def _is_narrow(file: File, call: ast.Call) -> bool:
    """Tell whether the filter ends with a `with warnings.catch_warnings()` block around it."""
    return any(
        isinstance(parent, ast.With) and any("catch_warnings" in ast.unparse(i.context_expr) for i in parent.items)
        for parent in file.up(call)
    )


def _sets_variable(node: ast.Assign) -> bool:
    target = node.targets[0]
    return (
        isinstance(target, ast.Subscript) and _text(target.slice) == "PYTHONWARNINGS" and _hides_text(_text(node.value))
    )


def _starts_silently(node: ast.AST) -> TypeGuard[ast.expr]:
    """Tell whether the words of a command that runs tests, or its environment, turn the warning off."""
    if isinstance(node, ast.Dict):
        return any(
            key is not None and _text(key) == "PYTHONWARNINGS" and _hides_text(_text(value))
            for key, value in zip(node.keys, node.values, strict=True)
        )
    words = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.List | ast.Tuple) else []
    texts = [_text(word) for word in words]
    runs_tests = any("test" in text for text in texts)
    return runs_tests and any(_line_hides(f"{one} {two}") for one, two in itertools.pairwise([*texts, ""]))


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
