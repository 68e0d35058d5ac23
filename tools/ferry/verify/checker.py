"""The second pair of eyes: mypy, which had no part in the plan, and is asked only about coroutines."""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.ferry.model import Finding

_LINE = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): error: (?P<text>.*?)(?:  \[(?P<code>[\w-]+)\])?$"
)
_CODES = {"unused-coroutine", "await-not-async"}
_COROUTINE = re.compile(
    r'(?:expression has|incompatible|operand has|Value of) (?:type )?"Coroutine\['
    r'|^"Coroutine\[[^|]*?(?:has no attribute|object is not)'
    r'|(?:returns|has type) "Coroutine\[.*does not implement __bool__'
    r'|^Value of type "Coroutine\[|^Unsupported .*"Coroutine\[|"await" outside|not awaitable'
)
_WANTED = re.compile(
    r'(?:expected|variable has type) ".*(?:Coroutine|Awaitable|Future|Task|Generator)\[|variable has type "None"'
)
"""The coroutine stands where a value is wanted. One of several types that an annotation allows is no coroutine yet, and
a variable that held it first, and then its result, is right; so is an attribute that is `None` until it gets one."""
_OPTIONS = (
    "--no-site-packages", "--ignore-missing-imports", "--explicit-package-bases",
    "--namespace-packages", "--check-untyped-defs", "--allow-redefinition", "--show-column-numbers",
    "--no-error-summary", "--no-color-output", f"--cache-dir={os.devnull}",
    "--enable-error-code=truthy-bool",
)  # fmt: skip
_CLEAN, _ERRORS = 0, 1


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One error that mypy reports."""

    file: str
    line: int
    column: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What mypy said; `problem` says why it could not finish, and is empty when it did."""

    diagnostics: tuple[Diagnostic, ...] = ()
    problem: str = ""


def run_mypy(root: Path, files: Sequence[str], roots: Sequence[str], unreadable: Sequence[str] = ()) -> Checked:
    """Check the files of the tree. Installed packages are not consulted, nothing is written into the tree or run.

    At one of the modules `unreadable` mypy would give up: what others import of them is not known.
    """
    told = [file for file in files if _is_utf8(file)]
    if not told:
        return Checked(problem=_left_out(files))
    if importlib.util.find_spec("mypy") is None:
        return Checked(problem="mypy is not installed")
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(str((root / part).resolve()) for part in roots)}
    given = environment.get("PYTHONPATH", "").split(os.pathsep)
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(folder).resolve()) for folder in given if folder)
    with (
        tempfile.NamedTemporaryFile("w", prefix="ferry-", suffix=".files", encoding="utf-8") as names,
        tempfile.NamedTemporaryFile("w", prefix="ferry-", suffix=".ini", encoding="utf-8") as config,
    ):
        names.write("".join(f"{file}\n" for file in told))  # a command line cannot hold those of a large tree
        names.flush()
        config.write("".join(["[mypy]\n", *(f"[mypy-{module}]\nfollow_imports = skip\n" for module in unreadable)]))
        config.flush()
        # With `-P`, and no relative folder to search: a `queue.py` of the tree is not the module that mypy imports.
        command = [sys.executable, "-P", "-m", "mypy", *_OPTIONS, f"--config-file={config.name}", f"@{names.name}"]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
    output = done.stdout.decode("utf-8", "replace")
    found = sorted(
        Diagnostic(m["file"].removeprefix("./"), int(m["line"]), int(m["column"]), m["code"] or "", m["text"])
        for m in map(_LINE.match, output.splitlines()) if m
    )  # fmt: skip
    if done.returncode in {_CLEAN, _ERRORS}:
        return Checked(tuple(found), _left_out(files))
    return Checked(tuple(found), _reason(output, done.stderr.decode("utf-8", "replace")))


def _is_utf8(file: str) -> bool:
    try:
        file.encode()
    except UnicodeEncodeError:
        return False
    return True


def _left_out(files: Sequence[str]) -> str:
    """Return what to say of files whose names mypy cannot print; nothing when there are none."""
    names = [repr(file) for file in files if not _is_utf8(file)]
    return f"it takes no file whose name is not UTF-8: {', '.join(names)}" if names else ""


def _reason(output: str, errors: str) -> str:
    """Return the line that says why mypy gave up, without its advice."""
    lines = [line.strip() for line in (output + "\n" + errors).splitlines() if line.strip()]
    telling = [line for line in lines if "INTERNAL ERROR" in line or ": error: " in line]
    return f"mypy gave up: {(telling or lines or ['no reason given'])[0]}"


def coroutine_findings(checked: Checked) -> list[Finding]:
    """Return what mypy said about coroutines, as findings."""
    return [
        Finding(d.file, d.line, d.column, "type_checker", d.text)
        for d in checked.diagnostics
        if d.code in _CODES or (_COROUTINE.search(d.text) and not _WANTED.search(d.text))
    ]
