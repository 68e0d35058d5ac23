"""The launcher behind `./bazelw`: gets the Bazel that `.bazelversion` asks for, and becomes it.

Runs before anything is built, so it needs the standard library of Python 3.11 only. Nothing else imports it.
"""
