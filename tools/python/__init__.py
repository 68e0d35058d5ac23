"""The lock of what comes from PyPI: `./bazelw run //tools/python:lock`. Nothing imports it but its tests."""
