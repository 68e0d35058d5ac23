"""Where results go: standard output for the result, files where asked."""

import argparse
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.ferry.model import WrongUse
from tools.ferry.report.document import Document
from tools.ferry.report.html import page
from tools.ferry.report.text import Terminal, text

CLEAN, FINDINGS, WRONG_USE, INTERNAL = 0, 1, 2, 3
INTERRUPTED, CLOSED_PIPE = 130, 141
"""Exit codes; the last two as a shell reports these signals."""

FORMS = ("json", "html", "markdown", "sarif", "svg", "dot", "bazel")
"""The options that name a file, or - for standard output."""
_KEPT = ("history", "ratchet")
"""The options that name a file which is read first, and written at the end."""


def open_output() -> None:
    """Let standard output show what its encoding does not have as an escape: it may be part of a file's name.

    Raises:
        WrongUse: when it is closed.
    """
    if sys.stdout is None:
        raise WrongUse("standard output is closed; give it somewhere to go, such as /dev/null")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def refuse_unwritable(options: argparse.Namespace) -> None:
    """Refuse a file for a result that cannot be written, before the command does anything.

    Raises:
        WrongUse: when its folder is not there or takes no files, or a folder has its name.
    """
    for form in (*FORMS, *_KEPT):
        where = getattr(options, form, None)
        if where is None or where == "-":
            continue
        path = Path(where)
        if path.is_dir():
            raise WrongUse(f"{where}: cannot be written: Is a directory")
        if not path.parent.is_dir():
            raise WrongUse(f"{where}: cannot be written: No such file or directory")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise WrongUse(f"{where}: cannot be written: Permission denied")


def drop_output() -> None:
    """Let what is still to be written to standard output go nowhere: Python would complain again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(content: str) -> None:
    try:
        sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise WrongUse(f"standard output cannot be written: {error.strerror}") from error


def write_json(where: str | None, make: Callable[[], dict[str, Any]]) -> None:
    """Write what `make` returns as JSON, to a file, or to standard output for `-`; it is not called when not asked.

    The text is ASCII, which any output holds: names of files that are not UTF-8 have surrogates.
    """
    if where is not None:
        write_text(where, json.dumps(make(), indent=2) + "\n")


def write_text(where: str | None, content: str) -> None:
    """Write text to a file, or to standard output for `-`; nothing when not asked.

    Raises:
        WrongUse: when it cannot be written.
    """
    if where == "-":
        _print(content)
    elif where is not None:
        encoded = content.encode("utf-8", "backslashreplace")  # first: a file that is there must not be lost
        try:
            Path(where).write_bytes(encoded)
        except OSError as error:
            raise WrongUse(f"{where}: cannot be written: {error.strerror}") from error


def write_form(where: str | None, make: Callable[[], str]) -> None:
    """Write what `make` returns, which is not called when nobody asked for it."""
    if where is not None:
        write_text(where, make())


def say(content: str, options: argparse.Namespace) -> None:
    """Print for a person, unless standard output belongs to another form."""
    if "-" not in {getattr(options, form, None) for form in FORMS}:
        _print(content if content.endswith("\n") else content + "\n")


def show(document: Document, options: argparse.Namespace) -> None:
    """Print a document for a person, and write the page that was asked for."""
    write_form(options.html, lambda: page(document))
    say(text(document, this_terminal()), options)


def this_terminal() -> Terminal:
    """Return what standard output is; NO_COLOR is respected, unless it is empty (https://no-color.org)."""
    if not sys.stdout.isatty():
        return Terminal()
    return Terminal(shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))
