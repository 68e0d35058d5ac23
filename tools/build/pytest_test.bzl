"""A test run by pytest."""

load("@rules_python//python:py_test.bzl", "py_test")
load("//tools/python:bytecode.bzl", "bytecode")
load(":sources.bzl", "fail_with", "sources_problem", "tests_of", "tests_problem")

# Resolved in this repository, also where the macro is used in another one.
_MAIN = Label("//tools/pytest:main.py")
_RUNNER = [
    Label("//tools/pytest:runner"),
    Label("@pypi//pytest"),
    Label("@pypi//pytest_asyncio"),
]

# The toolchain puts it under every test: see //tools/coverage:collector.
_COVERAGE = Label("@pypi//coverage")
_POSTGRES_PLUGIN = Label("//tests/support:postgres")
_POSTGRES_CLUSTER = Label("//tests/support:cluster")

def pytest_test(
        name,
        srcs,
        deps = [],
        data = [],
        postgres = False,
        size = "small",
        shard_count = None,
        tags = [],
        env = {},
        args = [],
        timeout = None,
        flaky = None):
    """A test target: one file of tests, or a few that belong together.

    Coroutine tests carry `@pytest.mark.asyncio`; warnings are errors (settings in `pyproject.toml`). Each test case has
    its entry in `test.xml`. `--test_filter` takes a `-k` expression or a part of a node id with `::`. A target that
    collects no test fails; one where the filter fits none of its tests passes, as it would in `//...`.

    Args:
      name: as the file.
      srcs: the files with tests, `test_*.py`; a `conftest.py` is a library and a dependency.
      deps: what the files import, no more and no less, and their `conftest`.
      data: files that the tests read.
      postgres: gives the fixtures `database_url` and `empty_database_url`, each a database on a real PostgreSQL for one
        test function alone (see `tests/support/postgres.py`).
      size: `small` (the default) for less than a minute on a quiet machine; `.bazelrc` has the time limits.
      shard_count: into how many parts the test cases are dealt out.
      tags: Bazel's, such as `requires-network`, and those of tools that look at targets.
      env: the environment.
      args: more arguments for pytest.
      timeout: where that of the size does not fit.
      flaky: whether Bazel tries it three times; never, unless a reason stands beside it.
    """
    fail_with("pytest_test", name, sources_problem(srcs), tests_problem(srcs))
    if postgres:
        deps = deps + [_POSTGRES_PLUGIN]
        data = data + [_POSTGRES_CLUSTER]
        args = ["-p", "tests.support.postgres"] + args
        env = env | {"FERRY_TEST_CLUSTER": "$(rlocationpath {})".format(_POSTGRES_CLUSTER)}
    all_deps = deps + [dep for dep in _RUNNER if dep not in [native.package_relative_label(d) for d in deps]]
    bytecode(
        name = name + ".bytecode",
        testonly = True,
        tags = ["manual"],
        visibility = ["//visibility:private"],
        deps = all_deps + [_COVERAGE for _ in [0] if _COVERAGE not in [native.package_relative_label(d) for d in deps]],
    )
    py_test(
        name = name,
        size = size,
        timeout = timeout,
        srcs = srcs + [_MAIN],
        args = args + ["$(rootpath {})".format(test) for test in tests_of(srcs)],
        data = data + [":" + name + ".bytecode"],
        env = env,
        flaky = flaky,
        main = _MAIN,
        shard_count = shard_count,
        tags = tags,
        deps = all_deps,
    )
