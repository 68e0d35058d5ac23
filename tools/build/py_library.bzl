"""A Python library with strict defaults."""

load("@rules_python//python:py_library.bzl", _py_library = "py_library")
load(":sources.bzl", "fail_with", "sources_problem")

def py_library(name, srcs, deps = [], data = [], visibility = None, testonly = None, tags = []):
    """One module, or one small package whose modules make sense only together.

    Imports are relative to the root of the repository: the library at `persistence/players/models.py` is
    `persistence.players.models`, and nothing changes that.

    Args:
      name: as the module; the target with a folder's `__init__.py` is named as the folder.
      srcs: the modules, each by its name.
      deps: what the modules import, no more and no less.
      data: files that the modules read.
      visibility: the packages that may import it; none where it is not given.
      testonly: only tests may depend on it.
      tags: for tools that look at targets.
    """
    fail_with("py_library", name, sources_problem(srcs))
    _py_library(
        name = name,
        srcs = srcs,
        data = data,
        tags = tags,
        testonly = testonly,
        visibility = visibility,
        deps = deps,
    )
