"""What must hold after each step: other eyes than the planner's look at the tree."""

import difflib
import io
import json
import subprocess
import tokenize
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.ferry.corpus.fetch import Checker

_ABOUT_AWAIT = ("await", "Coroutine")

Diagnostics = Counter[tuple[str, str, str]]
"""Counts by (file, rule, message): lines move when a file is rewritten."""


def diagnose(tree: Path, checker: Checker, files: Sequence[str] = (".",)) -> Diagnostics:
    """Return what basedpyright says about coroutines and awaits in the files; it follows their imports."""
    if not files:
        return Diagnostics()
    command = checker.command("basedpyright", "--outputjson", "--project", str(_settings(tree, files)))
    answer = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    found: Diagnostics = Counter()
    for entry in json.loads(answer.stdout)["generalDiagnostics"]:
        text = entry["message"]
        if entry.get("rule") == "reportUnusedCoroutine" or any(word in text for word in _ABOUT_AWAIT):
            file = Path(entry["file"]).relative_to(tree.resolve()).as_posix()
            found[file, entry.get("rule", ""), text.splitlines()[0]] += 1
    return found


def _settings(tree: Path, files: Sequence[str]) -> Path:
    """Write settings in which what is not typed at all is no finding; the package's own do not count."""
    file = tree / ".basedpyright.json"
    file.write_text(json.dumps({"include": list(files), "typeCheckingMode": "standard"}), encoding="utf-8")
    return file


def broken_files(tree: Path, files: list[str]) -> list[str]:
    """Return the files that do not compile, with the reason."""
    found = []
    for file in files:
        try:
            compile((tree / file).read_bytes(), file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            found.append(f"{file}: {error}")
    return found


def lost_form(before: str, after: str) -> list[str]:
    """Return comments that changed, and lines of which only the layout changed."""
    found = [f"comment: {c}" for c in (Counter(_comments(before)) - Counter(_comments(after)))]
    old, new = before.splitlines(), after.splitlines()
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and "".join("".join(old[i:j]).split()) == "".join("".join(new[k:m]).split()):
            found.append(f"layout: {old[i].strip()}")
    return found


def _comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]
