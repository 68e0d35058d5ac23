"""A Python program with strict defaults."""

load("@rules_python//python:py_binary.bzl", _py_binary = "py_binary")
load("//tools/python:bytecode.bzl", "bytecode")
load(":sources.bzl", "fail_with", "main_problem", "sources_problem")

def py_binary(
        name,
        srcs,
        main = None,
        deps = [],
        data = [],
        args = [],
        env = {},
        visibility = None,
        testonly = None,
        tags = [],
        compiled = False):
    """A program, run by `bazel run` or as a tool of an action.

    Args:
      name: of the program.
      srcs: its modules, each by its name; everything that a test imports belongs in a library instead.
      main: the module that is run; needed where there are several.
      deps: what the modules import, no more and no less.
      data: files that the program reads.
      args: its arguments under `bazel run`, before those of the command line.
      env: its environment under `bazel run`.
      visibility: the packages that may use it; none where it is not given.
      testonly: only tests may depend on it.
      tags: for tools that look at targets.
      compiled: brings its packages as byte-code too. For a tool that actions run: there Python cannot keep what it
        compiles, and compiles every module that it imports each time.
    """
    fail_with("py_binary", name, sources_problem(srcs), main_problem(main, srcs))
    if compiled:
        bytecode(
            name = name + ".bytecode",
            tags = ["manual"],
            testonly = testonly,
            visibility = ["//visibility:private"],
            deps = deps,
        )
        data = data + [":" + name + ".bytecode"]
    _py_binary(
        name = name,
        srcs = srcs,
        main = main or srcs[0],
        args = args,
        data = data,
        env = env,
        # In another repository too, whose flags are its own: what Bazel adds to a folder would be part of what is read.
        legacy_create_init = False,
        tags = tags,
        testonly = testonly,
        visibility = visibility,
        deps = deps,
    )
