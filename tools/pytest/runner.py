"""Pytest under Bazel's rules for tests: where to write, which test cases to run, and when to fail."""

import faulthandler
import importlib.util
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

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
    _fail_on_exit()
    return selection.exit_code(pytest.main([*options, *arguments], plugins=[selection]))


def _fail_on_exit() -> None:
    """Makes `os._exit(0)` in this process a failure: it would be a success of all the test cases that did not run."""
    leave, this_process = os._exit, os.getpid()

    def leave_with_failure(status: int) -> NoReturn:
        if os.getpid() == this_process:  # and no child of it, which may well leave so
            print("a test case ended the process by os._exit", file=sys.stderr, flush=True)
            status = status or 1
        leave(status)

    os._exit = leave_with_failure


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
