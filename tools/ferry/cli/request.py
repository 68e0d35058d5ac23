"""What a command gets."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from tools.ferry.cli.output import Progress
from tools.ferry.config import Config


class WrongUse(Exception):
    """The command cannot do what was asked; the message says what could be."""


@dataclass(frozen=True, slots=True)
class Request:
    """A tree, its configuration and the options of the command."""

    root: Path
    config: Config
    options: argparse.Namespace
    progress: Progress
