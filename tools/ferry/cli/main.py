"""`ferry`: reads the arguments, runs one command, and turns errors into exit codes."""

import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.ferry.cli import commands
from tools.ferry.cli.arguments import parser
from tools.ferry.cli.init import init
from tools.ferry.cli.output import INTERNAL, WRONG_USE, Progress
from tools.ferry.cli.request import Request, WrongUse
from tools.ferry.config import ConfigError, read_config
from tools.ferry.plan import TreeError
from tools.ferry.proposal import ProposalError
from tools.ferry.rewrite import DirtyTree, UnknownStep
from tools.ferry.types import CheckerMissing

_COMMANDS: Mapping[str, Callable[[Request], int]] = {
    "inventory": commands.inventory,
    "plan": commands.plan,
    "apply": commands.apply,
    "verify": commands.verify,
    "status": commands.status,
    "explain": commands.explain,
}


def _require_folder(root: Path) -> None:
    if not root.is_dir():
        raise TreeError(f"{root}: there is no such folder")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = parser().parse_args(arguments)
    root = Path(options.root)
    try:
        _require_folder(root)
        path = Path(options.config) if options.config else root / "ferry.toml"
        if options.command == "init":
            return init(root, path, options.facade, options.target, force=options.force)
        config = read_config(path)
        return _COMMANDS[options.command](Request(root, config, options, Progress(quiet=options.quiet)))
    except (ConfigError, TreeError, UnknownStep, DirtyTree, CheckerMissing, ProposalError, WrongUse) as error:
        sys.stderr.write(f"ferry: {error}\n")
        return WRONG_USE
    except BrokenPipeError:
        return INTERNAL
    except Exception:
        traceback.print_exc()
        sys.stderr.write("ferry: this is a fault of ferry; the tree was not changed\n")
        return INTERNAL
