"""`ferry`: reads the arguments, runs one command, and turns errors into exit codes."""

import gc
import platform
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from tools.ferry import __version__
from tools.ferry.cli.arguments import parser
from tools.ferry.cli.commands import command
from tools.ferry.cli.output import (
    CLOSED_PIPE,
    INTERNAL,
    INTERRUPTED,
    WRONG_USE,
    drop_output,
    open_output,
    refuse_unwritable,
)
from tools.ferry.cli.request import Request
from tools.ferry.model import WrongUse

_CONFIG = "ferry.toml"
# Generated code nests deeply: a sum of a thousand terms is a thousand nodes below each other. So do chains of values.
_RECURSION_LIMIT = 20_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    if not (sys.argv[1:] if arguments is None else arguments):
        parser().print_help(sys.stderr)
        return WRONG_USE
    options = parser().parse_args(arguments)
    if arguments is None:
        gc.disable()  # what is read stays to the end: Python would look at millions of nodes again and again
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION_LIMIT))
    try:
        open_output()
        refuse_unwritable(options)
        root = _root(options.root, options.config, starting=options.command == "init")
        path = Path(options.config) if options.config else root / _CONFIG
        code = command(options.command)(Request(root, path, options))
    except WrongUse as error:
        sys.stderr.write("".join(f"ferry: {line}\n" for line in str(error).splitlines()))
        return WRONG_USE
    except BrokenPipeError:
        drop_output()  # whoever read it has seen enough, as `| head` does
        return CLOSED_PIPE
    except KeyboardInterrupt:
        sys.stderr.write("ferry: interrupted; files are written all or none\n")
        return INTERRUPTED
    except Exception as error:
        _report(error, options.command)
        return INTERNAL
    finally:
        if arguments is None:
            gc.freeze()  # the program ends: Python would look through millions of nodes once more, for nothing
    return code


def _root(given: str | None, config: str | None, *, starting: bool) -> Path:
    """Return the tree to work on: as given, else the nearest folder from here upwards that has a `ferry.toml`."""
    if given is not None:
        if not Path(given).is_dir():
            raise WrongUse(f"{given}: there is no such folder")
        return Path(given)
    if config is None and not starting:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / _CONFIG).is_file():
                return folder if folder != here else Path()
    return Path()


def _report(error: Exception, name: str) -> None:
    """Say what a person can do about a fault of ours: what to send, and where they stand."""
    traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(
        f"\nferry: this is a fault of ferry, in `ferry {name}`: {type(error).__name__}: {error}\n"
        "Please report it, with the lines above and these:\n"
        f"  command   ferry {' '.join(sys.argv[1:])}\n"
        f"  place     {Path(last.filename).name}:{last.lineno} in {last.name}\n"
        f"  ferry     {__version__}\n"
        f"  python    {platform.python_version()} on {platform.system()}\n"
        "and, if you may, the smallest file that shows it. Files are written all or none: `git status` tells.\n"
        "To go on without it: leave the file out with `exclude` in ferry.toml.\n"
    )
