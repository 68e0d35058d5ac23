"""The build graph as Bazel's query prints it."""

import json
from typing import Any

from tools.imports.targets import Target, parse_query


def rule(name: str, kind: str, **attributes: Any) -> str:
    """Return a line as `bazel query --output=streamed_jsonproto` prints it."""
    values = [
        {"name": key, "stringValue" if isinstance(value, str) else "stringListValue": value}
        for key, value in attributes.items()
    ]
    inputs = [label for value in attributes.values() if isinstance(value, list) for label in value]
    return json.dumps(
        {"type": "RULE", "rule": {"name": name, "ruleClass": kind, "attribute": values, "ruleInput": inputs}}
    )


def test_a_rule_becomes_a_target_with_its_labels() -> None:
    line = rule("//a:b", "py_library", srcs=["//a:b.py"], deps=["//a:c", "@pypi//x:x"])

    assert list(parse_query([line])) == [
        Target(
            label="//a:b",
            kind="py_library",
            srcs=("//a:b.py",),
            deps=("//a:c", "@pypi//x:x"),
            inputs=frozenset({"//a:b.py", "//a:c", "@pypi//x:x"}),
        )
    ]


def test_an_alias_says_what_it_stands_for() -> None:
    (target,) = parse_query([rule("//a:short", "alias", actual="//b:long")])

    assert target.actual == "//b:long"


def test_lines_that_are_no_rule_are_passed_over() -> None:
    assert list(parse_query([json.dumps({"type": "SOURCE_FILE", "sourceFile": {"name": "//a:b.py"}})])) == []


def test_the_runner_that_a_macro_adds_is_no_source_of_the_target() -> None:
    target = Target("//tests/a:test", "py_test", srcs=("//tests/a:test_a.py", "//tools/pytest:main.py"))

    assert target.sources == ("tests/a/test_a.py",)


def test_only_python_files_are_read_for_imports() -> None:
    assert Target("//a:b", "py_library", srcs=("//a:b.py", "//a:b.txt")).sources == ("a/b.py",)
