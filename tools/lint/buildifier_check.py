"""Buildifier: the format and the lint rules of Starlark."""

from pathlib import Path

from tools.buildtools import installed_buildtools
from tools.lint.check import Check
from tools.workspace import own_files

STARLARK = ("*.bzl", "*.bazel", "WORKSPACE")


def buildifier_check(root: Path) -> Check:
    """Return the check of all Starlark of the checkout; fetches buildifier when this machine does not have it.

    Raises `InstallError` of `tools.buildtools`.
    """
    buildifier = str(installed_buildtools().buildifier)
    files = own_files(root, *STARLARK)
    return Check(
        "buildifier",
        (buildifier, "-mode=check", "-lint=warn", *files),
        root,
        fix=(buildifier, "-mode=fix", "-lint=fix", *files),
    )
