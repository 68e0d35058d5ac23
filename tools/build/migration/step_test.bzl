"""A test of the tree that one step of a migration made."""

load("@rules_python//python:py_test.bzl", "py_test")

_PROGRAM = Label("//tools/migration:check_step.py")
_LIBRARY = Label("//tools/migration:check_step")
_SAME_TREE_PROGRAM = Label("//tools/migration:check_same_tree.py")
_SAME_TREE_LIBRARY = Label("//tools/migration:check_same_tree")
_FERRY = Label("//tools/ferry")

def migration_step_test(
        name,
        step,
        config,
        deps,
        data = [],
        migrated = [],
        strict = False,
        ignore = [],
        size = "medium",
        tags = [],
        visibility = None):
    """Tests what a step promises of its tree, and runs the tree's own test suite on a PostgreSQL with an empty database.

    The report has one entry for each test case of the tree, and those of `ferry verify`. `--test_filter` is an
    expression for pytest's `-k`.

    Args:
        name: of the test, by convention the step's with `_test`.
        step: a `migration_step`, `migration_join` or `migration_source`.
        config: the ferry.toml of the step.
        deps: the third-party packages that the tree and its tests import.
        data: the `data` of the step.
        migrated: categories of ferry.toml in which nothing may name the facade after this step.
        strict: whether nothing anywhere may name the facade.
        ignore: test files of the tree that cannot run after this step, as a later step deletes them.
        size: as for every test.
        tags: as for every test.
        visibility: as for every target.
    """
    py_test(
        name = name,
        size = size,
        srcs = [_PROGRAM],
        args = [
                   "--ferry $(rootpath {})".format(_FERRY),
                   "--config $(rootpath {})".format(config),
                   "--outputs $(rootpaths {})".format(step),
               ] + ["--ignore " + file for file in ignore] +
               ["--migrated " + category for category in migrated] +
               (["--strict"] if strict else []),
        data = [step, config, _FERRY] + data,
        legacy_create_init = False,  # an __init__.py that Bazel adds would be a file that the step lacks
        main = _PROGRAM,
        tags = tags,
        visibility = visibility,
        deps = [_LIBRARY] + deps,
    )

def migration_same_tree_test(name, steps, size = "small", tags = [], visibility = None):
    """Tests that several steps or joins have the same tree, file by file; a failure prints the difference.

    Args:
        name: of the test.
        steps: two or more of `migration_step`, `migration_join` and `migration_source`.
        size: as for every test.
        tags: as for every test.
        visibility: as for every target.
    """
    py_test(
        name = name,
        size = size,
        srcs = [_SAME_TREE_PROGRAM],
        args = ["$(rootpaths {})".format(step) for step in steps],
        data = steps,
        main = _SAME_TREE_PROGRAM,
        tags = tags,
        visibility = visibility,
        deps = [_SAME_TREE_LIBRARY],
    )
