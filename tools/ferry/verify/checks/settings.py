"""Settings files that hide un-awaited coroutines from those who run the tests."""

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from tools.ferry.model import Finding
from tools.ferry.verify.checks.warning_filters import Filter, hiding, parse

OF_TESTS = (
    "pyproject.toml", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "setup.cfg", "tox.ini", "tox.toml",
    "BUILD", "BUILD.bazel",
)  # fmt: skip
"""Files that say something of the tests beside and below them."""
_FILES = (
    "Makefile", "makefile", "GNUmakefile", "justfile", "Dockerfile", ".env", ".envrc", ".bazelrc", "package.json",
    "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml", ".gitlab-ci.yml",
    "azure-pipelines.yml", ".travis.yml",
)  # fmt: skip
_SCRIPTS = ("*.sh", "*/*.sh", ".github/workflows/*.y*ml", ".circleci/*.y*ml")
_QUOTED = re.compile(r"#|(?P<quote>\'{3}|\"{3}|'|\")(?P<text>.*?)(?P=quote)")
_OPTION = re.compile(
    r"(?:^|[\s\"'\[,])(?:-p\s*no:warnings"
    r"|-W[\"']?[\s,=]*(?P<filter>\"[^\"]*\"?|'[^']*'?|[^\s\"',\]]+))"
)
_VARIABLE = re.compile(r"PYTHONWARNINGS[\"']?\]?\s*[:=]+\s*(?P<filter>\"[^\"\n]*\"|'[^'\n]*'|[^\s}\]\"']*)")


def check_settings(root: Path, folders: Collection[str]) -> Iterator[Finding]:
    """Yield the settings files' lines that silence `coroutine … was never awaited`.

    `folders` are those with tests, and those above them, relative to the root.
    """
    for path in sorted(settings_files(root, folders)):
        if path.is_file():
            name, text = path.relative_to(root).as_posix(), path.read_bytes()
            if path.suffix != ".sh":
                yield from _unreadable(name, text)
            for number in _silenced_lines(text.decode("utf-8", errors="replace").splitlines(), name.endswith(".toml")):
                yield Finding(name, number, 1, "silenced", "un-awaited coroutines would go unseen in the tests")


def settings_files(root: Path, folders: Collection[str]) -> set[Path]:
    """Return the files that may say how tests are run, be they there or not; `folders` as above."""
    files = {root / folder / name for folder in {".", *folders} for name in OF_TESTS}
    return files | {root / name for name in _FILES} | {path for pattern in _SCRIPTS for path in root.glob(pattern)}


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


def _silenced_lines(lines: list[str], is_toml: bool) -> Iterator[int]:
    found: set[int] = set()
    filters: list[tuple[int, Filter]] = []
    in_filters = False
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(("#", ";")):
            continue
        if re.match(r"filterwarnings\b", text):
            in_filters = True
        elif in_filters and re.match(r"[\w-]+\s*=|\[[\w.:-]+\]$", text):
            in_filters = False
        if in_filters:
            filters += [(number, one) for one in _entries(text, is_toml)]
        if line_hides(text):
            found.add(number)
        if in_filters and text.rstrip(",").endswith("]"):
            in_filters = False
    place = hiding([one for _, one in filters])
    yield from sorted(found if place is None else {*found, filters[place][0]})


def _entries(text: str, is_toml: bool) -> list[Filter]:
    """Return the filters in a line of a `filterwarnings` setting, alone or beside the key."""
    if not is_toml:
        return [parse(text.partition("=")[2].strip() if text.startswith("filterwarnings") else text)]
    entries = []
    for found in _QUOTED.finditer(text):
        if found["quote"] is None:
            break  # what follows is a comment
        entries.append(parse(found["text"]))
    return entries


def line_hides(text: str) -> bool:
    """Tell whether a command or a variable in the line turns the warning off."""
    for pattern in (_OPTION, _VARIABLE):
        given = [found["filter"] for found in pattern.finditer(text)]
        if None in given or filters_hide(",".join(one.strip("\"'") for one in given)):
            return True
    return False


def filters_hide(text: str) -> bool:
    """Tell whether filters in Python's notation, with commas between them, hide it."""
    return hiding([parse(entry) for entry in text.split(",")]) is not None
