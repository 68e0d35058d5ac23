"""Pytest under Bazel's rules for tests: where to write, which test cases to run, and when to fail."""

import faulthandler
import importlib.util
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.pytest.selection import Selection


def main(arguments: list[str]) -> int:
    """Runs pytest in this process with a target's arguments; returns the exit code for Bazel.

    When Bazel's time limit ends the test, it prints first where every thread stands.
    """
    # A descriptor of its own: pytest captures what is written to that of standard error.
    faulthandler.register(signal.SIGTERM, file=os.fdopen(os.dup(2), "w"), all_threads=True, chain=True)
    # Which plugins are loaded is decided here, not by what the dependencies happen to bring along.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    selection = Selection.from_environment(os.environ)
    options = [*_plugins(), *_settings(), *_places(os.environ), *_keywords(os.environ)]
    return selection.exit_code(pytest.main([*options, *arguments], plugins=[selection]))


def _plugins() -> list[str]:
    options = ["-p", "pytest_asyncio.plugin", "-p", "no:cacheprovider"]
    if importlib.util.find_spec("_hypothesis_pytestplugin"):
        # The same examples in every run, and no time limit for one of them: another run must not give another result.
        options += ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile=ci"]
    return options


def _settings() -> list[str]:
    """Returns the options for the repository's settings: Bazel puts a copy beside this module."""
    copy, original = Path(__file__).with_name("pytest.toml"), Path(__file__).parents[2] / "pyproject.toml"
    return [
        f"--config-file={copy if copy.exists() else original}",
        "--rootdir=.",
        "--import-mode=importlib",
        "--no-header",
    ]


def _places(environment: Mapping[str, str]) -> list[str]:
    """Returns the options for the report that Bazel reads and the folder that it gives to this test."""
    options = []
    if report := environment.get("XML_OUTPUT_FILE"):
        options.append(f"--junitxml={report}")
    if folder := environment.get("TEST_TMPDIR"):
        options.append(f"--basetemp={folder}/pytest")
    return options


def _keywords(environment: Mapping[str, str]) -> list[str]:
    wanted = environment.get("TESTBRIDGE_TEST_ONLY", "")
    return ["-k", wanted] if wanted and "::" not in wanted else []
