"""What a person wrote in a BUILD file."""

from pathlib import Path

import pytest

from tools.imports.build_file import WrittenDependency, written_dependencies


def written(tmp_path: Path, text: str) -> dict[str, list[WrittenDependency]]:
    (tmp_path / "BUILD.bazel").write_text(text)
    return written_dependencies(tmp_path / "BUILD.bazel", "x")


def test_literal_dependencies_are_found_by_target_with_their_lines(tmp_path: Path) -> None:
    found = written(tmp_path, 'py_library(\n    name = "a",\n    deps = [\n        ":b",\n        "//y",\n    ],\n)\n')

    assert found == {"a": [WrittenDependency("//x:b", 4, None), WrittenDependency("//y:y", 5, None)]}


def test_a_keep_remark_gives_its_reason(tmp_path: Path) -> None:
    found = written(tmp_path, 'rule(name = "a", deps = [\n    "@pypi//d",  # keep: the URL names it\n])\n')

    assert found["a"][0].keep == "the URL names it"


def test_a_keep_remark_without_a_reason_is_told_apart_from_none(tmp_path: Path) -> None:
    found = written(tmp_path, 'rule(name = "a", deps = [\n    ":b",  # keep\n    ":c",  # keeps the peace\n])\n')

    assert [dependency.keep for dependency in found["a"]] == ["", None]


def test_lists_that_are_added_together_all_count(tmp_path: Path) -> None:
    found = written(tmp_path, 'rule(name = "a", deps = [":b"] + select({":on": [":c"]}) + MORE)\n')

    assert {dependency.label for dependency in found["a"]} >= {"//x:b", "//x:c"}


def test_a_target_whose_name_is_computed_is_left_out(tmp_path: Path) -> None:
    assert written(tmp_path, '[rule(name = n, deps = [":b"]) for n in NAMES]\n') == {}


def test_a_file_that_bazel_cannot_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError):
        written(tmp_path, "rule(")
