"""Finds this machine's Python 3.11 and makes it the repository `host_python`."""

_VERSION = "3.11"

_HELP = """

Ferry needs Python {version}, and {found}.
Install it (Debian: apt-get install python{version}), put it on PATH, or name it: --repo_env=FERRY_PYTHON=/path/to/python{version}
"""

# A shim (pyenv, asdf) or a virtual environment is resolved to the interpreter behind it: the shim chooses by folder, and
# the environment's packages must not be seen by a target.
_DESCRIBE = """
import os, sys
real = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
print("%d.%d" % sys.version_info[:2], real, sep="\\n")
"""

def _describe(rctx, python):
    """Returns (version, path) of the interpreter behind `python`, or None when it does not run."""
    result = rctx.execute([python, "-I", "-c", _DESCRIBE])
    if result.return_code:
        return None
    version, path = result.stdout.strip().split("\n")
    return version, path

def _find(rctx):
    """Returns the path of the interpreter to use; fails with what was found instead."""
    named = rctx.os.environ.get("FERRY_PYTHON")
    candidates = [named] if named else ["python" + _VERSION, "python3", "python"]
    refused = []
    for candidate in candidates:
        python = candidate if "/" in candidate else rctx.which(candidate)
        if not python:
            continue
        described = _describe(rctx, python)
        if not described:
            refused.append("{} does not run".format(python))
        elif described[0] != _VERSION:
            refused.append("{} is Python {}".format(python, described[0]))
        else:
            return described[1]
    found = "; ".join(refused) or "PATH has no " + ", ".join(candidates)
    fail(_HELP.format(version = _VERSION, found = found))

def _host_python_impl(rctx):
    path = _find(rctx)
    rctx.watch(path)
    rctx.symlink(path, "python")
    rctx.file("interpreter.bzl", 'INTERPRETER = "{}"\n'.format(path))
    rctx.file("BUILD.bazel", 'exports_files(["python"], visibility = ["//visibility:public"])\n')

host_python = repository_rule(
    implementation = _host_python_impl,
    configure = True,
    doc = """The Python 3.11 of this machine.

    Takes the interpreter that `FERRY_PYTHON` names, else `python3.11`, `python3` or `python` from PATH, whichever has the
    right version. Holds `//:python`, a link to it, and `//:interpreter.bzl` with `INTERPRETER`, its absolute path.
    """,
    environ = ["FERRY_PYTHON"],
)

def _host_impl(_module_ctx):
    host_python(name = "host_python")

host = module_extension(
    implementation = _host_impl,
    doc = "Makes `host_python` for the mode with MODULE.bazel.",
)
