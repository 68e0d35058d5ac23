"""The macros and rules that BUILD files load.

```starlark
load("//tools/build:defs.bzl", "py_library", "pytest_test")

py_library(
    name = "repository",
    srcs = ["repository.py"],
    visibility = ["//persistence:__pkg__"],
    deps = [
        ":models",
        "@pypi//sqlalchemy",
    ],
)

pytest_test(
    name = "test_repository",
    srcs = ["test_repository.py"],
    postgres = True,
    deps = ["//persistence/players:repository"],
)
```

Each has its own file beside this one, with the documentation of its arguments.
"""

load(":postgres_cluster.bzl", _postgres_cluster = "postgres_cluster")
load(":py_binary.bzl", _py_binary = "py_binary")
load(":py_library.bzl", _py_library = "py_library")
load(":pytest_test.bzl", _pytest_test = "pytest_test")

postgres_cluster = _postgres_cluster
py_binary = _py_binary
py_library = _py_library
pytest_test = _pytest_test
