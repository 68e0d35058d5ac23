"""Tests of the checks that the macros make of their sources."""

load("//tools/build:sources.bzl", "main_problem", "sources_problem", "tests_of", "tests_problem")

def _failures():
    """Returns one text for each expectation that is not met."""
    expectations = [
        ("a module is fine", sources_problem(["a.py"]), None),
        ("nothing is refused", sources_problem([]), "has no sources: name its module in `srcs`, or remove it"),
        (
            "data among the sources is refused by its name",
            sources_problem(["a.py", "b.yaml"]),
            "has the source b.yaml: `srcs` takes Python modules, other files belong in `data`",
        ),
        ("one module is the one to run", main_problem(None, ["a.py"]), None),
        ("of two the one to run is named", main_problem("a.py", ["a.py", "b.py"]), None),
        ("of two one has to be named", main_problem(None, ["a.py", "b.py"]), "has 2 sources: name the one to run in `main`"),
        ("tests are known by their names", tests_of(["conftest.py", "test_a.py", "deep/test_b.py", "//x:test_c.py"]), [
            "test_a.py",
            "deep/test_b.py",
            "//x:test_c.py",
        ]),
        ("a test is fine", tests_problem(["test_a.py"]), None),
        (
            "a test target without a test is refused",
            tests_problem(["conftest.py"]),
            "has conftest.py in `srcs`: tests are in files test_*.py, other modules belong in a py_library",
        ),
        (
            "a file of tests by another name is not left out in silence",
            tests_problem(["test_a.py", "b_test.py"]),
            "has b_test.py in `srcs`: tests are in files test_*.py, other modules belong in a py_library",
        ),
    ]
    return ["{}: {} is not {}".format(what, got, expected) for what, got, expected in expectations if got != expected]

def _sources_test_impl(ctx):
    program = ctx.actions.declare_file(ctx.label.name)
    failures = _failures()
    lines = ["#!/bin/sh", "cat <<'END'"] + failures + ["END", "exit {}".format(1 if failures else 0)]
    ctx.actions.write(program, "\n".join(lines) + "\n", is_executable = True)
    return [DefaultInfo(executable = program)]

sources_test = rule(
    implementation = _sources_test_impl,
    doc = "Fails, and prints which, when one of the expectations in this file is not met.",
    test = True,
)
