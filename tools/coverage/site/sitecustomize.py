"""Starts coverage.py in a Python process that a measured test starts (see `collect.py`)."""

# ruff: noqa: INP001 (Python imports it by this name from a folder of PYTHONPATH)
import os

if os.environ.get("COVERAGE_PROCESS_START"):
    import coverage

    coverage.process_startup()
