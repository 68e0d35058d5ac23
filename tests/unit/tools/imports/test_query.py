"""Asking Bazel: what is told apart when it answers and when it does not."""

from pathlib import Path

import pytest

from tools.imports.query import QueryError, query_targets


def bazel_that(root: Path, script: str) -> None:
    """Put a program in the place of the launcher."""
    launcher = root / "bazelw"
    launcher.write_text(f"#!/bin/sh\n{script}\n")
    launcher.chmod(0o755)


def test_the_rules_that_bazel_prints_are_returned(tmp_path: Path) -> None:
    bazel_that(tmp_path, """echo '{"type":"RULE","rule":{"name":"//a:b","ruleClass":"py_library"}}'""")

    assert [target.label for target in query_targets(tmp_path)] == ["//a:b"]


def test_a_broken_build_file_gives_the_words_of_bazel(tmp_path: Path) -> None:
    bazel_that(tmp_path, "echo 'ERROR: a/BUILD.bazel:3:1: syntax error' >&2; exit 7")

    with pytest.raises(QueryError, match=r"a/BUILD\.bazel:3:1: syntax error"):
        query_targets(tmp_path)
