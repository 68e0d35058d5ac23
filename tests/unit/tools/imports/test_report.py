"""The report for a person."""

from tools.imports.findings import Edit, Finding, Kind
from tools.imports.report import report


def test_findings_stand_below_their_target_and_the_commands_at_the_end() -> None:
    findings = [
        Finding("//a:b", Kind.MISSING, "//c", "a/b.py:1 imports c", Edit("add deps //c", "//a:b")),
        Finding("//a:b", Kind.SUPERFLUOUS, ":d", "a/BUILD.bazel:4", Edit("remove deps :d", "//a:b")),
        Finding("e.py", Kind.NO_TARGET, "e.py", "add it"),
    ]

    lines = list(report(findings))

    assert [line for line in lines if line and not line.startswith(" ")] == [
        "//a:b",
        "e.py",
        "Mend with `./bazelw run //tools/imports -- --fix`, or one by one:",
    ]
    assert lines[-2:] == ["  buildozer 'add deps //c' //a:b", "  buildozer 'remove deps :d' //a:b"]


def test_findings_that_no_command_mends_promise_none() -> None:
    lines = list(report([Finding("e.py", Kind.NO_TARGET, "e.py", "add it")]))

    assert not any("buildozer" in line or "--fix" in line for line in lines)


def test_no_findings_give_no_lines() -> None:
    assert list(report([])) == []
