"""What a person wrote in a BUILD file, as far as Bazel's query does not tell: literal `deps` and remarks on them.

A dependency that no import shows (a driver that a URL chooses, a plugin that is loaded by name) stays when a remark
says why: `"@pypi//asyncpg",  # keep: the driver named in the database's URL`.
"""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.imports.labels import canonical


@dataclass(frozen=True)
class WrittenDependency:
    """A label in a `deps` list; `keep` is the reason in its remark, empty when the remark gives none."""

    label: str
    line: int
    keep: str | None


def written_dependencies(build_file: Path, package: str) -> dict[str, list[WrittenDependency]]:
    """Return the literal `deps` in a BUILD file by the name of the target.

    Targets whose name is computed are not in the answer. Raises `SyntaxError` for what Bazel would not read either.
    """
    text = build_file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    remarks = dict(_keep_remarks(text))
    written: dict[str, list[WrittenDependency]] = {}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            arguments = {keyword.arg: keyword.value for keyword in call.keywords}
            match arguments.get("name"), arguments.get("deps"):
                case ast.Constant(value=str(name)), ast.expr() as deps:
                    written[name] = [
                        WrittenDependency(canonical(node.value, package), node.lineno, remarks.get(node.lineno))
                        for node in ast.walk(deps)
                        if isinstance(node, ast.Constant) and isinstance(node.value, str)
                    ]
    return written


def _keep_remarks(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            word, _, reason = token.string.lstrip("# ").partition(":")
            if word.strip() == "keep":
                yield token.start[0], reason.strip()
